package fr.gouv.apilos.document.modele;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import fr.gouv.apilos.testing.Shared;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Our HLM model, on the context convention-service sends and on real contexts of the field. */
class ModeleHlmTest {

    @Test
    void the_example_of_the_contract_prints_parties_loans_dwellings_and_totals() throws IOException {
        var texte = texte(rendre(exemple(), null));
        assertThat(texte)
                .contains("CALANQUES HABITAT", "Hélène Castagnier", "17 avenue des Cèdres")
                .contains("Convention n° 13.13055.26.0001")
                .contains("1 250 000,50", "A1", "338,00", "676,00")
                .doesNotContain("{{", "{%", "sans valeur contractuelle");
    }

    @Test
    void a_project_says_on_each_page_that_it_is_one() throws IOException {
        assertThat(texte(rendre(exemple(), "Projet de convention")))
                .contains("Projet de convention — sans valeur contractuelle");
    }

    @Test
    void the_same_data_give_the_same_bytes_of_model() {
        assertThat(Modeles.integre("HLM").orElseThrow().word().sha256())
                .isEqualTo(Modeles.integre("HLM").orElseThrow().word().sha256());
    }

    @Test
    void an_unknown_model_is_said_to_be_unknown() {
        assertThat(Modeles.integre("INCONNU")).isEmpty();
        assertThat(Modeles.integre("../HLM")).isEmpty();
    }

    @Test
    void contexts_of_the_field_render_whole() throws IOException {
        var dossier = Shared.chemin("data/modeles/cas");
        for (var nom : new String[] {"hlm", "hlm-minimal", "hlm-mixte"}) {
            var contexte = LecteurDeContexte.lire(dossier.resolve(nom + ".context.json.gz"));
            assertThat(texte(rendre(contexte, null)))
                    .as(nom)
                    .contains("Document annexé")
                    .doesNotContain("{{", "{%");
        }
    }

    private byte[] rendre(Map<String, Object> contexte, String filigrane) throws IOException {
        var complet = new LinkedHashMap<>(contexte);
        complet.put("filigrane", filigrane);
        var docx = Modeles.integre("HLM")
                .orElseThrow()
                .word()
                .rendre(complet, Images.aucune())
                .docx();
        var dossier = System.getProperty("modele.ecrire");
        if (dossier != null) {
            Files.write(Path.of(dossier).resolve("HLM" + (filigrane == null ? "" : "-projet") + ".docx"), docx);
        }
        return docx;
    }

    private static Map<String, Object> exemple() throws IOException {
        try (var flux = ModeleHlmTest.class.getResourceAsStream("/contracts/contextes/hlm.exemple.json")) {
            return LecteurDeContexte.lire(JsonMapper.shared().readTree(flux));
        }
    }

    /** Every text of every part, one line per paragraph. */
    static String texte(byte[] docx) throws IOException {
        var texte = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (var entree = zip.getNextEntry(); entree != null; entree = zip.getNextEntry()) {
                if (entree.getName().matches("word/(document|header1|footer1)\\.xml")) {
                    texte.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("</w:p>", "\n")
                            .replaceAll("<[^>]+>", "")
                            .replace("&amp;", "&")
                            .replace('\u00a0', ' ')
                            .replace('\u202f', ' '));
                }
            }
        }
        return texte.toString();
    }
}
