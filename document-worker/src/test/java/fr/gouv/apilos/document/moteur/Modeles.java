package fr.gouv.apilos.document.moteur;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small Word files for tests. */
final class Modeles {

    private static final String ESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private Modeles() {}

    static String paragraphe(String... runs) {
        StringBuilder xml = new StringBuilder("<w:p>");
        for (String run : runs) {
            xml.append("<w:r><w:rPr><w:b/></w:rPr><w:t>").append(run).append("</w:t></w:r>");
        }
        return xml.append("</w:p>").toString();
    }

    static byte[] docx(String corps) {
        ByteArrayOutputStream fichier = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(fichier)) {
            ajouter(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>");
            ajouter(
                    zip,
                    "word/document.xml",
                    "<w:document xmlns:w=\"" + ESPACE + "\"><w:body>" + corps + "</w:body></w:document>");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return fichier.toByteArray();
    }

    private static void ajouter(ZipOutputStream zip, String nom, String contenu) throws IOException {
        zip.putNextEntry(new ZipEntry(nom));
        zip.write(contenu.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** The lines of the document rendered. */
    static String rendre(String corps, Map<String, Object> contexte) {
        try {
            String texte = TexteDeDocx.lire(ModeleWord.compiler(docx(corps))
                    .rendre(contexte, Images.aucune())
                    .docx());
            return texte.substring(texte.indexOf('\n') + 1).stripTrailing();
        } catch (IOException | javax.xml.stream.XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
