package fr.gouv.apilos.referentiel.journal;

/** What happened to a row (03 A3.1). */
public enum Geste {
    CREATION("+", "Création"),
    MODIFICATION("~", "Modification"),
    SUPPRESSION("-", "Suppression");

    private final String code;
    private final String libelle;

    Geste(String code, String libelle) {
        this.code = code;
        this.libelle = libelle;
    }

    /** As stored. */
    public String code() {
        return code;
    }

    /** As shown. */
    public String libelle() {
        return libelle;
    }

    static Geste parCode(String code) {
        return switch (code) {
            case "+" -> CREATION;
            case "-" -> SUPPRESSION;
            default -> MODIFICATION;
        };
    }
}
