package fr.gouv.apilos.convention.convention;

import java.util.UUID;

/** The key that ties a comment to a field, the same on every screen (01 R49, 06 COM-24). */
public final class CleDeCommentaire {

    private CleDeCommentaire() {}

    /** {@code objet__champ__uuid}; a missing uuid is written {@code None}. */
    public static String de(String objet, String champ, UUID uuid) {
        return objet + "__" + champ + "__" + (uuid == null ? "None" : uuid);
    }
}
