package fr.gouv.apilos.document.moteur;

import static fr.gouv.apilos.document.moteur.Modeles.docx;
import static fr.gouv.apilos.document.moteur.Modeles.paragraphe;
import static fr.gouv.apilos.document.moteur.Modeles.rendre;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoteurTest {

    private static final Map<String, Object> VIDE = Map.of();

    @Test
    void DOC23_une_balise_coupee_en_plusieurs_runs_est_recollee() {
        assertThat(rendre(paragraphe("avant {", "{ no", "m }", "} après"), Map.of("nom", "Été")))
                .isEqualTo("avant Été après");
    }

    @Test
    void DOC20_une_ligne_de_tableau_se_repete_et_celles_des_balises_disparaissent() {
        String corps = "<w:tbl><w:tr><w:tc>" + paragraphe("{%tr for x in l %}") + "</w:tc></w:tr><w:tr><w:tc>"
                + paragraphe("{{ x }}") + "</w:tc></w:tr><w:tr><w:tc>" + paragraphe("{%tr endfor %}")
                + "</w:tc></w:tr></w:tbl>";
        assertThat(rendre(corps, Map.of("l", List.of("a", "b")))).isEqualTo("a\nb");
        assertThat(rendre(corps, Map.of("l", List.of()))).isEmpty();
    }

    @Test
    void DOC20_un_paragraphe_de_balise_disparait() {
        String corps =
                paragraphe("{%p if oui %}") + paragraphe("texte") + paragraphe("{%p endif %}") + paragraphe("fin");
        assertThat(rendre(corps, Map.of("oui", true))).isEqualTo("texte\nfin");
        assertThat(rendre(corps, VIDE)).isEqualTo("fin");
    }

    @Test
    void DOC20_une_cellule_videe_garde_un_paragraphe() {
        String corps = "<w:tbl><w:tr><w:tc>" + paragraphe("{%p if x %}") + paragraphe("a") + paragraphe("{%p endif %}")
                + "</w:tc></w:tr></w:tbl>";
        assertThat(new String(ModeleWord.compiler(docx(corps))
                        .rendre(VIDE, Images.aucune())
                        .docx()))
                .isNotEmpty();
        assertThat(rendre(corps + paragraphe("fin"), VIDE)).isEqualTo("\nfin");
    }

    @Test
    void DOC20_le_tiret_colle_au_paragraphe_voisin() {
        String corps = paragraphe("un") + paragraphe("{%- if x %}, deux{% endif %}") + paragraphe("trois");
        assertThat(rendre(corps, Map.of("x", true))).isEqualTo("un, deux\ntrois");
        assertThat(rendre(paragraphe("{% if x -%}") + paragraphe("ici{% endif %}"), Map.of("x", 1L)))
                .isEqualTo("ici");
        assertThat(rendre(
                        paragraphe("{% for a in l %}{%- for b in l %}x {%- endfor %}{%- endfor %}"),
                        Map.of("l", List.of(1L, 2L))))
                .isEqualTo("xxxx");
    }

    @Test
    void DOC20_r_apporte_ses_propres_runs() {
        assertThat(rendre(paragraphe("a {{r nom }} b"), Map.of("nom", "<X>"))).isEqualTo("a <X> b");
    }

    @Test
    void DOC23_espaces_insecables_guillemets_et_entites_ne_comptent_que_dans_les_balises() {
        String corps = paragraphe("‘a’\u00A0: {{\u00A0m.x(‘b’) if 2 &gt; 1 and n == “c”\u00A0}}");
        Map<String, Object> objet = new HashMap<>(Map.of("$model", "Convention", "id", 1L));
        objet.put("lots", List.of());
        assertThat(rendre(corps.replace("m.x(‘b’)", "‘oui’"), Map.of("n", "c"))).isEqualTo("‘a’\u00A0: oui");
        assertThat(rendre(paragraphe("{{ c.get_lot_with_financement(‘PLAI’) is none }}"), Map.of("c", objet)))
                .isEqualTo("True");
    }

    @Test
    void DOC22_les_sauts_de_ligne_tabulations_et_paragraphes_sont_gardes() {
        assertThat(rendre(paragraphe("{{ v }}"), Map.of("v", "a\nb\r\nc\td\u0007e")))
                .isEqualTo("a\nb\nc\td\ne");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{7*7}}", "{% for x in y %}", "]]>", "</w:p>", "& < > \" '", "Zoé 😀", "<script>", "{%p if %}"})
    void DOC22_une_valeur_hostile_reste_un_texte(String valeur) {
        assertThat(rendre(paragraphe("[{{ v }}]"), Map.of("v", valeur))).isEqualTo("[" + valeur + "]");
    }

    @Test
    void DOC22_les_caracteres_interdits_disparaissent() {
        assertThat(rendre(paragraphe("[{{ v }}]"), Map.of("v", "a\u0000\uD83D\u0001b\uFFFE")))
                .isEqualTo("[ab]");
        assertThat(rendre(paragraphe("{{ v }}"), Map.of("v", "é".repeat(100_000))))
                .hasSize(100_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{{ 1234.5678|f }} § 1 234,57",
                "{{ 1234.5678|f(d=3) }} § 1 234,568",
                "{{ 1234567|f }} § 1 234 567,00",
                "{{ 0|f }} § 0,00",
                "[{{ rien|f }}] § []",
                "[{{ 'abc'|f }}] § []",
                "{{ coef|f(d=4) }} § 1,0250",
                "{{ jour|d }} § 31 décembre 2022",
                "{{ premier|d }} § 1 janvier 2022",
                "{{ jour|sd }} § 31/12/2022",
                "{{ rien|dd }} § ---",
                "[{{ '---'|d }}] § []",
                "{{ 2|pl }}{{ 1|pl }}{{ 0|pl }} § s",
                "{{ adresse|inline_text_multiline }} § 1 rue A, 2 rue B",
                "{{ puces|get_text_as_list|join('/') }} § First line/Second line/Third line",
                "{{ rien|default_str_if_none }} § ---",
                "{{ 'T1bis'|tl }} § Logement T 1 bis",
                "{{ 'T1prime'|tl }} § Logement T 1'",
                "{{ 'Invalid value'|tl }} § None",
            })
    void DOC20_filtres_des_documents(String balise, String attendu) {
        Map<String, Object> contexte = new HashMap<>();
        contexte.put("rien", null);
        contexte.put("coef", new BigDecimal("1.025"));
        contexte.put("jour", LocalDate.of(2022, 12, 31));
        contexte.put("premier", LocalDate.of(2022, 1, 1));
        contexte.put("adresse", "1 rue A,\n2 rue B");
        contexte.put("puces", "* First line\r\n - Second line - \r\nThird line\r\n\r\n ");
        assertThat(rendre(paragraphe(balise), contexte)).isEqualTo(attendu);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{{ 1 + 2 * 3 ** 2 }} § 19",
                "{{ 7 // 2 }} {{ 7 % 2 }} {{ 7 / 2 }} § 3 1 3.5",
                "{{ 'a' ~ 1 }} § a1",
                "{{ 3 if none else 4 }} § 4",
                "{{ 1 not in [1, 2] }} § False",
                "{{ not a.b and 1 < 2 <= 2 }} § True",
                "{% set l = [] %}{{ l.append('x') or '' }}{{ l|length }}{{ 'x' not in l }} § 1False",
                "{% for k, v in m.items() %}{{ k }}={{ v }}{% if not loop.last %}, {% endif %}{% endfor %} § T1=2,"
                        + " T2=1",
                "{% for x in [3,1,2]|sort if x > 1 %}{{ loop.index }}:{{ x }} {% else %}rien{% endfor %}. § 1:2 2:3 .",
                "{% if z %}a{% elif not z %}b{% else %}c{% endif %} § b",
                "{% for x in '' %}x{% else %}vide{% endfor %} § vide",
                "{{ none }} {{ true }} {{ 15000000.0 }} {{ grand }} § None True 15000000.0 150000000",
                "{{ absent }}{{ a.manque }} fin § fin",
                "{% set n = namespace(t=0) %}{% for x in [1,2] %}{% set n.t = n.t + x %}{% endfor %}{{ n.t }} § 3",
                "{{ 'abc'[1:] }} {{ [1,2,3][-1] }} {{ 'a,b'.split(',')|last }} § bc 3 b",
            })
    void DOC20_langage(String modele, String attendu) {
        Map<String, Object> m = new java.util.LinkedHashMap<>();
        m.put("T1", 2L);
        m.put("T2", 1L);
        Map<String, Object> contexte = Map.of("m", m, "a", new HashMap<>(), "grand", new BigDecimal("1.5E8"));
        assertThat(rendre(paragraphe(modele.replace("<", "&lt;")), contexte).strip())
                .isEqualTo(attendu);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.class }}",
                "{{ x.__class__.__mro__ }}",
                "{{ x.getClass() }}",
                "{{ x.class.forName('java.lang.Runtime') }}",
                "{{ [].getClass() }}",
                "{{ ''.__class__() }}",
                "{{ self.x }}",
                "{{ import('os') }}",
                "{{ x['class']['name'] }}",
                "{{ config.items() }}",
                "{% include 'x' %}",
                "{% import 'x' as y %}",
                "{% macro f() %}{% endmacro %}"
            })
    void aucun_objet_Java_n_est_joignable(String modele) {
        Map<String, Object> contexte = Map.of("x", new HashMap<>(Map.of("nom", "v")));
        try {
            assertThat(rendre(paragraphe(modele), contexte)).isEmpty();
        } catch (ErreurDeModele e) {
            assertThat(e.getMessage()).contains("paragraphe 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(1000000) %}{% for b in range(1000000) %}{% endfor %}{% endfor %}",
                "{{ 'a' * 100000000 }}",
                "{{ 9 ** 999999 }}",
                "{{ range(999999999)|list }}",
                "{% for a in range(900000) %}{{"
                        + " 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' * 1000 }}{% endfor"
                        + " %}",
                "{% set l = [1] %}{% for a in range(900000) %}{{ l.extend(l) }}{% endfor %}"
            })
    void un_modele_sans_fin_est_arrete(String modele) {
        ModeleWord compile = ModeleWord.compiler(docx(paragraphe(modele)));
        assertThatExceptionOfType(ErreurDeModele.class)
                .isThrownBy(() -> compile.rendre(VIDE, Images.aucune(), new Limites(2_000_000, 32 << 20, 100_000)));
    }

    @Test
    void une_erreur_nomme_le_paragraphe_et_l_expression() {
        String corps = paragraphe("bonjour") + paragraphe("Le loyer est de {{ x|inconnu }}");
        assertThatThrownBy(() -> ModeleWord.compiler(docx(corps)))
                .hasMessage(
                        "Document, paragraphe 2 (« Le loyer est de »), balise {{ x|inconnu }} : le filtre « inconnu »"
                                + " n’existe pas");
        assertThatThrownBy(() -> rendre(paragraphe("{{ absent.nom }}"), VIDE))
                .hasMessageContaining("paragraphe 1, balise {{ absent.nom }} : « absent » n’est pas défini");
        assertThatThrownBy(() -> rendre(paragraphe("{% if x %}"), VIDE)).hasMessageContaining("jamais fermé");
        assertThatThrownBy(() -> rendre(paragraphe("{% endif %}"), VIDE)).hasMessageContaining("ne ferme rien");
        assertThatThrownBy(() -> rendre(paragraphe("{{ a"), VIDE)).hasMessageContaining("jamais fermée");
        assertThatThrownBy(() -> ModeleWord.compiler(new byte[] {1, 2})).isInstanceOf(ErreurDeModele.class);
    }

    @Test
    void un_bloc_qui_casserait_le_document_est_refuse() {
        String corps =
                paragraphe("{% if x %}") + "<w:tbl><w:tr><w:tc>" + paragraphe("{% endif %}") + "</w:tc></w:tr></w:tbl>";
        ModeleWord modele = ModeleWord.compiler(docx(corps));
        assertThat(modele.avertissements()).hasSize(1);
        assertThatThrownBy(() -> modele.rendre(VIDE, Images.aucune())).hasMessageContaining("structure");
        assertThat(modele.rendre(Map.of("x", true), Images.aucune()).docx()).isNotEmpty();
    }

    @Test
    void deux_cents_rendus_sur_huit_fils_sont_identiques() throws Exception {
        ModeleWord modele = ModeleWord.compiler(docx(paragraphe("{% for x in l %}{{ x|f }} {% endfor %}")));
        Map<String, Object> contexte = Map.of("l", new ArrayList<Object>(List.of(1L, 2.5, new BigDecimal("3.10"))));
        byte[] attendu = modele.rendre(contexte, Images.aucune()).docx();
        try (var fils = Executors.newFixedThreadPool(8)) {
            Callable<byte[]> rendu =
                    () -> modele.rendre(contexte, Images.aucune()).docx();
            for (var resultat : fils.invokeAll(java.util.Collections.nCopies(200, rendu))) {
                assertThat(Arrays.equals(resultat.get(), attendu)).isTrue();
            }
        }
    }
}
