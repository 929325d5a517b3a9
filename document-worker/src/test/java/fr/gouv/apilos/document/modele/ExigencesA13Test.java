package fr.gouv.apilos.document.modele;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.ModeleWord;
import fr.gouv.apilos.document.moteur.PaquetWord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the documents of the source get wrong (06 A13), each with the models of the product. Nulls: {@link ModelesDuProduitTest}. */
class ExigencesA13Test {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2.675 | 2,68", "1.005 | 1,01", "0.125 | 0,13", "1234567.895 | 1 234 567,90", "-0.005 | -0,01"})
    void A13_amounts_are_rounded_half_up_as_they_are_written(String valeur, String attendu) throws IOException {
        var docx = ModeleWord.compiler(
                        RedacteurDeModele.rediger("titre: x\n[{{ v|f }}]").docx())
                .rendre(avec(Map.of("v", new BigDecimal(valeur))), Images.aucune())
                .docx();
        assertThat(ModeleHlmTest.texte(docx)).contains("[" + attendu + "]");
    }

    @Test
    void A13_totals_are_those_of_the_rows_above_them() throws IOException {
        var texte = texte(CodeDeModele.HLM, c -> {});
        // Two PLUS dwellings of 50 m² at 338 €, one PLAI: neither table prints the sum of both.
        assertThat(lignes(texte)).containsSubsequence("Total (2)", "100,00", "8,00", "104,00", "676,00");
        assertThat(lignes(texte)).containsSubsequence("Total (1)", "50,00", "4,00", "52,00", "301,60");
        assertThat(texte).contains("loyer maximum 977,60 € par mois");
    }

    @Test
    void A13_the_table_of_dwellings_is_5a_with_one_lot_and_5b_with_several() throws IOException {
        for (var code : List.of(CodeDeModele.HLM, CodeDeModele.SEM, CodeDeModele.SECONDE_VIE)) {
            var plusieurs = texte(code, c -> {});
            assertThat(compte(plusieurs, "— surface utile, avec loyer"))
                    .as(code.name())
                    .isEqualTo(2);
            var un = texte(code, c -> lots(c).removeLast());
            assertThat(compte(un, "— surface utile, avec loyer"))
                    .as(code.name())
                    .isEqualTo(1);
            assertThat(un).doesNotContain("Ensemble des logements");
        }
    }

    @Test
    void A13_every_financement_has_its_table_and_is_said_by_its_label() throws IOException {
        for (var code : List.of(
                CodeDeModele.HLM, CodeDeModele.TYPE1, CodeDeModele.TYPE2, CodeDeModele.FOYER, CodeDeModele.RESIDENCE)) {
            var texte = texte(code, c -> {
                lots(c).getFirst().put("financement", "PALU_AV_21");
                lots(c).getFirst().put("get_financement_display", "PALULOS avant 2021");
            });
            assertThat(texte)
                    .as(code.name())
                    .contains("Logements PALULOS avant 2021")
                    .doesNotContain("PALU_AV_21");
        }
    }

    @Test
    void A13_type_II_prints_its_loyer_derogatoire_in_article_8_bis() throws IOException {
        var texte = texte(CodeDeModele.TYPE2, c -> {});
        var huitBis = texte.substring(texte.indexOf("\nArticle 8 bis —"));
        assertThat(huitBis.substring(0, huitBis.indexOf("\nArticle 9 —")))
                .contains("7,10")
                .doesNotContain("6,50");
    }

    @Test
    void A13_the_avenant_of_a_residence_is_worded_for_a_residence() throws IOException {
        assertThat(texte(
                        CodeDeModele.AVENANT_FOYER_RESIDENCE,
                        c -> dans(c, "programme").put("is_residence", true)))
                .contains("conclu pour une résidence sociale")
                .doesNotContain("conclu pour un logement-foyer");
        assertThat(texte(
                        CodeDeModele.AVENANT_FOYER_RESIDENCE,
                        c -> dans(c, "programme").put("is_residence", false)))
                .contains("conclu pour un logement-foyer");
    }

