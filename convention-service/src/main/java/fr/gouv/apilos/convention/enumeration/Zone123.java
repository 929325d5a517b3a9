package fr.gouv.apilos.convention.enumeration;

/** Zone 1/2/3 of the building (03 A2). */
public enum Zone123 {
    Z1("01"),
    Z2("02"),
    Z3("03"),
    Z1BIS("1bis");

    private final String libelle;

    Zone123(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }

    /** The value a stored code stands for. */
    public static java.util.Optional<Zone123> deCode(String code) {
        return java.util.Arrays.stream(values())
                .filter(valeur -> valeur.code().equals(code))
                .findFirst();
    }

    /** Stored code, as it travels in data sets and in the API for SIAP. */
    public String code() {
        return switch (this) {
            case Z1 -> "1";
            case Z2 -> "2";
            case Z3 -> "3";
            case Z1BIS -> "1bis";
        };
    }
}
