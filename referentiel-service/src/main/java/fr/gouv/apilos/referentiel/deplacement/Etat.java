package fr.gouv.apilos.referentiel.deplacement;

/** Where an operation is; the saga acts in the states that are {@link #enMarche}. */
enum Etat {
    EN_COURS("En cours", true),
    ARRETE("Arrêtée", false),
    FINI("Terminée", false),
    ANNULATION("Annulation en cours", true),
    ANNULE("Annulée", false);

    private final String libelle;
    private final boolean enMarche;

    Etat(String libelle, boolean enMarche) {
        this.libelle = libelle;
        this.enMarche = enMarche;
    }

    /** As shown. */
    public String libelle() {
        return libelle;
    }

    /** Whether the saga goes on by itself. */
    public boolean enMarche() {
        return enMarche;
    }
}
