package fr.gouv.apilos.document.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;

/**
 * A picture of a field as a document shows it (06 A7): its first frame, upright as its camera held it, at most as fine as a
 * printer shows on five inches, PNG where something is transparent and JPEG otherwise.
 */
public final class ImagePourDocument {

    /** Longest side in pixels: 5 inches wide at 300 dots per inch, and a tall plan as fine. */
    static final int COTE_MAX = 2_000;

    /** Most pixels read; a small file may claim billions of them. */
    static final long PIXELS_MAX = 60_000_000L;

    /** Largest file read, in bytes. */
    public static final int OCTETS_MAX = 100 << 20;

    private static final float QUALITE = 0.95f;

    private ImagePourDocument() {}

    /**
     * The picture to put in a document: the file itself when it is fit already.
     *
     * @param octets of the file
     * @throws IOException French, says what is wrong with the file (06 DOC-52, DOC-53)
     */
    public static byte[] preparer(byte[] octets) throws IOException {
        if (octets.length > OCTETS_MAX) {
            throw new IOException("elle dépasse 100 Mo");
        }
        try (var flux = ImageIO.createImageInputStream(new ByteArrayInputStream(octets))) {
            var lecteurs = ImageIO.getImageReaders(flux);
            if (!lecteurs.hasNext()) {
                throw new IOException("ce n’est pas une image lisible ; fournissez un PNG ou un JPEG valide");
            }
            var lecteur = lecteurs.next();
            try {
                lecteur.setInput(flux, true, false);
                return preparer(octets, lecteur);
            } finally {
                lecteur.dispose();
            }
        }
    }

    private static byte[] preparer(byte[] octets, ImageReader lecteur) throws IOException {
        int largeur;
        int hauteur;
        BufferedImage lue;
        int orientation = orientation(octets);
        try {
            largeur = lecteur.getWidth(0);
            hauteur = lecteur.getHeight(0);
            if (largeur <= 0 || hauteur <= 0 || (long) largeur * hauteur > PIXELS_MAX) {
                throw new IOException("elle compte %d × %d points ; le maximum est de 60 millions de points"
                        .formatted(largeur, hauteur));
            }
            var reglages = lecteur.getDefaultReadParam();
            // Every n-th point is enough when many make one of the printed picture: the rest is never in memory.
            int pas = Math.max(1, Math.ceilDiv(Math.max(largeur, hauteur), COTE_MAX * 2));
            reglages.setSourceSubsampling(pas, pas, 0, 0);
            lue = lecteur.read(0, reglages);
        } catch (RuntimeException e) {
            throw new IOException("elle est abîmée ou incomplète ; fournissez un PNG ou un JPEG valide", e);
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("points")) {
                throw e;
            }
            throw new IOException("elle est abîmée ou incomplète ; fournissez un PNG ou un JPEG valide", e);
        }
        var format = lecteur.getFormatName().toLowerCase(Locale.ROOT);
        boolean transparente = lue.getColorModel().hasAlpha();
        if (orientation == 1
                && Math.max(largeur, hauteur) <= COTE_MAX
                && (format.equals("png")
                        || format.equals("jpeg") && lue.getColorModel().getNumComponents() == 3)) {
            return octets;
        }
        return ecrire(redresser(lue, orientation, transparente), transparente);
    }

    /** As the camera held it, from 1 (upright) to 8; 1 when nothing is said. */
    private static int orientation(byte[] octets) {
        try {
            var dossier = ImageMetadataReader.readMetadata(new ByteArrayInputStream(octets), octets.length)
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (dossier == null || !dossier.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return 1;
            }
            int dite = dossier.getInt(ExifIFD0Directory.TAG_ORIENTATION);
            return dite >= 1 && dite <= 8 ? dite : 1;
        } catch (ImageProcessingException | MetadataException | IOException | RuntimeException _) {
            return 1;
        }
    }

    private static BufferedImage redresser(BufferedImage lue, int orientation, boolean transparente) {
        double echelle = Math.min(1.0, (double) COTE_MAX / Math.max(lue.getWidth(), lue.getHeight()));
        int largeur = Math.max(1, (int) Math.round(lue.getWidth() * echelle));
        int hauteur = Math.max(1, (int) Math.round(lue.getHeight() * echelle));
        boolean couchee = orientation >= 5;
        var sortie = new BufferedImage(
                couchee ? hauteur : largeur,
                couchee ? largeur : hauteur,
                transparente ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D dessin = sortie.createGraphics();
        try {
            if (!transparente) {
                dessin.setColor(Color.WHITE);
                dessin.fillRect(0, 0, sortie.getWidth(), sortie.getHeight());
            }
            dessin.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            dessin.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            dessin.transform(tour(orientation, largeur, hauteur));
            dessin.drawImage(lue, 0, 0, largeur, hauteur, null);
        } finally {
            dessin.dispose();
        }
        return sortie;
    }

    /** The turn that sets a picture of this size upright (Exif, tag 0x0112). */
    private static AffineTransform tour(int orientation, int l, int h) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, l, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, l, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, l);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, l);
            default -> new AffineTransform();
        };
    }

    private static byte[] ecrire(BufferedImage image, boolean transparente) throws IOException {
        var sortie = new ByteArrayOutputStream();
        if (transparente) {
            ImageIO.write(image, "png", sortie);
            return sortie.toByteArray();
        }
        var redacteur = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var flux = ImageIO.createImageOutputStream(sortie)) {
            redacteur.setOutput(flux);
            var reglages = redacteur.getDefaultWriteParam();
            reglages.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            reglages.setCompressionQuality(QUALITE);
            redacteur.write(null, new IIOImage(image, List.of(), null), reglages);
        } finally {
            redacteur.dispose();
        }
        return sortie.toByteArray();
    }
}
