package fr.gouv.apilos.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * One line of a card: label and value.
 *
 * @param valeur what is known, or null when nothing is
 * @param completer where to fill it, or null when absence is allowed or cannot be mended by the reader
 * @param avant what stood there before, shown struck; empty when nothing did; null when the value has not changed
 */
public record Definition(
        String libelle,
        @Nullable String valeur,
        @Nullable String completer,
        @Nullable String avant) {

    /** A line that has not changed. */
    public Definition(String libelle, @Nullable String valeur, @Nullable String completer) {
        this(libelle, valeur, completer, null);
    }

    /** A line whose value may be missing. */
    public static Definition de(String libelle, @Nullable String valeur) {
        return new Definition(libelle, valeur, null);
    }

    /** Nothing to show. */
    public boolean absente() {
        return valeur == null || valeur.isBlank();
    }
}
