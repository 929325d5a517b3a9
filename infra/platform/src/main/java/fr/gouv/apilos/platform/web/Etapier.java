package fr.gouv.apilos.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * Place of a page in a sequence of steps.
 *
 * @param numero from 1
 * @param total number of steps
 * @param titre of this step
 * @param suivante title of the next one, or null at the end
 */
public record Etapier(
        int numero, int total, String titre, @Nullable String suivante) {}
