package fr.gouv.apilos.document.modele;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import fr.gouv.apilos.document.moteur.Rendu;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** Every model of the product (06 A10, A11), on a context where everything is known and on one where little is. */
class ModelesDuProduitTest {

    private static final Map<String, CodeDeModele> LETTRES = Map.ofEntries(
            Map.entry("H", CodeDeModele.HLM),
            Map.entry("S", CodeDeModele.SEM),
            Map.entry("1", CodeDeModele.TYPE1),
            Map.entry("2", CodeDeModele.TYPE2),
            Map.entry("F", CodeDeModele.FOYER),
            Map.entry("R", CodeDeModele.RESIDENCE),
            Map.entry("A", CodeDeModele.AVENANT),
            Map.entry("B", CodeDeModele.AVENANT_FOYER_RESIDENCE),
            Map.entry("VH", CodeDeModele.SECONDE_VIE),
            Map.entry("VF", CodeDeModele.SECONDE_VIE_FOYER),
            Map.entry("C", CodeDeModele.FICHE_CAF));

    static Stream<Arguments> textes() {
        return Stream.of(
                arguments(
                        CodeDeModele.HLM,
                        List.of(
                                "annexe I à l’article D. 353-1",
                                "Article 7 — Mise en gérance",
                                "Article 25 —",
                                "1.1 — ",
                                "réservé",
                                "Logements PLAI — surface utile, avec loyer",
                                "7,10 € le mètre carré",
                                "sur le lot n° 1",
                                "Contribution de sécurité immobilière")),
                arguments(
                        CodeDeModele.SEM,
                        List.of(
                                "annexe à l’article D. 353-59",
                                "Article 7 — Maintien",
                                "Article 14 — Durée du bail et congé",
                                "trois ans",
                                "Article 24 —",
                                "L. 443-15-2",
                                "ci-après « le bailleur »")),
                arguments(
                        CodeDeModele.TYPE1,
                        List.of(
                                "D. 353-90",
                                "annexe I",
                                "1.3 — vente",
                                "6,50 € le mètre carré",
                                "Article 23 — Révision",
                                "278 sexies")),
                arguments(
                        CodeDeModele.TYPE2,
                        List.of(
                                "D. 353-90, annexe II",
                                "8° logements mentionnés",
                                "8,20 € le mètre carré",
                                "Article 14 — Loi du 1er septembre 1948",
                                "Article 27 — Révision",
                                "Logements de la catégorie 4°")),
                arguments(
                        CodeDeModele.FOYER,
                        List.of(
                                "R. 353-159",
                                "ASSOCIATION LES GENÊTS",
                                "autorisation du 1 juin 2023",
                                "[X] habitat inclusif",
                                "[  ] personnes handicapées — foyer ;",
                                "réservée au préfet : 30 %",
                                "Entretien des parties communes.",
                                "Article 20 —",
                                "Buanderie",
                                "69,50 m²",
                                "Cabinet médical",
                                "Prêt locatif aidé de 1988",
                                "Ateliers et repas partagés",
                                "Logement T 3")),
                arguments(
                        CodeDeModele.RESIDENCE,
                        List.of(
                                "annexe 2 au III de l’article R. 353-159",
                                "pour 40 ans",
                                "[X] résidence accueil",
                                "[  ] pension de famille",
                                "75 % au moins",
                                "2 tranche(s) pendant 3 année(s)",
                                "à Aubagne",
                                "219,50 m²",
                                "projet social")),
                arguments(
                        CodeDeModele.AVENANT,
                        List.of(
                                "à la convention n° 13.13055.19.0042",
                                "ESTÉREL LOGEMENT",
                                "délibération du 20 janvier 2026",
                                "Logements en surface corrigée, sans loyer",
                                "surface corrigée 123,00 m²",
                                "« Les Cèdres »",
                                "Article 3 — Autres clauses")),
                arguments(
                        CodeDeModele.AVENANT_FOYER_RESIDENCE,
                        List.of(
                                "ASSOCIATION LES MIMOSAS",
                                "Attribution des logements du foyer",
                                "Attribution des logements de la résidence",
                                "Redevance maximale",
                                "977,60",
                                "variante 2")),
                arguments(
                        CodeDeModele.SECONDE_VIE,
                        List.of(
                                "Avenant aux conventions n° 13.13055.88.0007, 13.13055.91.0012",
                                "seconde vie n° 20251300101",
                                "Les conventions expirent",
                                "ce nombre est porté à 1",
                                "7° Financement")),
                arguments(
                        CodeDeModele.SECONDE_VIE_FOYER,
                        List.of("Redevance maximale", "Salle commune", "13.13055.91.0012", "Pour le gestionnaire")),
                arguments(
                        CodeDeModele.FICHE_CAF,
                        List.of(
                                "Avenant n° 13.13055.26.0001 à la convention n° 13.13055.19.0042",
                                "12 mai 2026",
                                "CALANQUES HABITAT, 1 rue du Port, 13002 Marseille",
                                "Habitat inclusif",
                                "2 logements collectifs",
                                "156,00 m²")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("textes")
    void A10_each_model_says_what_its_act_is_for_and_prints_its_data(CodeDeModele code, List<String> attendus)
            throws IOException {
        var rendu = rendre(code, complet());
        ecrire(code, rendu);
        var texte = ModeleHlmTest.texte(rendu.docx());
        assertThat(rendu.absents()).as("undefined variables").isEmpty();
        assertThat(texte).contains(attendus.toArray(String[]::new));
        assertThat(texte).doesNotContain("{{", "{%", "None", "NONE", "[[", "@inclure", "~~");
        assertThat(texte).matches("(?s).*(le texte en vigueur|la convention signée et le texte en vigueur).*préva.*");
        assertThat(texte).containsPattern("(CCH, )?[LRD]\\. \\d{3}-\\d");
    }

    @ParameterizedTest
    @EnumSource
    void A13_a_convention_at_its_beginning_prints_dashes_never_None(CodeDeModele code) throws IOException {
        var rendu = rendre(code, exemple("minimal"));
        assertThat(rendu.absents()).as("undefined variables").isEmpty();
        assertThat(ModeleHlmTest.texte(rendu.docx())).doesNotContain("{{", "{%", "None", "NONE", "null");
    }

    @ParameterizedTest
    @EnumSource
    void each_model_compiles_without_a_warning_and_always_to_the_same_bytes(CodeDeModele code) {
        var une = Modeles.integre(code.name()).orElseThrow();
        assertThat(une.word().avertissements()).isEmpty();
        assertThat(une.version()).matches("\\d{4}\\.\\d+");
        assertThat(Modeles.integre(code.name()).orElseThrow().docx()).isEqualTo(une.docx());
    }

    @Test
    void A11_each_model_has_every_variable_of_its_column() throws IOException {
        var manques = new ArrayList<String>();
        int cases = 0;
        for (var ligne : new ClassPathResource("modeles/variables.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .split("\n")) {
            if (ligne.startsWith("#") || ligne.isBlank()) {
                continue;
            }
            int separation = ligne.lastIndexOf(':');
            for (var lettre : ligne.substring(separation + 1).strip().split(" ")) {
                var modele = TexteDeModele.lire(LETTRES.get(lettre).name()).orElseThrow();
                for (var variable : ligne.substring(0, separation).split(" ")) {
                    cases++;
                    if (!modele.contains(variable)) {
                        manques.add(lettre + " : " + variable);
                    }
                }
            }
        }
        assertThat(manques).isEmpty();
        assertThat(cases).isGreaterThan(800);
    }

    @Test
    void A10_type_II_strikes_the_categories_that_do_not_apply() throws IOException {
        var xml = documentXml(rendre(CodeDeModele.TYPE2, complet()));
        assertThat(xml).containsPattern("<w:strike/></w:rPr><w:t xml:space=\"preserve\">2° logements financés");
        assertThat(xml).doesNotContainPattern("<w:strike/></w:rPr><w:t xml:space=\"preserve\">1° ");
    }

    @Test
    void A10_type_II_says_of_associations_foncieres_within_the_social_mix_before_its_fourth_point() throws IOException {
        var texte = ModeleHlmTest.texte(rendre(CodeDeModele.TYPE2, complet()).docx());
        assertThat(texte)
                .containsSubsequence(
                        "3° Mixité sociale.", "b) ", "c) Les logements d’une association", "4° Acquisition");
        assertThat(ModeleHlmTest.texte(rendre(CodeDeModele.HLM, complet()).docx()))
                .containsSubsequence("3° Mixité sociale.", "4° Acquisition")
                .doesNotContain("c) Les logements d’une association");
    }

    @Test
    void A13_one_lot_has_one_rent_several_have_a_table_below_the_highest() throws IOException {
        for (var code : List.of(CodeDeModele.TYPE1, CodeDeModele.TYPE2)) {
            assertThat(ModeleHlmTest.texte(rendre(code, complet()).docx()))
                    .as(code.name())
                    .contains("Le loyer maximum n’excède pas");
            var seul = modifie(c -> c.put("lots", ((List<?>) c.get("lots")).subList(0, 1)));
            assertThat(ModeleHlmTest.texte(rendre(code, seul).docx()))
                    .as(code.name())
                    .contains("Le loyer maximum est fixé à")
                    .doesNotContain("Le loyer maximum n’excède pas");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_number_is_never_cut_at_the_end_of_a_line(CodeDeModele code) throws IOException {
        assertThat(documentXml(rendre(code, complet()))).doesNotContainPattern("\\d \\d{3},\\d");
    }

    @Test
    void a_document_reads_well_at_its_seams() throws IOException {
        for (var code : CodeDeModele.values()) {
            assertThat(ModeleHlmTest.texte(rendre(code, complet()).docx()))
                    .as(code.name())
                    .doesNotContain(". ;", "..", ";;", " ,", ":.", "0 logement au plus peuvent");
        }
        // What two lots share is said once.
        var residence =
                ModeleHlmTest.texte(rendre(CodeDeModele.RESIDENCE, complet()).docx());
        assertThat(residence.split("Cabinet médical", -1)).hasSize(2);
        assertThat(residence.split("Celliers, 12 m²", -1)).hasSize(2);
        // The last words before the signatures stay with them.
        for (var code : List.of(CodeDeModele.SECONDE_VIE, CodeDeModele.RESIDENCE, CodeDeModele.SEM)) {
            assertThat(documentXml(rendre(code, complet())))
                    .as(code.name())
                    .containsPattern("<w:pStyle"
                            + " w:val=\"Normal\"/><w:keepNext/></w:pPr>(?:(?!</w:p>).)*</w:p><w:p><w:pPr><w:pStyle"
                            + " w:val=\"Signature\"/>");
        }
    }

    @Test
    void A10_outre_mer_has_its_source_and_leaves_out_what_does_not_apply() throws IOException {
        var contexte = modifie(c -> c.put("outre_mer", true));
        assertThat(ModeleHlmTest.texte(rendre(CodeDeModele.FOYER, contexte).docx()))
                .contains("R. 373-3", "arrêté du 3 avril 2023")
                .doesNotContain("Article 20 —", "variante 3");
        assertThat(ModeleHlmTest.texte(rendre(CodeDeModele.RESIDENCE, contexte).docx()))
                .contains("R. 373-3")
                .doesNotContain("75 % au moins", "I bis", "Certification", "pour 40 ans");
    }

    @Test
    void DOC95_an_avenant_prints_only_the_blocks_of_its_types() throws IOException {
        var contexte = modifie(c -> {
            c.keySet().removeIf(cle -> cle.startsWith("avenant_type_"));
            c.put("avenant_type_duree", true);
        });
        for (var code : List.of(CodeDeModele.AVENANT, CodeDeModele.AVENANT_FOYER_RESIDENCE)) {
            assertThat(ModeleHlmTest.texte(rendre(code, contexte).docx()))
                    .as(code.name())
                    .contains("Durée et financement", "30 juin 2066")
                    .doesNotContain("ESTÉREL", "MIMOSAS", "Informations complémentaires", "Références cadastrales");
        }
    }

    @Test
    void A10_one_origin_of_a_seconde_vie_is_said_in_the_singular() throws IOException {
        var contexte = modifie(c -> dans(c, "convention")
                .put("parents_2nd_vie", List.of(Map.of("$model", "Convention", "numero", "13.1"))));
        assertThat(ModeleHlmTest.texte(
                        rendre(CodeDeModele.SECONDE_VIE, contexte).docx()))
                .contains("Avenant à la convention n° 13.1", "La convention expire", "adapte la convention n° 13.1");
    }

    @Test
    void A10_the_sheet_of_the_CAF_says_first_what_ends_the_convention() throws IOException {
        var resilie = modifie(c -> {
            dans(c, "convention").put("is_resiliation", true);
            dans(c, "convention").put("is_denonciation", true);
            dans(c, "convention").put("date_resiliation", LocalDate.of(2030, 12, 31));
        });
        assertThat(ModeleHlmTest.texte(rendre(CodeDeModele.FICHE_CAF, resilie).docx()))
                .contains("Résiliation de la convention n° 13.13055.19.0042", "résiliés à partir du 31 décembre 2030")
                .doesNotContain("Dénonciation");
        var ordinaire = modifie(c -> dans(c, "convention").put("is_avenant()", false));
        assertThat(ModeleHlmTest.texte(rendre(CodeDeModele.FICHE_CAF, ordinaire).docx()))
                .contains("Convention n° 13.13055.26.0001")
                .doesNotContain("Avenant", "Loyer");
        // A13: no line for a gestionnaire that is not there.
        var sans = modifie(c -> dans(c, "convention").put("gestionnaire", null));
        assertThat(ModeleHlmTest.texte(rendre(CodeDeModele.FICHE_CAF, sans).docx()))
                .doesNotContain("Gestionnaire");
    }

    @Test
    void a_party_that_identifies_itself_in_its_own_words_is_printed_as_it_wrote() throws IOException {
        var contexte = modifie(c -> {
            c.put("identification_bailleur", true);
            c.put("identification_bailleur_detail", "La régie des Cèdres, établissement public.");
        });
        for (var code : List.of(CodeDeModele.HLM, CodeDeModele.SEM, CodeDeModele.TYPE1, CodeDeModele.AVENANT)) {
            assertThat(ModeleHlmTest.texte(rendre(code, contexte).docx()))
                    .as(code.name())
                    .contains("La régie des Cèdres, établissement public.")
                    .doesNotContain("SIRET 82000000800012, au capital");
        }
    }

    @Test
    void contexts_of_the_field_render_whole() throws IOException {
        var dossier = Shared.chemin("data/modeles/cas");
        for (var cas : Map.of(
                        "foyer", CodeDeModele.FOYER,
                        "foyer-minimal", CodeDeModele.FOYER,
                        "avenant-hlm-tous", CodeDeModele.AVENANT,
                        "avenant-hlm-logements", CodeDeModele.AVENANT,
                        "fichecaf-hlm", CodeDeModele.FICHE_CAF)
                .entrySet()) {
            var contexte = LecteurDeContexte.lire(dossier.resolve(cas.getKey() + ".context.json.gz"));
            assertThat(ModeleHlmTest.texte(rendre(cas.getValue(), contexte).docx()))
                    .as(cas.getKey())
                    .doesNotContain("{{", "{%", "None");
        }
    }

    @Test
    void a_text_that_includes_nothing_known_or_leaves_a_word_open_is_refused() {
        assertThatThrownBy(() -> TexteDeModele.entier("ESSAI", "@inclure nulle-part"))
                .hasMessageContaining("nulle-part");
        assertThatThrownBy(() -> TexteDeModele.entier("ESSAI", "Pour [[partie]]"))
                .hasMessageContaining("[[partie]]");
    }

    private static Rendu rendre(CodeDeModele code, Map<String, Object> contexte) {
        contexte.putIfAbsent("filigrane", null);
        return Modeles.integre(code.name()).orElseThrow().word().rendre(contexte, Images.aucune());
    }

    private static Map<String, Object> complet() throws IOException {
        return exemple("complet");
    }

    private static Map<String, Object> modifie(Consumer<Map<String, Object>> changement) throws IOException {
        var contexte = complet();
        changement.accept(contexte);
        return contexte;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> dans(Map<String, Object> contexte, String cle) {
        return (Map<String, Object>) contexte.get(cle);
    }

    private static Map<String, Object> exemple(String nom) throws IOException {
        try (var flux = new ClassPathResource("modeles/exemples/" + nom + ".json").getInputStream()) {
            return LecteurDeContexte.lire(JsonMapper.shared().readTree(flux));
        }
    }

    private static String documentXml(Rendu rendu) throws IOException {
        try (var zip = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(rendu.docx()))) {
            for (var entree = zip.getNextEntry(); entree != null; entree = zip.getNextEntry()) {
                if (entree.getName().equals("word/document.xml")) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new IOException("no text");
    }

    /** {@code -Dmodele.ecrire=FOLDER} keeps the documents, to look at them. */
    private static void ecrire(CodeDeModele code, Rendu rendu) throws IOException {
        var dossier = System.getProperty("modele.ecrire");
        if (dossier != null) {
            Files.write(Path.of(dossier).resolve(code + ".docx"), rendu.docx());
        }
    }
}
