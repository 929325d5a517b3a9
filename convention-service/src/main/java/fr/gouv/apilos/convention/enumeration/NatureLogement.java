package fr.gouv.apilos.convention.enumeration;

/** Nature of the logements; decides steps and models (03 A2). RESISDENCESOCIALE keeps the spelling of the field. */
public enum NatureLogement {
    LOGEMENTSORDINAIRES("Logements ordinaires"),
    AUTRE("Autres logements foyers"),
    HEBERGEMENT("Hébergement"),
    RESISDENCESOCIALE("Résidence sociale"),
    PENSIONSDEFAMILLE("Pensions de famille (Maisons relais)"),
    RESIDENCEDACCUEIL("Résidence d'accueil"),
    RESIDENCEUNIVERSITAIRE("Résidence universitaire"),
    RHVS("RHVS");

    private final String libelle;

    NatureLogement(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }

    /** Foyer: AUTRE alone. */
    public boolean estFoyer() {
        return this == AUTRE;
    }

    /** Résidence: four natures. */
    public boolean estResidence() {
        return switch (this) {
            case HEBERGEMENT, RESISDENCESOCIALE, PENSIONSDEFAMILLE, RESIDENCEDACCUEIL -> true;
            case LOGEMENTSORDINAIRES, AUTRE, RESIDENCEUNIVERSITAIRE, RHVS -> false;
        };
    }

    /** Neither foyer nor résidence: the steps and tables of ordinary housing. */
    public boolean estCommeHlm() {
        return !estFoyer() && !estResidence();
    }

    /** 01 R30. */
    public boolean horsSpf() {
        return this == LOGEMENTSORDINAIRES || this == RESIDENCEUNIVERSITAIRE || estResidence();
    }
}
