package fr.gouv.apilos.document.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import fr.gouv.apilos.document.modele.ModelesDeMesure;
import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is printed on a final document, read back as a phone reads it. */
class CachetTest {

    private final UUID tache = UUID.fromString("5f1c0d7e-8f55-4c1e-9d53-3b1e4c2a9d10");
    private final Cachet cachet = new Cachet("https://apilos.exemple.fr/");

    @Test
    void a_code_follows_from_its_task_alone_and_two_tasks_never_share_one() {
        var code = CodeDeVerification.de(tache);
        assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(CodeDeVerification.de(tache)).isEqualTo(code);
        var codes = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            codes.add(CodeDeVerification.de(new UUID(7, i)));
        }
        assertThat(codes).hasSize(20_000);
    }

    @Test
    void a_code_is_read_however_it_was_copied() {
        assertThat(CodeDeVerification.lire(" 7k3m 9oqw–abcd.2i4l ")).contains("7K3M-90QW-ABCD-2141");
        assertThat(CodeDeVerification.lire("7K3M-90QW-ABCD")).isEmpty();
        assertThat(CodeDeVerification.lire("7K3M-90QW-ABCD-23U5")).isEmpty();
        assertThat(CodeDeVerification.lire("../../etc/passwd")).isEmpty();
        var code = CodeDeVerification.de(tache);
        assertThat(CodeDeVerification.lire(code.replace("-", "").toLowerCase(java.util.Locale.ROOT)))
                .contains(code);
    }

    @Test
    void the_document_ends_with_its_code_and_a_QR_code_that_opens_the_page() throws Exception {
        var parties = parties(cachet.apposer(docx(), tache));
        var code = CodeDeVerification.de(tache);
        var xml = new String(parties.get("word/document.xml"), StandardCharsets.UTF_8);
        var usine = DocumentBuilderFactory.newInstance();
        usine.setNamespaceAware(true);
        usine.newDocumentBuilder().parse(new ByteArrayInputStream(parties.get("word/document.xml")));
        assertThat(xml.indexOf("Code de vérification : " + code))
                .isGreaterThan(xml.indexOf("Certification"))
                .isLessThan(xml.lastIndexOf("<w:sectPr"));
        assertThat(xml).contains("r:embed=\"rIdVerification\"", "descr=\"Code QR de vérification");
        assertThat(new String(parties.get("word/_rels/document.xml.rels"), StandardCharsets.UTF_8))
                .contains("Id=\"rIdVerification\"", "Target=\"media/verification.png\"");
        assertThat(new String(parties.get("[Content_Types].xml"), StandardCharsets.UTF_8))
                .contains("Extension=\"png\"");
        assertThat(lire(parties.get("word/media/verification.png")))
                .isEqualTo("https://apilos.exemple.fr/verification/" + code);
    }

    private static String lire(byte[] png) throws IOException, NotFoundException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        int largeur = image.getWidth();
        var points = image.getRGB(0, 0, largeur, image.getHeight(), null, 0, largeur);
        return new MultiFormatReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new RGBLuminanceSource(largeur, image.getHeight(), points))))
                .getText();
    }

    private static byte[] docx() throws IOException {
        try (var flux = CachetTest.class.getResourceAsStream("/contracts/contextes/hlm.exemple.json")) {
            var contexte = LecteurDeContexte.lire(JsonMapper.shared().readTree(flux));
            contexte.put("filigrane", null);
            return ModelesDeMesure.hlm().rendre(contexte, Images.aucune()).docx();
        }
    }

    private static Map<String, byte[]> parties(byte[] docx) throws IOException {
        var parties = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (var entree = zip.getNextEntry(); entree != null; entree = zip.getNextEntry()) {
                parties.put(entree.getName(), zip.readAllBytes());
            }
        }
        return parties;
    }
}
