package fr.gouv.apilos.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Bytes under keys. A key is made of segments separated by {@code /}, each of letters, digits, dot, dash and
 * underscore; writing under a key that exists replaces the object whole.
 */
public interface ObjectStore {

    /** Form of a key. */
    Pattern CLE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    /**
     * What was written.
     *
     * @param cle its key
     * @param taille in bytes
     * @param sha256 in lower-case hexadecimal
     */
    record ObjetEcrit(String cle, long taille, String sha256) {}

    /**
     * An object that stands in the store.
     *
     * @param taille in bytes
     * @param ecritLe when it was last written
     */
    record Objet(String cle, long taille, Instant ecritLe) {}

    /**
     * Writes a stream to its end, a few megabytes of it in memory at most; readers see the old object or the new one, never
     * a part.
     *
     * @throws IllegalArgumentException when the key is not of the form above
     * @throws UncheckedIOException when the stream breaks; the object before, if any, still stands
     */
    ObjetEcrit ecrire(String cle, InputStream contenu);

    /**
     * Opens an object; the caller closes it.
     *
     * @throws fr.gouv.apilos.platform.error.ErreurMetier 404 when there is none
     */
    InputStream lire(String cle);

    /**
     * Opens a part of an object; the caller closes it. Nothing before the part is transferred.
     *
     * @param debut first byte, from 0
     * @param longueur in bytes, at least 1; what lies beyond the end is not read
     * @throws fr.gouv.apilos.platform.error.ErreurMetier 404 when there is no such object
     */
    InputStream lire(String cle, long debut, long longueur);

    /** Size in bytes, or -1 when there is no such object. */
    long taille(String cle);

    /** Whether an object stands under this key. */
    default boolean existe(String cle) {
        return taille(cle) >= 0;
    }

    /** Removes the object if it is there. */
    void supprimer(String cle);

    /**
     * The objects whose key begins with a folder, in no order; the caller closes the stream. Read as it goes: a store of
     * millions of objects is never in memory.
     *
     * @param dossier one or several whole segments, for instance {@code conventions}
     */
    Stream<Objet> lister(String dossier);

    /** @throws IllegalArgumentException when the key is not of the form above */
    static String exigerCle(String cle) {
        if (!CLE.matcher(cle).matches()) {
            throw new IllegalArgumentException("not a key of the object store: " + cle);
        }
        return cle;
    }

    /** The part of a stream that begins where it stands; closing it closes the stream. */
    static InputStream partie(InputStream flux, long longueur) {
        return new InputStream() {
            private long reste = longueur;

            @Override
            public int read() throws IOException {
                if (reste <= 0) {
                    return -1;
                }
                int octet = flux.read();
                reste -= octet < 0 ? reste : 1;
                return octet;
            }

            @Override
            public int read(byte[] tampon, int debut, int combien) throws IOException {
                if (combien == 0) {
                    return 0;
                }
                if (reste <= 0) {
                    return -1;
                }
                int lus = flux.read(tampon, debut, (int) Math.min(combien, reste));
                reste -= lus < 0 ? reste : lus;
                return lus;
            }

            @Override
            public void close() throws IOException {
                flux.close();
            }
        };
    }
}
