package fr.gouv.apilos.referentiel.deplacement;

/** What an operation does. */
enum Genre {
    /** Programmes of a territory go to another administration (03 B6, 07 §15). */
    DELEGATAIRES("ADMINISTRATION", "Réassignation", "delegataires"),
    /** All the programmes of a bailleur go to another, which both remain (07 §13.12). */
    TRANSFERT("BAILLEUR", "Transfert", "transferts"),
    /** The same, then the first bailleur is absorbed by the other. */
    FUSION("BAILLEUR", "Fusion", "transferts");

    private final String champ;
    private final String libelle;
    private final String chemin;

    Genre(String champ, String libelle, String chemin) {
        this.champ = champ;
        this.libelle = libelle;
        this.chemin = chemin;
    }

    /** What changes on programmes, in the words of convention-service. */
    String champ() {
        return champ;
    }

    /** As shown. */
    public String libelle() {
        return libelle;
    }

    /** Below {@code /apilos_settings/}. */
    public String chemin() {
        return chemin;
    }
}
