package fr.gouv.apilos.gateway.session;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses to go back to, which must be ours: a redirection never leads to another host (04 R55). */
public final class PagePrecedente {

    private static final Pattern LOCALE = Pattern.compile("/(?:[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?");

    private PagePrecedente() {}

    /** Whether an address is a path, and nothing a browser could read as another host. */
    public static boolean estLocale(@Nullable String adresse) {
        return adresse != null && LOCALE.matcher(adresse).matches();
    }

    /**
     * Path and query of the page a browser says it was on.
     *
     * @param annoncee absolute address, from {@code Referer} or {@code HX-Current-URL}
     * @param origine scheme, host and port of the platform
     */
    public static Optional<String> locale(@Nullable String annoncee, String origine) {
        return Optional.ofNullable(annoncee)
                .filter(adresse -> adresse.startsWith(origine + "/"))
                .map(adresse -> adresse.substring(origine.length()))
                .filter(PagePrecedente::estLocale);
    }
}
