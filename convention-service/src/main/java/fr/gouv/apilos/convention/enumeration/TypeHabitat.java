package fr.gouv.apilos.convention.enumeration;

/** Habitat of a lot (01 §1.2). */
public enum TypeHabitat {
    MIXTE("Mixte"),
    INDIVIDUEL("Individuel"),
    COLLECTIF("Collectif");

    private final String libelle;

    TypeHabitat(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }

    /** In running text (03 R-A4.4): a space, the label, plural above one. */
    public String dansLeTexte(int nombre) {
        return " " + libelle.toLowerCase(java.util.Locale.FRENCH) + (nombre > 1 ? "s" : "");
    }
}
