package fr.gouv.apilos.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * One line of a card: label and value.
 *
 * @param valeur what is known, or null when nothing is
 * @param completer where to fill it, or null when absence is allowed or cannot be mended by the reader
 */
public record Definition(
        String libelle, @Nullable String valeur, @Nullable String completer) {

    /** A line whose value may be missing. */
    public static Definition de(String libelle, @Nullable String valeur) {
        return new Definition(libelle, valeur, null);
    }

    /** Nothing to show. */
    public boolean absente() {
        return valeur == null || valeur.isBlank();
    }
}
