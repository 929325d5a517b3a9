package fr.gouv.apilos.platform.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import fr.gouv.apilos.platform.correlation.Correlation;
import fr.gouv.apilos.platform.correlation.CorrelationAutoConfiguration;
import fr.gouv.apilos.platform.environment.EnvironnementAutoConfiguration;
import fr.gouv.apilos.platform.security.Habilitation;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.IdentiteAuthentication;
import fr.gouv.apilos.platform.security.JetonDeService;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.SecuriteAutoConfiguration;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.platform.web.MenuCommun;
import fr.gouv.apilos.platform.web.PagesAutoConfiguration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Whatever fails is said once, to programs and to people, and never more than they should know. */
@WebMvcTest(EssaiDErreurs.Pannes.class)
@ImportAutoConfiguration({
    ErreursAutoConfiguration.class,
    CorrelationAutoConfiguration.class,
    EnvironnementAutoConfiguration.class,
    PagesAutoConfiguration.class,
    SecuriteAutoConfiguration.class
})
class ErreursHttpTest {

    @MockitoBean
    JwtDecoder lecteur;

    @MockitoBean
    JetonDeService jetons;

    @Autowired
    MockMvcTester mvc;

    private static IdentiteAuthentication quelquUn() {
        return new IdentiteAuthentication(
                new Identite(
                        UUID.randomUUID(),
                        "Dominique Essai",
                        "",
                        "",
                        "SER_GEST",
                        Typologie.INSTRUCTEUR,
                        Habilitation.AUCUNE,
                        false,
                        false,
                        false,
                        Set.of(),
                        Perimetre.NATIONAL),
                "jeton");
    }

    private MvcTestResult lire(String chemin, MediaType voulu) {
        return mvc.get()
                .uri(chemin)
                .accept(voulu)
                .with(authentication(quelquUn()))
                .exchange();
    }

    @ParameterizedTest
    @CsvSource({
        "/essai/metier, 409, CONFLIT",
        "/essai/perime, 409, PERIME",
        "/essai/base, 503, INDISPONIBLE",
        "/essai/gros, 413, TROP_GROS",
        "/essai/argument, 400, REQUETE_INCORRECTE",
        "/essai/parametre, 400, REQUETE_INCORRECTE",
        "/essai/objets/pas-un-identifiant, 404, INTROUVABLE",
        "/rien/ici, 404, INTROUVABLE",
        "/essai/erreur, 500, INTERNE",
        "/essai/autre, 500, INTERNE"
    })
    void each_failure_is_a_problem_for_programs_and_a_french_page_for_people(String chemin, int statut, String code) {
        var probleme = lire(chemin, MediaType.APPLICATION_JSON);
        assertThat(probleme).hasStatus(statut).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(probleme).bodyJson().extractingPath("$.type").isEqualTo("urn:apilos:erreur:" + code);
        assertThat(probleme).bodyJson().extractingPath("$.status").isEqualTo(statut);
        assertThat(probleme)
                .bodyJson()
                .extractingPath("$.reference")
                .isEqualTo(probleme.getResponse().getHeader(Correlation.ENTETE));
        assertThat(probleme).bodyText().satisfies(ErreursHttpTest::neTrahitRien);

        var page = lire(chemin, MediaType.TEXT_HTML);
        assertThat(page).hasStatus(statut);
        assertThat(page)
                .bodyText()
                .contains("<h1>", "Erreur <span>" + statut + "</span>", "Voir les conventions", "Revenir à l’accueil")
                .contains("<code>" + page.getResponse().getHeader(Correlation.ENTETE) + "</code>")
                .satisfies(ErreursHttpTest::neTrahitRien);
    }

    private static void neTrahitRien(String texte) {
        assertThat(texte).doesNotContain(EssaiDErreurs.SECRET, "Exception", "at fr.gouv", "java.", "stackTrace");
    }

    @Test
    void a_business_refusal_keeps_its_sentence_its_facts_and_its_fields() {
        var probleme = lire("/essai/metier", MediaType.APPLICATION_JSON);
        assertThat(probleme).bodyJson().extractingPath("$.detail").isEqualTo("Cette convention est déjà validée.");
        assertThat(probleme).bodyJson().extractingPath("$.statut_rencontre").isEqualTo("A_SIGNER");
        assertThat(probleme).bodyJson().extractingPath("$.erreurs[0].champ").isEqualTo("date");
    }

    @Test
    void a_database_that_is_away_says_when_to_come_back() {
        assertThat(lire("/essai/base", MediaType.APPLICATION_JSON)).headers().containsHeader(HttpHeaders.RETRY_AFTER);
    }

