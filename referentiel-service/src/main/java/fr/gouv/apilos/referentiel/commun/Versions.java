package fr.gouv.apilos.referentiel.commun;

import fr.gouv.apilos.platform.error.ErreurMetier;
import org.jspecify.annotations.Nullable;

/** Entity tags of the API: the version of an object, between quotes. */
public final class Versions {

    private Versions() {}

    /** The tag of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version a write is made from.
     *
     * @param ifMatch header {@code If-Match}; one strong tag
     * @param enVigueur version that stands
     * @throws ErreurMetier 428 without the header, 412 when the object changed since
     */
    public static void exiger(@Nullable String ifMatch, long enVigueur) {
        if (ifMatch == null) {
            throw new ErreurMetier(
                    ErreurDeVersion.VERSION_NON_DITE, "Lisez l’objet, puis envoyez son ETag dans l’en-tête If-Match.");
        }
        if (!ifMatch.strip().equals(etag(enVigueur)) && !ifMatch.strip().equals("*")) {
            throw new ErreurMetier(
                    ErreurDeVersion.VERSION_PERIMEE,
                    "L’objet est à la version " + enVigueur + ". Relisez-le, puis recommencez.");
        }
    }
}
