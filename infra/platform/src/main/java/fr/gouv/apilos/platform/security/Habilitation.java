package fr.gouv.apilos.platform.security;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The habilitation under which somebody acts.
 *
 * @param id identifier given by SIAP, or of the stored role; 0 when there is none
 * @param libelle what the header shows
 * @param administration the service one belongs to, for those whose perimeter is a territory (SER_DEP); null for the others
 */
public record Habilitation(
        long id, String libelle, @Nullable UUID administration) {

    /** One whose perimeter says all. */
    public Habilitation(long id, String libelle) {
        this(id, libelle, null);
    }

    /** No habilitation: programs, and staff who act as such. */
    public static final Habilitation AUCUNE = new Habilitation(0, "");
}
