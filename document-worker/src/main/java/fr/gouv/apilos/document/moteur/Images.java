package fr.gouv.apilos.document.moteur;

import java.io.IOException;

/** Gives the bytes of a picture (PNG or JPEG) named by the context. */
@FunctionalInterface
public interface Images {

    /** No picture available: a model that asks for one fails with a clear message. */
    static Images aucune() {
        return nom -> {
            throw new IOException("aucune image n’est disponible pour ce rendu");
        };
    }

    /** The bytes of the picture, or an {@link IOException} that says why not. */
    byte[] lire(String nom) throws IOException;
}
