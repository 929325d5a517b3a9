package fr.gouv.apilos.document.moteur;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.testing.Shared;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models of the field rendered with real contexts give the expected text, paragraph by paragraph (06 A4). */
class CasDeReferenceTest {

    @TestFactory
    Stream<DynamicTest> DOC20_les_modeles_du_terrain_donnent_le_texte_attendu() throws Exception {
        Path dossier = Shared.chemin("data/modeles");
        JsonNode cas = JsonMapper.shared().readTree(Files.readString(dossier.resolve("cas/index.json")));
        byte[] image = image();
        return cas.valueStream()
                .map(c -> DynamicTest.dynamicTest(c.get("cas").asString(), () -> {
                    Path base = dossier.resolve("cas");
                    String nom = c.get("cas").asString();
                    ModeleWord modele = ModeleWord.compiler(
                            Files.readAllBytes(dossier.resolve(c.get("modele").asString())));
                    Map<String, Object> contexte = LecteurDeContexte.lire(base.resolve(nom + ".context.json.gz"));

                    byte[] docx = modele.rendre(contexte, n -> image).docx();

                    assertThat(TexteDeDocx.lire(docx).lines())
                            .containsExactlyElementsOf(Files.readString(base.resolve(nom + ".txt"))
                                    .lines()
                                    .toList());
                }));
    }

    private static byte[] image() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}
