package fr.gouv.apilos.platform.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact of a timeline.
 *
 * @param quoi what happened, in a few words
 * @param qui who did it, or null when nobody is known
 * @param detail more, or null
 */
public record Evenement(
        Instant quand,
        String quoi,
        @Nullable String qui,
        @Nullable String detail) {}
