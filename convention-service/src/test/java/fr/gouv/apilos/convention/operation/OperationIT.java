package fr.gouv.apilos.convention.operation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.MenuCommun;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a number known to SIAP to its conventions, on the descriptions of the simulator, good and bad. */
@EssaiDeService
class OperationIT {

    private static final Path OPERATIONS =
            Path.of("../infra/simulators/src/main/resources/simulateurs/operations.json");
    private static final UUID BAILLEUR = UUID.randomUUID();
    private static final UUID ADMINISTRATION = UUID.randomUUID();
    private static final WireMockServer VOISINS = voisins();

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @DynamicPropertySource
    static void adresses(DynamicPropertyRegistry proprietes) {
        proprietes.add("apilos.siap.hote", VOISINS::baseUrl);
        proprietes.add("apilos.siap.cle", () -> "secret-partage");
        proprietes.add("apilos.siap.delai", () -> "20s");
        proprietes.add("apilos.services.referentiel", VOISINS::baseUrl);
        proprietes.add("apilos.services.habilitation", VOISINS::baseUrl);
    }

    private static WireMockServer voisins() {
        var serveur = new WireMockServer(options().dynamicPort());
        serveur.start();
        return serveur;
    }

    @AfterAll
    static void arreter() {
        VOISINS.stop();
    }

    @BeforeEach
    void brancher() throws IOException {
        VOISINS.resetAll();
        VOISINS.stubFor(any(anyUrl()).atPriority(10).willReturn(notFound()));
        VOISINS.stubFor(post("/interne/jetons/service")
                .willReturn(okJson("{\"jeton\": \"j\", \"expireLe\": \"2099-01-01T00:00:00Z\"}")));
        VOISINS.stubFor(
                put("/api/v1/rapprochements/bailleur").willReturn(okJson("""
                    {"uuid": "%s", "nom": "Calanques Habitat", "siret": "%s", "siren": "S%s", "natureBailleur": "HLM",
                     "version": 3, "supprime": false}\
                    """.formatted(BAILLEUR, BAILLEUR, BAILLEUR))));
        VOISINS.stubFor(put("/api/v1/rapprochements/administration")
                .willReturn(okJson("""
                    {"uuid": "%s", "nom": "Métropole", "code": "%s", "nbConventionExemplaires": 3, "version": 2, "supprime": false}\
                    """.formatted(ADMINISTRATION, ADMINISTRATION))));
        for (JsonNode operation : operations()) {
            var numero =
                    operation.path("donneesOperation").path("numeroOperation").asString("");
            VOISINS.stubFor(get(urlPathEqualTo("/services/operation/api-int/v0/operation/" + numero))
                    .willReturn(okJson(operation.toString())));
        }
    }

    private Iterable<JsonNode> operations() throws IOException {
        var racine = json.readTree(Files.readString(OPERATIONS));
        return racine.isArray() ? racine : racine.path("operations");
    }

    @Test
    void reading_creates_nothing_creating_makes_one_convention_per_financement_once() throws Exception {
        assertThat(CompteurSql.pendant(() -> assertThat(lire("20261100001", bailleur()))
                        .hasStatusOk()
                        .bodyText()
                        .contains("Résidence Les Genêts", "2\u00a0conventions seront créées", "PLAI 6\u00a0logements")))
                .hasSizeLessThanOrEqualTo(12);
        assertThat(conventions("20261100001")).isEmpty();
        assertThat(creer("20261100001", bailleur())).hasStatus(HttpStatus.FOUND);
        assertThat(conventions("20261100001")).containsExactlyInAnyOrder("PLUS 14", "PLAI 6");
        assertThat(creer("20261100001", bailleur())).hasStatus(HttpStatus.FOUND);
        assertThat(conventions("20261100001")).hasSize(2);
        assertThat(jdbc.sql("""
            select p.zone123 || ' ' || p.zone_abc || ' ' || p.code_insee_departement from programme p
            where p.numero_operation = '20261100001'\
            """).query(String.class).single())
                .as("D2: each zoning in its own field")
                .isEqualTo("Z2 A 13");
        assertThat(lire("20261100001", bailleur())).hasStatusOk().bodyText().contains("En projet");
    }

