package fr.gouv.apilos.convention.fichier;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.fichier.ChampFichier.Accepte;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a field takes, whatever the name and the browser say (06 B2, B7). */
class TypeDeContenuTest {

    private static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private final TypeDeContenu types = creer();

    private static TypeDeContenu creer() {
        try {
            return new TypeDeContenu();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Contenu contenu(byte[] octets) {
        return new Contenu() {
            @Override
            public InputStream ouvrir() {
                return new ByteArrayInputStream(octets);
            }

            @Override
            public long taille() {
                return octets.length;
            }
        };
    }

    private static byte[] image(String format) throws IOException {
        var sortie = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), format, sortie))
                .isTrue();
        return sortie.toByteArray();
    }

    private static byte[] zip(String... entrees) throws IOException {
        var sortie = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(sortie)) {
            for (var entree : entrees) {
                zip.putNextEntry(new ZipEntry(entree));
                zip.write("x".getBytes(StandardCharsets.UTF_8));
            }
        }
        return sortie.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
    void an_image_is_one_by_its_bytes_even_under_another_name(String format) throws IOException {
        assertThat(types.accepte(Accepte.IMAGES, "plan.pdf", contenu(image(format))))
                .isEqualTo("image/" + format);
    }

    @Test
    void what_only_bears_the_name_of_an_image_is_none() throws IOException {
        for (var faux : new String[] {
            "<html><script>alert(1)</script></html>",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "MZ\u0090\u0000",
            "#!/bin/sh\n",
            "du texte",
            "\u0001",
            "\u0007\u0008\u0001\u0002 n’importe quoi"
        }) {
            assertThat(types.accepte(Accepte.IMAGES, "plan.png", contenu(faux.getBytes(StandardCharsets.ISO_8859_1))))
                    .as(faux)
                    .isNull();
            assertThat(types.accepte(Accepte.TOUT, "plan.pdf", contenu(faux.getBytes(StandardCharsets.ISO_8859_1))))
                    .as(faux)
                    .isNull();
        }
    }

    @Test
    void office_documents_are_told_by_their_parts() throws IOException {
        var classeur = new ByteArrayOutputStream();
        try (var livre = new XSSFWorkbook()) {
            livre.createSheet("a");
            livre.write(classeur);
        }
        assertThat(types.accepte(Accepte.TOUT, "Loyers.xlsx", contenu(classeur.toByteArray())))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(types.accepte(Accepte.TOUT, "Acte.docx", contenu(zip("[Content_Types].xml", "word/document.xml"))))
                .isEqualTo(WORD);
        assertThat(types.accepte(Accepte.IMAGES, "Acte.docx", contenu(zip("word/document.xml"))))
                .isNull();
        // Any archive renamed, one format under the name of another, one with macros.
        assertThat(types.accepte(Accepte.TOUT, "Acte.docx", contenu(zip("autre.txt"))))
                .isNull();
        assertThat(types.accepte(Accepte.TOUT, "Acte.docx", contenu(classeur.toByteArray())))
                .isNull();
        assertThat(types.accepte(Accepte.TOUT, "Acte.docx", contenu(zip("word/document.xml", "word/vbaProject.bin"))))
                .isNull();
        assertThat(types.accepte(Accepte.TOUT, "archive.zip", contenu(zip("word/document.xml"))))
                .isNull();
    }

    @Test
    void a_pdf_is_one_by_its_bytes() throws IOException {
        var pdf = contenu("%PDF-1.7\n1 0 obj".getBytes(StandardCharsets.US_ASCII));
        assertThat(types.accepte(Accepte.TOUT, "acte", pdf)).isEqualTo("application/pdf");
        assertThat(types.accepte(Accepte.IMAGES, "acte.png", pdf)).isNull();
    }
}