    @Test
    void R135_an_absent_page_may_be_one_the_habilitation_does_not_show() {
        assertThat(lire("/rien/ici", MediaType.TEXT_HTML))
                .hasStatus(404)
                .bodyText()
                .contains("sans que votre habilitation vous la montre", "href=\"/habilitations\"");
        assertThat(lire("/essai/metier", MediaType.TEXT_HTML)).bodyText().doesNotContain("sans que votre habilitation");
    }

    @Test
    void R136_an_error_of_siap_has_a_title_of_its_own_may_be_asked_again_and_leads_back_to_siap() {
        var menu = new MenuCommun("https://siap.example/tableau-bord?habilitation_id=5", "", "", List.of());
        var page = mvc.get()
                .uri("/essai/siap?page=2&q={q}", "a&b")
                .accept(MediaType.TEXT_HTML)
                .header(MenuCommun.ENTETE, menu.ecrire().orElseThrow())
                .with(authentication(quelquUn()))
                .exchange();
        assertThat(page)
                .hasStatus(503)
                .bodyText()
                .contains(
                        "<h1>Une erreur est survenue sur la plateforme SIAP-APiLos</h1>",
                        "SIAP ne répond pas.",
                        "href=\"/essai/siap?page=2&amp;q=a%26b\">Rafraichir la page</a>",
                        "href=\"https://siap.example/tableau-bord?habilitation_id=5\">Retourner au tableau de bord SIAP</a>");
        assertThat(lire("/essai/siap", MediaType.TEXT_HTML))
                .as("no word of SIAP")
                .bodyText()
                .contains("Rafraichir la page", "Revenir à l’accueil")
                .doesNotContain("tableau de bord SIAP");
        assertThat(lire("/essai/base", MediaType.TEXT_HTML)).bodyText().doesNotContain("Rafraichir la page");
        var probleme = lire("/essai/siap", MediaType.APPLICATION_JSON);
        assertThat(probleme).hasStatus(503).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(probleme).bodyJson().extractingPath("$.type").isEqualTo("urn:apilos:erreur:SIAP_INDISPONIBLE");
        assertThat(probleme).headers().containsHeader(HttpHeaders.RETRY_AFTER);
    }

    @Test
    void R136_paths_of_an_api_are_never_a_page() {
        assertThat(lire("/api/v1/rien", MediaType.TEXT_HTML))
                .hasStatus(404)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(lire("/api-siap/v0/rien", MediaType.TEXT_HTML))
                .hasStatus(404)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:apilos:erreur:INTROUVABLE");
    }

    @Test
    void fields_in_fault_are_told_without_a_word_of_java() {
        assertThat(poster(" ", "2026")).hasStatus(422).bodyText().contains("Indiquez le nom du signataire.");
        assertThat(poster("Dominique", "deux mille"))
                .hasStatus(422)
                .bodyText()
                .contains("Cette valeur n’est pas du format attendu.")
                .satisfies(ErreursHttpTest::neTrahitRien);
    }

    private MvcTestResult poster(String nom, String annee) {
        return mvc.post()
                .uri("/essai/formulaires")
                .accept(MediaType.APPLICATION_JSON)
                .param("nom", nom)
                .param("annee", annee)
                .with(authentication(quelquUn()))
                .exchange();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"nom\": \"a\", \"annee\": \"x\"}", ""})
    void a_body_that_cannot_be_read_is_the_callers_fault(String corps) {
        var reponse = mvc.post()
                .uri("/essai/saisies")
                .contentType(MediaType.APPLICATION_JSON)
                .content(corps)
                .with(authentication(quelquUn()))
                .exchange();
        assertThat(reponse).hasStatus(400).bodyText().satisfies(ErreursHttpTest::neTrahitRien);
    }

    @Test
    void a_method_or_a_format_that_is_not_accepted_keeps_its_status() {
        assertThat(mvc.delete().uri("/essai/saisies").with(authentication(quelquUn())))
                .hasStatus(405)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(mvc.post()
                        .uri("/essai/saisies")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content("x")
                        .with(authentication(quelquUn())))
                .hasStatus(415);
    }

    @Test
    void without_a_token_a_program_gets_a_problem() {
        assertThat(mvc.get().uri("/essai/metier"))
                .hasStatus(401)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:apilos:erreur:NON_CONNECTE");
    }

    @Test
    void a_received_correlation_is_kept_and_an_odd_one_replaced() {
        assertThat(mvc.get()
                        .uri("/essai/metier")
                        .header(Correlation.ENTETE, "APL-7F3K2")
                        .with(authentication(quelquUn())))
                .headers()
                .hasValue(Correlation.ENTETE, "APL-7F3K2");
        assertThat(mvc.get()
                        .uri("/essai/metier")
                        .header(Correlation.ENTETE, "<script>")
                        .with(authentication(quelquUn()))
                        .exchange()
                        .getResponse()
                        .getHeader(Correlation.ENTETE))
                .startsWith("APL-");
    }
}