    @Test
    void A13_overseas_nothing_stray_is_printed_and_dates_are_French() throws IOException {
        for (var code : List.of(CodeDeModele.FOYER, CodeDeModele.RESIDENCE, CodeDeModele.SECONDE_VIE_FOYER)) {
            var texte = texte(code, c -> c.put("outre_mer", true));
            assertThat(texte).as(code.name()).doesNotContain("%}", "2022-11-20");
            if (code != CodeDeModele.SECONDE_VIE_FOYER) {
                assertThat(texte).contains("délivré le 20 novembre 2022");
            }
        }
    }

    @Test
    void A13_foyers_and_residences_have_their_edd_and_say_their_lot() throws IOException {
        for (var code : List.of(CodeDeModele.FOYER, CodeDeModele.RESIDENCE)) {
            assertThat(texte(code, c -> {}))
                    .as(code.name())
                    .contains("État descriptif de division : Lots 1 à 12.", "porte sur le lot n° 1");
            assertThat(texte(code, c -> c.put("lot_num", "1, 2"))).contains("porte sur le lot n° 1, 2");
        }
        assertThat(TexteDeModele.lire("FOYER").orElseThrow()).contains("edd_classique_images");
    }

    @Test
    void A13_rows_follow_one_another_without_a_blank_one() throws IOException {
        for (var code : List.of(CodeDeModele.HLM, CodeDeModele.SECONDE_VIE)) {
            var texte = texte(code, c -> c.put("stationnements", List.of(place("a"), place("b"), place("c"))));
            assertThat(lignes(texte))
                    .as(code.name())
                    .containsSequence(
                            "1 stationnement de type a",
                            "10,00",
                            "1 stationnement de type b",
                            "10,00",
                            "1 stationnement de type c",
                            "10,00");
        }
    }

    @ParameterizedTest
    @EnumSource
    void A13_DOC61_the_watermark_is_on_every_page_of_every_model(CodeDeModele code) throws IOException {
        var parties = PaquetWord.ouvrir(rendre(code, c -> c.put("filigrane", "Projet d’avenant")));
        var document = new String(parties.get(PaquetWord.DOCUMENT), StandardCharsets.UTF_8);
        assertThat(new String(parties.get("word/header1.xml"), StandardCharsets.UTF_8))
                .contains("Projet d’avenant — sans valeur contractuelle");
        assertThat(document).contains("<w:headerReference w:type=\"default\"").doesNotContain("titlePg", "evenAndOdd");
    }

    @Test
    void A13_years_that_are_not_known_are_dashes() throws IOException {
        assertThat(texte(CodeDeModele.RESIDENCE, c -> c.put("nombre_annees_conventionnement", "---")))
                .contains("--- ans");
    }

    private static Map<String, Object> place(String type) {
        return new HashMap<>(Map.of("$model", "TypeStationnement", "t", type, "nb", 1L, "l", new BigDecimal("10")));
    }

    private static Map<String, Object> avec(Map<String, Object> contexte) {
        var complet = new HashMap<String, Object>(contexte);
        complet.put("filigrane", null);
        return complet;
    }

    private static byte[] rendre(CodeDeModele code, Consumer<Map<String, Object>> changement) {
        var contexte = ExemplesDeContexte.COMPLET.contexte();
        changement.accept(contexte);
        return Modeles.integre(code.name())
                .orElseThrow()
                .word()
                .rendre(contexte, Images.aucune())
                .docx();
    }

    private static String texte(CodeDeModele code, Consumer<Map<String, Object>> changement) throws IOException {
        return ModeleHlmTest.texte(rendre(code, changement));
    }

    private static List<String> lignes(String texte) {
        return texte.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    private static int compte(String texte, String quoi) {
        return texte.split(quoi, -1).length - 1;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> dans(Map<String, Object> contexte, String cle) {
        return (Map<String, Object>) contexte.get(cle);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> lots(Map<String, Object> contexte) {
        var lots = new ArrayList<>((List<Map<String, Object>>) contexte.get("lots"));
        contexte.put("lots", lots);
        return lots;
    }
}
