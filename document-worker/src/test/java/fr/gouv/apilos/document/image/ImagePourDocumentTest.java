package fr.gouv.apilos.document.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as documents show them (06 A7, B7). */
class ImagePourDocumentTest {

    /** Red in the upper left corner, blue in the lower right one, so that every turn shows. */
    private static BufferedImage temoin(int largeur, int hauteur, int genre) {
        var image = new BufferedImage(largeur, hauteur, genre);
        var dessin = image.createGraphics();
        dessin.setColor(Color.WHITE);
        dessin.fillRect(0, 0, largeur, hauteur);
        dessin.setColor(Color.RED);
        dessin.fillRect(0, 0, largeur / 3, hauteur / 3);
        dessin.setColor(Color.BLUE);
        dessin.fillRect(largeur - largeur / 3, hauteur - hauteur / 3, largeur / 3, hauteur / 3);
        dessin.dispose();
        return image;
    }

    private static byte[] octets(BufferedImage image, String format) throws IOException {
        var sortie = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, sortie)).isTrue();
        return sortie.toByteArray();
    }

    private static BufferedImage lire(byte[] octets) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(octets));
    }

    /** The same JPEG, said to be held otherwise by an Exif segment of its own. */
    private static byte[] tenue(byte[] jpeg, int orientation) {
        var exif = new byte[] {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        var sortie = ByteBuffer.allocate(jpeg.length + exif.length + 4);
        sortie.put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) 0xE1)
                .putShort((short) (exif.length + 2))
                .put(exif);
        sortie.put(jpeg, 2, jpeg.length - 2);
        return sortie.array();
    }

    private static String couleur(BufferedImage image, double x, double y) {
        var point = new Color(image.getRGB((int) (x * (image.getWidth() - 1)), (int) (y * (image.getHeight() - 1))));
        return point.getRed() > 200 && point.getBlue() < 90
                ? "rouge"
                : point.getBlue() > 200 && point.getRed() < 90 ? "bleu" : "blanc";
    }

    @ParameterizedTest
    // Where the upper left corner of the stored picture stands once it is upright.
    @CsvSource({
        "1,0.05,0.05,false", "2,0.95,0.05,false", "3,0.95,0.95,false", "4,0.05,0.95,false",
        "5,0.05,0.05,true", "6,0.95,0.05,true", "7,0.95,0.95,true", "8,0.05,0.95,true"
    })
    void a_photograph_is_set_upright_as_its_camera_held_it(int orientation, double x, double y, boolean couchee)
            throws IOException {
        var droite = lire(ImagePourDocument.preparer(
                tenue(octets(temoin(120, 60, BufferedImage.TYPE_INT_RGB), "jpeg"), orientation)));
        assertThat(droite.getWidth()).isEqualTo(couchee ? 60 : 120);
        assertThat(droite.getHeight()).isEqualTo(couchee ? 120 : 60);
        assertThat(couleur(droite, x, y)).isEqualTo("rouge");
        assertThat(couleur(droite, 1 - x, 1 - y)).isEqualTo("bleu");
    }

    @Test
    void what_is_fit_already_is_kept_byte_for_byte() throws IOException {
        var png = octets(temoin(300, 200, BufferedImage.TYPE_INT_ARGB), "png");
        assertThat(ImagePourDocument.preparer(png)).isSameAs(png);
        var jpeg = octets(temoin(300, 200, BufferedImage.TYPE_INT_RGB), "jpeg");
        assertThat(ImagePourDocument.preparer(jpeg)).isSameAs(jpeg);
    }

    @Test
    void a_large_picture_is_no_finer_than_it_is_printed_and_keeps_its_proportions() throws IOException {
        var petite = ImagePourDocument.preparer(octets(temoin(6000, 3000, BufferedImage.TYPE_INT_RGB), "png"));
        var lue = lire(petite);
        assertThat(lue.getWidth()).isEqualTo(ImagePourDocument.COTE_MAX);
        assertThat(lue.getHeight()).isEqualTo(ImagePourDocument.COTE_MAX / 2);
        assertThat(couleur(lue, 0.05, 0.05)).isEqualTo("rouge");
        assertThat(new String(petite, 6, 4, java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("JFIF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp", "tiff"})
    void DOC51_other_formats_become_one_that_word_shows(String format) throws IOException {
        var lue = lire(ImagePourDocument.preparer(octets(temoin(90, 60, BufferedImage.TYPE_INT_RGB), format)));
        assertThat(lue.getWidth()).isEqualTo(90);
        assertThat(couleur(lue, 0.05, 0.05)).isEqualTo("rouge");
    }

    @Test
    void DOC51_what_is_transparent_stays_so() throws IOException {
        var image = new BufferedImage(3000, 100, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, Color.RED.getRGB());
        assertThat(lire(ImagePourDocument.preparer(octets(image, "png")))
                        .getColorModel()
                        .hasAlpha())
                .isTrue();
    }

    @Test
    void DOC53_an_incomplete_picture_is_said_so() throws IOException {
        var png = octets(temoin(300, 200, BufferedImage.TYPE_INT_RGB), "png");
        assertThatThrownBy(() -> ImagePourDocument.preparer(Arrays.copyOf(png, png.length / 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("incomplète");
        assertThatThrownBy(
                        () -> ImagePourDocument.preparer("du texte".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessageContaining("PNG ou un JPEG valide");
    }

    @Test
    void a_small_file_that_claims_billions_of_points_is_refused_before_it_is_read() throws IOException {
        var bombe = png(60_000, 60_000);
        assertThat(bombe.length).isLessThan(10_000);
        assertThatThrownBy(() -> ImagePourDocument.preparer(bombe))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("60000 × 60000");
    }

    /** A PNG of this size whose first rows alone are there. */
    private static byte[] png(int largeur, int hauteur) {
        var sortie = new ByteArrayOutputStream();
        sortie.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        morceau(
                sortie,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(largeur)
                        .putInt(hauteur)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        var deflateur = new Deflater();
        deflateur.setInput(new byte[100_000]);
        deflateur.finish();
        var donnees = new byte[5_000];
        int n = deflateur.deflate(donnees);
        deflateur.end();
        morceau(sortie, "IDAT", Arrays.copyOf(donnees, n));
        morceau(sortie, "IEND", new byte[0]);
        return sortie.toByteArray();
    }

    private static void morceau(ByteArrayOutputStream sortie, String type, byte[] donnees) {
        var corps = ByteBuffer.allocate(4 + donnees.length)
                .put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .put(donnees)
                .array();
        var somme = new CRC32();
        somme.update(corps);
        sortie.writeBytes(ByteBuffer.allocate(4).putInt(donnees.length).array());
        sortie.writeBytes(corps);
        sortie.writeBytes(ByteBuffer.allocate(4).putInt((int) somme.getValue()).array());
    }
}
