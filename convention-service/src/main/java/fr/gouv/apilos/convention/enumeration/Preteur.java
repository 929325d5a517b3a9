package fr.gouv.apilos.convention.enumeration;

/** Who lends or grants (01 §2.3). */
public enum Preteur {
    ETAT("Etat"),
    EPCI("EPCI"),
    REGION("Région"),
    VILLE("Ville"),
    CDCF("CDC pour le foncier"),
    CDCL("CDC pour le logement"),
    COMMUNE("Commune et action logement"),
    ANRU("ANRU"),
    AUTRE("Autre/Subventions");

    private final String libelle;

    Preteur(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }

    /** Long label (01 R10). */
    public String libelleLong() {
        return libelle.replace("CDC", "Caisse de Dépôts et Consignation");
    }

    /** Caisse des dépôts: its loans carry a date, a duration and a number (02 R84). */
    public boolean estCdc() {
        return this == CDCF || this == CDCL;
    }
}
