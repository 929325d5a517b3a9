package fr.gouv.apilos.platform.storage;

import java.io.InputStream;

/**
 * Bytes under keys. A key is made of segments separated by {@code /}, each of letters, digits, dot, dash and
 * underscore; writing under a key that exists replaces the object whole.
 */
public interface ObjectStore {

    /**
     * What was written.
     *
     * @param cle its key
     * @param taille in bytes
     * @param sha256 in lower-case hexadecimal
     */
    record ObjetEcrit(String cle, long taille, String sha256) {}

    /**
     * Writes a stream to its end; readers see the old object or the new one, never a part.
     *
     * @throws IllegalArgumentException when the key is not of the form above
     */
    ObjetEcrit ecrire(String cle, InputStream contenu);

    /**
     * Opens an object; the caller closes it.
     *
     * @throws fr.gouv.apilos.platform.error.ErreurMetier 404 when there is none
     */
    InputStream lire(String cle);

    /** Size in bytes, or -1 when there is no such object. */
    long taille(String cle);

    /** Whether an object stands under this key. */
    default boolean existe(String cle) {
        return taille(cle) >= 0;
    }

    /** Removes the object if it is there. */
    void supprimer(String cle);
}
