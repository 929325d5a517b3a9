package fr.gouv.apilos.convention.enumeration;

/** Type of convention of a bailleur that is neither HLM nor SEM (01 §2.2). */
public enum Type1et2 {
    Type1("Type I"),
    Type2("Type II");

    private final String libelle;

    Type1et2(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }
}
