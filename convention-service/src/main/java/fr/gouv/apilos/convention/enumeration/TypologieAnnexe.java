package fr.gouv.apilos.convention.enumeration;

/** Kind of annexe (03 A2); CAVE is a legacy value, read but never offered (R-C4.8). */
public enum TypologieAnnexe {
    TERRASSE("Terrasse"),
    JARDIN("Jardin"),
    COUR("Cour"),
    CAVE("Cave");

    private final String libelle;

    TypologieAnnexe(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }
}
