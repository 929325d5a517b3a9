package fr.gouv.apilos.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identity band: what object the page is about. Holds the {@code h1} of the page.
 *
 * @param surtitre small line above, or null
 * @param badge status, or null
 * @param faits short facts, in reading order
 */
public record Bandeau(
        String titre, @Nullable String surtitre, @Nullable Badge badge, List<String> faits) {}
