package fr.gouv.apilos.referentiel.deplacement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One operation.
 *
 * @param de the bailleur that gives, null for délégataires
 * @param vers the administration or bailleur that receives
 * @param criteres as convention-service reads them, JSON
 * @param erreur why it waits, null when it does not
 */
record Operation(
        UUID id,
        Genre genre,
        Etat etat,
        Etape etape,
        @Nullable UUID de,
        UUID vers,
        String intitule,
        String criteres,
        int total,
        int faits,
        int refuses,
        int annules,
        @Nullable String erreur,
        String auteur,
        Instant creeLe,
        @Nullable Instant finiLe) {

    /** Identifier of the second list, of what came in the meantime: always the same for one operation. */
    UUID restes() {
        return UUID.nameUUIDFromBytes((id + ":restes").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** How many programmes were looked at. */
    public int traites() {
        return faits + refuses + annules;
    }
}