    @Test
    void R73_the_page_leads_to_its_financement_in_siap_where_siap_gave_its_address() {
        var menu = new MenuCommun(
                "https://siap.example/tableau-bord?habilitation_id=5",
                "https://siap.example/gerer-habilitations?habilitation_id=5",
                "https://siap.example/operation/<NUM_OPE_SIAP>/informations?habilitation_id=5",
                List.of(new MenuCommun.Entree(
                        "Mes opérations",
                        null,
                        true,
                        false,
                        List.of(new MenuCommun.Entree(
                                "Financement",
                                "https://siap.example/operation/mes-operations?habilitation_id=5",
                                false,
                                false,
                                List.of())))));
        assertThat(mvc.get()
                        .uri("/operations/20261100007")
                        .accept(MediaType.TEXT_HTML)
                        .header(MenuCommun.ENTETE, menu.ecrire().orElseThrow())
                        .with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "href=\"https://siap.example/operation/20261100007/informations?habilitation_id=5\"",
                        "aria-controls=\"menu-commun-1\"",
                        "href=\"https://siap.example/operation/mes-operations?habilitation_id=5\"");
        assertThat(lire("20261100007", JetonDeTest.administrateur()))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("siap.example", "menu-commun");
    }

    @Test
    void ten_people_at_once_make_the_same_conventions_once() throws Exception {
        try (var executeur = Executors.newFixedThreadPool(10)) {
            var appels = new ArrayList<Callable<MvcTestResult>>();
            for (int i = 0; i < 10; i++) {
                appels.add(() -> creer("20261100002", bailleur()));
            }
            for (var reponse : executeur.invokeAll(appels)) {
                assertThat(reponse.get()).hasStatus(HttpStatus.FOUND);
            }
        }
        assertThat(conventions("20261100002")).containsExactly("PLS 24");
    }

    @Test
    void N1_without_works_there_is_one_lot_without_financement() {
        assertThat(creer("20261100003", bailleur())).hasStatus(HttpStatus.FOUND);
        assertThat(conventions("20261100003")).hasSize(1).allMatch(c -> c.startsWith("SANS_FINANCEMENT"));
    }

    @Test
    void M4_M7_what_allows_no_convention_says_why() {
        assertThat(lire("20261100009", bailleur()))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("Aucune des aides de cette opération ne demande de convention");
        assertThat(lire("20261100010", bailleur()))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("Complétez l’opération dans SIAP");
    }

    @Test
    void an_unknown_number_is_404_and_a_reader_creates_nothing() {
        assertThat(lire("99999", bailleur()))
                .hasStatus(HttpStatus.NOT_FOUND)
                .bodyText()
                .contains("SIAP ne connaît pas l’opération « 99999 »");
        assertThat(creer("20261100006", JetonDeTest.lectureSeule())).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(creer("20261100006", JetonDeTest.bailleur(UUID.randomUUID())))
                .as("somebody else's opération")
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(conventions("20261100006")).isEmpty();
    }

    @Test
    void SIAP_away_its_last_word_is_shown_with_its_date_and_without_one_a_sentence() {
        assertThat(lire("20261100011", bailleur())).hasStatusOk();
        VOISINS.stubFor(any(com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching("/services/.*"))
                .atPriority(1)
                .willReturn(aResponse().withStatus(503)));
        assertThat(lire("20261100011", bailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("SIAP ne répond pas. Ces informations datent");
        assertThat(lire("20261100008", bailleur()))
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .bodyText()
                .contains("SIAP ne répond pas");
    }

    private static Identite bailleur() {
        return JetonDeTest.bailleur(BAILLEUR);
    }

    private MvcTestResult lire(String numero, Identite identite) {
        return mvc.get()
                .uri("/operations/" + numero)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult creer(String numero, Identite identite) {
        return mvc.post()
                .uri("/operations/" + numero + "/conventions")
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private List<String> conventions(String numero) {
        return jdbc.sql("""
            select l.financement || ' ' || coalesce(l.nb_logements, 0) from programme p
            join convention c on c.programme = p.id join lot l on l.convention = c.id where p.numero_operation = :numero\
            """).param("numero", numero).query(String.class).list();
    }
}
