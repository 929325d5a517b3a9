package fr.gouv.apilos.convention.fichier;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.web.multipart.MultipartFile;

/** The bytes of a file that has just come, read as often as needed without ever being whole in memory. */
public interface Contenu {

    /** The bytes from the first; the caller closes them. */
    InputStream ouvrir() throws IOException;

    /** In bytes. */
    long taille();

    /** What a browser sent, kept by the server in a temporary file. */
    static Contenu de(MultipartFile fichier) {
        return new Contenu() {
            @Override
            public InputStream ouvrir() throws IOException {
                return fichier.getInputStream();
            }

            @Override
            public long taille() {
                return fichier.getSize();
            }
        };
    }
}
