package fr.gouv.apilos.document.verification;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Adds a code and its QR code at the end of a Word document, on its way to become a PDF: whatever its model, the layout
 * stays the work of Writer, and the PDF keeps its tags.
 */
@Component
public class Cachet {

    private static final String DOCUMENT = "word/document.xml";
    private static final String RELATIONS = "word/_rels/document.xml.rels";
    private static final String TYPES = "[Content_Types].xml";
    private static final String IMAGE = "word/media/verification.png";
    private static final String ID = "rIdVerification";
    private static final int POINTS_PAR_MODULE = 6;
    /** 2.6 cm. */
    private static final int COTE_EMU = 936_000;

    private static final String PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture";

    private final String adresse;

    Cachet(@Value("${apilos.url}") String adresse) {
        this.adresse = adresse.replaceAll("/+$", "");
    }

    /** The same document with the code of this task at its end. */
    public byte[] apposer(byte[] docx, UUID tache) {
        var code = CodeDeVerification.de(tache);
        var lien = adresse + "/verification/" + code;
        var parties = ouvrir(docx);
        if (!parties.containsKey(DOCUMENT)) {
            throw new IllegalStateException("a rendered document has no " + DOCUMENT);
        }
        parties.put(DOCUMENT, avecCachet(texte(parties.get(DOCUMENT)), code, lien));
        parties.put(RELATIONS, avecRelation(parties.get(RELATIONS)));
        parties.put(TYPES, avecPng(texte(parties.get(TYPES))));
        parties.put(IMAGE, qr(lien));
        return fermer(parties);
    }

    private static byte[] avecCachet(String xml, String code, String lien) {
        // Before the properties of the last section, which end the body.
        int corps = xml.lastIndexOf("</w:body>");
        int section = xml.lastIndexOf("<w:sectPr");
        int paragraphe = xml.lastIndexOf("</w:p>");
        int ou = section > paragraphe && section < corps ? section : corps;
        return octets(xml.substring(0, ou) + bloc(code, lien) + xml.substring(ou));
    }

    private static String bloc(String code, String lien) {
        var gauche = "<w:keepLines/><w:spacing w:before=\"120\" w:after=\"0\"/><w:jc w:val=\"left\"/>";
        return paragraphe("<w:keepNext/>" + gauche, "<w:r>" + dessin(lien) + "</w:r>")
                + paragraphe(
                        gauche,
                        course("Code de vérification : " + code
                                + " — vérifiez que ce fichier est celui que la plateforme a" + " produit : " + lien));
    }

    private static String paragraphe(String proprietes, String contenu) {
        return "<w:p><w:pPr>" + proprietes + "</w:pPr>" + contenu + "</w:p>";
    }

    private static String course(String texte) {
        return "<w:r><w:rPr><w:sz w:val=\"16\"/></w:rPr><w:t xml:space=\"preserve\">" + xml(texte) + "</w:t></w:r>";
    }

    private static String dessin(String lien) {
        return "<w:drawing><wp:inline"
                + " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><wp:extent cx=\""
                + COTE_EMU + "\" cy=\"" + COTE_EMU
                + "\"/><wp:docPr id=\"2147480001\" name=\"Code de vérification\" descr=\""
                + xml("Code QR de vérification : " + lien)
                + "\"/><wp:cNvGraphicFramePr/><a:graphic"
                + " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"" + PICTURE
                + "\"><pic:pic xmlns:pic=\"" + PICTURE
                + "\"><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"verification.png\"/><pic:cNvPicPr/></pic:nvPicPr>"
                + "<pic:blipFill><a:blip xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
                + " r:embed=\"" + ID + "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
                + "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"" + COTE_EMU + "\" cy=\"" + COTE_EMU
                + "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
                + "</a:graphic></wp:inline></w:drawing>";
    }

    private static byte[] avecRelation(byte[] existantes) {
        var relation = "<Relationship Id=\"" + ID
                + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\""
                + " Target=\"media/verification.png\"/>";
        var xml = existantes == null ? "" : texte(existantes);
        int fin = xml.lastIndexOf("</Relationships>");
        return octets(
                fin < 0
                        ? "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships"
                                + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + relation
                                + "</Relationships>"
                        : xml.substring(0, fin) + relation + xml.substring(fin));
    }

    private static byte[] avecPng(String xml) {
        if (xml.contains("Extension=\"png\"")) {
            return octets(xml);
        }
        int debut = xml.indexOf('>', xml.indexOf("<Types")) + 1;
        return octets(xml.substring(0, debut) + "<Default Extension=\"png\" ContentType=\"image/png\"/>"
                + xml.substring(debut));
    }

    static byte[] qr(String lien) {
        try {
            var modules = new QRCodeWriter()
                    .encode(
                            lien,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 2));
            int cote = modules.getWidth() * POINTS_PAR_MODULE;
            var image = new BufferedImage(cote, cote, BufferedImage.TYPE_BYTE_BINARY);
            for (int y = 0; y < cote; y++) {
                for (int x = 0; x < cote; x++) {
                    boolean noir = modules.get(x / POINTS_PAR_MODULE, y / POINTS_PAR_MODULE);
                    image.setRGB(x, y, noir ? 0x000000 : 0xFFFFFF);
                }
            }
            var png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (WriterException e) {
            throw new IllegalStateException("the address of a document does not fit a QR code: " + lien, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> ouvrir(byte[] docx) {
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

    private static byte[] fermer(Map<String, byte[]> parties) {
        var fichier = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(fichier)) {
            // Writer reads it next, nobody keeps it.
            zip.setLevel(1);
            for (var partie : parties.entrySet()) {
                zip.putNextEntry(new ZipEntry(partie.getKey()));
                zip.write(partie.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fichier.toByteArray();
    }

    private static String texte(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static byte[] octets(String texte) {
        return texte.getBytes(StandardCharsets.UTF_8);
    }

    private static String xml(String texte) {
        return texte.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
