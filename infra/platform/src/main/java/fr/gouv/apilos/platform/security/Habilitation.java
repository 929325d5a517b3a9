package fr.gouv.apilos.platform.security;

/**
 * The habilitation under which somebody acts.
 *
 * @param id identifier given by SIAP, or of the stored role; 0 when there is none
 * @param libelle what the header shows
 */
public record Habilitation(long id, String libelle) {

    /** No habilitation: programs, and staff who act as such. */
    public static final Habilitation AUCUNE = new Habilitation(0, "");
}
