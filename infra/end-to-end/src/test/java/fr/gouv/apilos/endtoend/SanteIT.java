package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What operators ask of each process, through the gateway and around it: health, measures, description. Around, nothing
 * answers without a token but health.
 */
class SanteIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A service by its name in the Procfile, its application name, and a path of its own that holds data. */
    static Stream<Arguments> services() {
        return Stream.of(
                Arguments.of("habilitation", "habilitation-service", "/admin/utilisateurs"),
                Arguments.of("referentiel", "referentiel-service", "/api/v1/bailleurs"),
                Arguments.of("convention", "convention-service", "/conventions/recherche"),
                Arguments.of("document", "document-worker", "/admin/messages"));
    }

    private static Navigateur exploitant;

    @BeforeAll
    static void connecter() {
        exploitant = Navigateur.connecte("superuser");
    }

    @AfterAll
    static void fermer() {
        exploitant.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "habilitation", "referentiel", "convention", "document"})
    void health_answers_without_sign_in_and_says_a_status_only(String processus) throws Exception {
        for (var sonde : List.of("", "/liveness", "/readiness")) {
            var reponse = lire(Plateforme.demarree().adresse(processus) + "/actuator/health" + sonde);
            assertThat(reponse.statusCode()).as(processus + sonde).isEqualTo(200);
            var corps = json(reponse.body());
            assertThat(corps.path("status").asString()).isEqualTo("UP");
            assertThat(corps.propertyNames()).isSubsetOf("status", "groups");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void around_the_gateway_nothing_else_answers_without_a_token(String processus, String nom, String donnees)
            throws Exception {
        for (var chemin : List.of(
                donnees,
                "/actuator/prometheus",
                "/actuator/info",
                "/actuator/env",
                "/v3/api-docs",
                "/admin/messages",
                "/interne/jetons",
                "/n-existe-pas")) {
            var reponse = lire(Plateforme.demarree().adresse(processus) + chemin);
            assertThat(reponse.statusCode()).as(nom + " " + chemin).isEqualTo(401);
            assertThat(reponse.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(json(reponse.body()).path("reference").asString())
                    .isEqualTo(reponse.headers().firstValue("X-Correlation-Id").orElseThrow());
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void through_the_gateway_operators_read_measures_and_description(String processus, String nom, String donnees) {
        var mesures = exploiter("/exploitation/" + processus + "/actuator/prometheus");
        assertThat(mesures.status()).isEqualTo(200);
        assertThat(mesures.text()).contains("service=\"" + nom + "\"");
        var description = exploiter("/exploitation/" + processus + "/v3/api-docs");
        assertThat(description.status()).isEqualTo(200);
        assertThat(json(description.text()).at("/info/title").asString()).isEqualTo("APiLos — " + nom);
        assertThat(json(description.text()).path("openapi").asString()).startsWith("3.1");
    }

    @Test
    void the_gateway_describes_and_measures_itself_to_operators() {
        assertThat(exploiter("/exploitation/gateway/actuator/prometheus").text())
                .contains("service=\"gateway\"");
        assertThat(exploiter("/exploitation/gateway/v3/api-docs").status()).isEqualTo(200);
    }

    @Test
    void nobody_else_reaches_the_operators_pages() {
        try (var bailleur = Navigateur.connecte("bailleur")) {
            for (var chemin : List.of(
                    "/exploitation/convention/actuator/prometheus",
                    "/exploitation/document/admin/messages",
                    "/exploitation/gateway/v3/api-docs",
                    "/actuator/prometheus")) {
                assertThat(bailleur.aller(chemin)).as(chemin).isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "habilitation", "referentiel", "convention", "document"})
    void prometheus_shows_its_own_token_and_reads_every_measure(String processus) throws Exception {
        var jeton = Plateforme.demarree().secret("metrics");
        var reponse = HTTP.send(
                HttpRequest.newBuilder(URI.create(Plateforme.demarree().adresse(processus) + "/actuator/prometheus"))
                        .header("Authorization", "Bearer " + jeton)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(reponse.statusCode()).isEqualTo(200);
        assertThat(reponse.body())
                .contains(
                        "http_server_requests_seconds_bucket",
                        "hikaricp_connections_active",
                        "hikaricp_connections_pending",
                        "jvm_memory_used_bytes");
        switch (processus) {
            case "web" -> assertThat(reponse.body()).contains("resilience4j_circuitbreaker_state");
            case "convention" ->
                assertThat(reponse.body())
                        .contains(
                                "apilos_outbox_attente",
                                "apilos_file_messages{file=\"",
                                ".parking\"",
                                "rabbitmq_published_total");
            case "document" ->
                assertThat(reponse.body())
                        .contains(
                                "apilos_outbox_attente",
                                "apilos_file_messages{file=\"",
                                "apilos_document_rendu_seconds",
                                "apilos_document_pdf_seconds");
            case "referentiel" -> assertThat(reponse.body()).contains("apilos_outbox_attente");
            default -> {}
        }
    }

    @Test
    void the_token_of_prometheus_opens_nothing_else() throws Exception {
        for (var chemin : List.of("/conventions/recherche", "/admin/messages", "/v3/api-docs")) {
            var reponse = HTTP.send(
                    HttpRequest.newBuilder(URI.create(Plateforme.demarree().adresse("convention") + chemin))
                            .header(
                                    "Authorization",
                                    "Bearer " + Plateforme.demarree().secret("metrics"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(reponse.statusCode()).as(chemin).isEqualTo(401);
        }
    }

    private static APIResponse exploiter(String chemin) {
        return exploitant.page().request().get(Plateforme.demarree().url() + chemin, RequestOptions.create());
    }

    private static HttpResponse<String> lire(String adresse) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(adresse)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String texte) {
        return JsonMapper.shared().readTree(texte);
    }
}
