package fr.gouv.apilos.convention.enumeration;

/** Zone A/B/C of the building (03 A2). */
public enum ZoneAbc {
    A("A"),
    Abis("Abis"),
    B1("B1"),
    B2("B2"),
    C("C"),
    DROM("DROM");

    private final String libelle;

    ZoneAbc(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }
}
