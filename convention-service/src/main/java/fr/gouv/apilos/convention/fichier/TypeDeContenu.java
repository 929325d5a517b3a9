package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.convention.fichier.ChampFichier.Accepte;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.springframework.stereotype.Component;

/** What a file is, told from its bytes; its name only chooses among formats that share one container. */
@Component
class TypeDeContenu {

    private static final Set<String> IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp");

    private static final Set<String> AUTRES = Set.of(
            "image/heif",
            "image/heic",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.presentation");

    /** Containers of several formats, as their bytes alone show them. */
    private static final Set<String> CONTENEURS =
            Set.of("application/zip", "application/x-tika-ooxml", "application/x-tika-msoffice");

    /** The part without which such a package is not what its name says. */
    private static final Map<String, String> PARTIES = Map.of(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/document.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/presentation.xml");

    private static final int ENTREES_MAX = 10_000;

    private final Detector detecteur;

    TypeDeContenu() throws TikaException, IOException {
        this.detecteur = new TikaConfig(TypeDeContenu.class.getClassLoader()).getDetector();
    }

    /**
     * The type of a file this field takes.
     *
     * @return null when the field does not take it
     */
    String accepte(Accepte accepte, String nom, Contenu contenu) throws IOException {
        // Bytes that say nothing are not what their name says; a name only chooses inside a container.
        var type = detecter(null, contenu);
        if (CONTENEURS.contains(type)) {
            type = detecter(nom, contenu);
        }
        boolean connu = IMAGES.contains(type) || accepte == Accepte.TOUT && AUTRES.contains(type);
        if (!connu) {
            return null;
        }
        var partie = PARTIES.get(type);
        return partie == null || contient(contenu, partie) ? type : null;
    }

    /**
     * The type of a file that is there, whatever a field takes.
     *
     * @param tete its first bytes
     * @param entier the whole, opened only for what is kept in a package
     */
    String reconnaitre(String nom, Contenu tete, Contenu entier) throws IOException {
        var type = detecter(null, tete);
        return CONTENEURS.contains(type) ? detecter(nom, entier) : type;
    }

    /** Whether documents show pictures of this type. */
    static boolean imprimable(String type) {
        return IMAGES.contains(type);
    }

    /** @param nom null: by the bytes alone */
    String detecter(String nom, Contenu contenu) throws IOException {
        var indices = new Metadata();
        if (nom != null) {
            indices.set(TikaCoreProperties.RESOURCE_NAME_KEY, nom);
        }
        try (var flux = TikaInputStream.get(contenu.ouvrir())) {
            var type = detecteur.detect(flux, indices).toString();
            return type.equals("image/x-ms-bmp") ? "image/bmp" : type;
        }
    }

    /** Whether a package holds this part and no macro. */
    private static boolean contient(Contenu contenu, String partie) throws IOException {
        boolean trouvee = false;
        try (InputStream flux = contenu.ouvrir();
                var paquet = new ZipInputStream(flux)) {
            int entrees = 0;
            for (var entree = paquet.getNextEntry(); entree != null; entree = paquet.getNextEntry()) {
                if (entree.getName().endsWith("vbaProject.bin") || ++entrees > ENTREES_MAX) {
                    return false;
                }
                trouvee |= entree.getName().equals(partie);
            }
        } catch (ZipException | IllegalArgumentException _) {
            return false;
        }
        return trouvee;
    }
}
