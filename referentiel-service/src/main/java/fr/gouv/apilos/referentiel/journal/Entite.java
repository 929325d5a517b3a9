package fr.gouv.apilos.referentiel.journal;

/** What changes, and the message that tells it to the other services. */
public enum Entite {
    BAILLEUR("bailleur.modifie.v1", "bailleur"),
    ADMINISTRATION("administration.modifiee.v1", "administration"),
    INDICE("indice.modifie.v1", "indice"),
    DELEGATION("delegation.modifiee.v1", "delegation");

    private final String message;
    private final String cle;

    Entite(String message, String cle) {
        this.message = message;
        this.cle = cle;
    }

    /** Type of the message, as in {@code infra/contracts}. */
    public String message() {
        return message;
    }

    /** Name under which the state stands in the message. */
    public String cle() {
        return cle;
    }
}
