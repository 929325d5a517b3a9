package fr.gouv.apilos.document.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** The pages of a PDF this service made: their text, and their picture for a screen. */
public final class PagesDePdf {

    /** An A4 page is some 910 pixels wide. */
    private static final float POINTS_PAR_POUCE = 110;

    private PagesDePdf() {}

    /** Text of each page. */
    public static List<String> textes(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            var lecteur = new PDFTextStripper();
            var textes = new ArrayList<String>();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                lecteur.setStartPage(page);
                lecteur.setEndPage(page);
                textes.add(lecteur.getText(document).strip());
            }
            return List.copyOf(textes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One page as a PNG.
     *
     * @param page from 1, not beyond the last
     */
    public static byte[] image(byte[] pdf, int page) {
        try (var document = Loader.loadPDF(pdf)) {
            BufferedImage image =
                    new PDFRenderer(document).renderImageWithDPI(page - 1, POINTS_PAR_POUCE, ImageType.RGB);
            var png = new ByteArrayOutputStream(1 << 16);
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
