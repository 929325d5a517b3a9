package fr.gouv.apilos.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * A link of a page.
 *
 * @param libelle what is read
 * @param href where it leads, or null for the place one is at
 */
public record Lien(String libelle, @Nullable String href) {

    /** The place one is at, last of a breadcrumb. */
    public static Lien ici(String libelle) {
        return new Lien(libelle, null);
    }
}
