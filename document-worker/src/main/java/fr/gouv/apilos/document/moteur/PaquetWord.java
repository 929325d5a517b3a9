package fr.gouv.apilos.document.moteur;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The parts of a Word file this service has written, taken apart and put together again. The same parts give the same bytes. */
public final class PaquetWord {

    /** Name of the part that holds the text. */
    public static final String DOCUMENT = "word/document.xml";

    private static final LocalDateTime DATE_FIXE = LocalDateTime.of(2000, 1, 1, 0, 0);

    private PaquetWord() {}

    /** The parts by name, in their order. */
    public static Map<String, byte[]> ouvrir(byte[] docx) {
        var parties = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (var entree = zip.getNextEntry(); entree != null; entree = zip.getNextEntry()) {
                parties.put(entree.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parties;
    }

    /** A file of these parts. */
    public static byte[] fermer(Map<String, byte[]> parties) {
        var fichier = new ByteArrayOutputStream(1 << 18);
        try (var zip = new ZipOutputStream(fichier)) {
            zip.setLevel(1);
            for (var partie : parties.entrySet()) {
                var entree = new ZipEntry(partie.getKey());
                entree.setTimeLocal(DATE_FIXE);
                zip.putNextEntry(entree);
                zip.write(partie.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fichier.toByteArray();
    }
}
