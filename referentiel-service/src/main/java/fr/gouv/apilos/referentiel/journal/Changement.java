package fr.gouv.apilos.referentiel.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change.
 *
 * @param sequence its place among all changes
 * @param version of the object after it
 * @param auteur who made it, null for a program or an act older than the history
 * @param motif why, null when nobody said
 * @param etat whole state after it
 */
public record Changement(
        long sequence,
        UUID evenement,
        Entite entite,
        UUID uuid,
        long version,
        Geste geste,
        Instant survenuLe,
        @Nullable String auteur,
        @Nullable String motif,
        JsonNode etat) {}
