package fr.gouv.apilos.convention.enumeration;

/** Kind of operation (03 A2). */
public enum TypeOperation {
    SANSOBJET("Sans Objet"),
    NEUF("Construction Neuve"),
    VEFA("Construction Neuve > VEFA"),
    ACQUIS("Acquisition"),
    ACQUISAMELIORATION("Acquisition-Amélioration"),
    REHABILITATION("Réhabilitation"),
    ACQUISSANSTRAVAUX("Acquisition sans travaux"),
    SANSTRAVAUX("Sans aide financière (sans travaux)"),
    USUFRUIT("Usufruit");

    private final String libelle;

    TypeOperation(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }

    /** In running text (03 R-A3.7): nothing, or a space and the label. */
    public String dansLeTexte() {
        return switch (this) {
            case SANSOBJET -> "";
            case SANSTRAVAUX -> " " + libelle.toLowerCase(java.util.Locale.FRENCH);
            case NEUF, VEFA, ACQUIS, ACQUISAMELIORATION, REHABILITATION, ACQUISSANSTRAVAUX, USUFRUIT ->
                " en " + libelle.toLowerCase(java.util.Locale.FRENCH);
        };
    }
}
