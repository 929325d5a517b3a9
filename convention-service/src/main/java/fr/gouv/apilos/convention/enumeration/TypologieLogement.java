package fr.gouv.apilos.convention.enumeration;

/** Size of a logement (03 A2). */
public enum TypologieLogement {
    T1("T1"),
    T1bis("T1 bis"),
    T1prime("T1'"),
    T2("T2"),
    T3("T3"),
    T4("T4"),
    T5("T5"),
    T6("T6"),
    T7("T7");

    private final String libelle;

    TypologieLogement(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }
}
