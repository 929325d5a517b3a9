package fr.gouv.apilos.document.modele;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.ModeleWord;
import fr.gouv.apilos.document.moteur.PaquetWord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of contents of the documents of the product. */
class SommaireTest {

    private static final String TEXTE = """
        titre: Essai
        ! Titre
        [sommaire]
        # I — Les {{ parties }}
        ## Article 1er — Objet
        {%p if parfois %}
        ## Article 2 — Parfois
        {%p endif %}
        ### Sous-titre
        # Certification
        """;

    @Test
    void it_has_one_entry_for_each_heading_that_is_there_and_none_for_those_that_are_not() {
        var rendu = rendre(TEXTE, Map.of("parties", "A & B", "parfois", false));
        assertThat(entrees(Sommaire.de(rendu).docx()))
                .containsExactly("TOC1 I — Les A &amp; B", "TOC2 Article\u00a01er — Objet", "TOC1 Certification");
        assertThat(entrees(Sommaire.de(rendre(TEXTE, Map.of("parties", "x", "parfois", true)))
                        .docx()))
                .contains("TOC2 Article\u00a02 — Parfois");
    }

    @Test
    void each_entry_leads_to_its_heading_and_carries_its_page_once_it_is_known() throws Exception {
        var sommaire = Sommaire.de(rendre(TEXTE, Map.of("parties", "x", "parfois", false)));
        var xml = document(sommaire.docx(List.of(2, 3, 11)));
        DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 3; i++) {
            var signet = "_Toc900000" + i;
            assertThat(xml).contains("w:anchor=\"" + signet + "\"", " PAGEREF " + signet + " \\h ");
            assertThat(xml.split("w:name=\"" + signet + "\"", -1)).hasSize(2);
        }
        assertThat(xml).contains("<w:t>2</w:t>", "<w:t>3</w:t>", "<w:t>11</w:t>", " TOC \\o \"1-2\"");
        assertThat(compte(xml, "w:fldCharType=\"begin\""))
                .isEqualTo(compte(xml, "w:fldCharType=\"end\""))
                .isEqualTo(4);
        assertThat(xml).as("nobody is asked to update anything").doesNotContain("updateFields", "w:dirty");
        assertThat(document(sommaire.docx())).doesNotContain("<w:t>2</w:t>");
    }

    @Test
    void the_copy_to_lay_out_numbers_itself_instead_of_keeping_a_table_of_contents() {
        var xml = document(Sommaire.de(rendre(TEXTE, Map.of("parties", "x", "parfois", false)))
                .aMettreEnPage());
        assertThat(xml).contains(" PAGEREF _Toc9000000 ").doesNotContain(" TOC ");
        assertThat(compte(xml, "w:fldCharType=\"begin\"")).isEqualTo(compte(xml, "w:fldCharType=\"end\""));
    }

    @Test
    void the_same_pages_give_the_same_bytes_and_a_document_without_one_is_left_alone() {
        var rendu = rendre(TEXTE, Map.of("parties", "x", "parfois", false));
        assertThat(Sommaire.de(rendu).docx(List.of(1, 1, 2)))
                .isEqualTo(Sommaire.de(rendu).docx(List.of(1, 1, 2)));
        var sans = rendre("! Titre\n# Un titre", Map.of());
        assertThat(Sommaire.de(sans).docx(List.of(4))).isSameAs(sans);
        assertThat(Sommaire.de(sans).aMettreEnPage()).isSameAs(sans);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FICHE_CAF")
    void every_act_of_the_product_has_one_for_all_its_headings(CodeDeModele code) {
        var contexte = ExemplesDeContexte.COMPLET.contexte();
        var rendu = Modeles.integre(code.name())
                .orElseThrow()
                .word()
                .rendre(contexte, Images.aucune())
                .docx();
        var xml = document(Sommaire.de(rendu).docx());
        var titres = compte(xml, "w:val=\"Heading1\"") + compte(xml, "w:val=\"Heading2\"");
        assertThat(entrees(Sommaire.de(rendu).docx())).hasSize((int) titres).hasSizeGreaterThan(4);
        assertThat(IntStream.range(0, (int) titres).allMatch(i -> xml.contains("_Toc9000%03d".formatted(i))))
                .isTrue();
    }

    private static byte[] rendre(String texte, Map<String, Object> contexte) {
        var complet = new HashMap<>(contexte);
        complet.put("filigrane", null);
        return ModeleWord.compiler(RedacteurDeModele.rediger(texte).docx())
                .rendre(complet, Images.aucune())
                .docx();
    }

    private static String document(byte[] docx) {
        return new String(PaquetWord.ouvrir(docx).get(PaquetWord.DOCUMENT), StandardCharsets.UTF_8);
    }

    private static List<String> entrees(byte[] docx) {
        return Pattern.compile(
                        "<w:pStyle w:val=\"(TOC[12])\"/>.*?<w:t xml:space=\"preserve\">([^<]*)</w:t></w:r><w:r><w:tab/>")
                .matcher(document(docx))
                .results()
                .map(m -> m.group(1) + " " + m.group(2))
                .toList();
    }

    private static long compte(String xml, String quoi) {
        return xml.split(Pattern.quote(quoi), -1).length - 1L;
    }
}
