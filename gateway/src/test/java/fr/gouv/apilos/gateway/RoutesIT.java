package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What reaches the services, and what is said when they do not answer. */
class RoutesIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";

    @Test
    void a_service_sees_the_token_of_the_session_and_nothing_the_client_claims_of_itself() {
        var client = connecte();
        client.cookies.put("theme", "dark");
        var reponse = client.envoyer(client.requete(LISTE + "?q=r%C3%A9sidence&page=2")
                .header("Accept", Client.PAGE)
                .header("Authorization", "Bearer forge")
                .header("X-User-Id", "1")
                .header("X-Forwarded-Host", "ailleurs.example")
                .header("X-Correlation-Id", "APL-FORGE")
                .header("siap-Authorization", "Bearer forge"));
        assertThat(reponse.statusCode()).isEqualTo(200);
        var correlation = reponse.headers().firstValue("X-Correlation-Id").orElseThrow();
        assertThat(reponse.headers().allValues("X-Correlation-Id")).hasSize(1);
        assertThat(correlation).isNotEqualTo("APL-FORGE");
        CONVENTION.verify(getRequestedFor(urlEqualTo(LISTE + "?q=r%C3%A9sidence&page=2"))
                .withHeader("Authorization", equalTo("Bearer un-jeton"))
                .withHeader("X-User-Id", absent())
                .withHeader("siap-Authorization", absent())
                .withHeader("Cookie", equalTo("theme=dark"))
                .withHeader("X-Correlation-Id", equalTo(correlation))
                .withHeader("X-Forwarded-Host", equalTo(PORTE.substring("http://".length())))
                .withHeader("X-Forwarded-Proto", equalTo("http"))
                .withHeader("X-Forwarded-For", equalTo(client.adresse())));
    }

    @Test
    void a_form_is_passed_on_with_its_repeated_names_and_accents() {
        var client = connecte();
        client.envoyer(client.requete("/conventions/actions")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("nom=R%C3%A9sidence&lot=1&lot=2&vide=")));
        CONVENTION.verify(postRequestedFor(urlEqualTo("/conventions/actions"))
                .withRequestBody(equalTo("nom=R%C3%A9sidence&lot=1&lot=2&vide=")));
    }

    @Test
    void what_a_service_says_of_protections_and_sessions_is_replaced_by_what_the_door_says() {
        CONVENTION.stubFor(any(anyUrl())
                .willReturn(ok("page")
                        .withHeader("Content-Security-Policy", "default-src *")
                        .withHeader("Server", "essai")
                        .withHeader("Set-Cookie", "JSESSIONID=1; Path=/", "theme=dark; Path=/")));
        var reponse = connecte().page(LISTE);
        assertThat(reponse.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'self'");
        assertThat(reponse.headers().firstValue("Server")).isEmpty();
        assertThat(reponse.headers().allValues("Set-Cookie")).containsExactly("theme=dark; Path=/");
    }

    @Test
    void what_a_service_sets_in_the_browser_of_one_is_sent_back_for_nobody_else() {
        CONVENTION.stubFor(
                any(anyUrl()).willReturn(ok("page").withHeader("Set-Cookie", "apilos_annonce=secret; Path=/")));
        assertThat(connecte().page(LISTE).statusCode()).isEqualTo(200);
        CONVENTION.resetRequests();
        assertThat(connecte().page(LISTE).statusCode()).isEqualTo(200);
        CONVENTION.verify(1, getRequestedFor(urlEqualTo(LISTE)).withHeader("Cookie", absent()));
    }

    @Test
    void a_service_that_does_not_answer_gives_a_french_page_and_when_to_come_back() {
        CONVENTION.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var client = connecte();
        var page = client.page(LISTE);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("Les conventions sont momentanément indisponibles.");
        assertThat(page.headers().allValues("Retry-After")).containsExactly("10");
        var probleme = client.json("/api/v1/conventions");
        assertThat(probleme.statusCode()).isEqualTo(503);
        assertThat(probleme.headers().allValues("Retry-After")).hasSize(1);
        assertThat(probleme.body()).contains("urn:apilos:erreur:INDISPONIBLE");
    }

    @Test
    void a_service_that_keeps_failing_is_left_alone_then_tried_again() {
        CONVENTION.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var client = connecte();
        IntStream.range(0, 10).forEach(_ -> client.page(LISTE));
        CONVENTION.resetRequests();
        assertThat(client.page(LISTE).statusCode()).isEqualTo(503);
        CONVENTION.verify(0, getRequestedFor(anyUrl()));
        CONVENTION.stubFor(any(anyUrl()).willReturn(ok("une page")));
        disjoncteurs.circuitBreaker("convention").transitionToHalfOpenState();
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
    }

    @Test
    void an_error_of_a_service_arrives_as_the_service_said_it() {
        CONVENTION.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"title\": \"Conflit\"}", 409)));
        var reponse = connecte().json("/api/v1/conventions");
        assertThat(reponse.statusCode()).isEqualTo(409);
        assertThat(reponse.body()).contains("Conflit");
    }

    @Test
    void events_arrive_one_by_one() throws IOException {
        var client = connecte();
        REFERENTIEL.laisserPasserUnEvenement();
        var reponse = client.flux(client.requete("/bailleurs/suivi").header("Accept", "text/event-stream"));
        assertThat(reponse.statusCode()).isEqualTo(200);
        try (var lignes = new BufferedReader(new InputStreamReader(reponse.body(), StandardCharsets.UTF_8))) {
            // The next event leaves the service only after this one was read here.
            for (int i = 1; i <= 3; i++) {
                assertThat(lignes.readLine()).isEqualTo("data: " + i);
                assertThat(lignes.readLine()).isEmpty();
                REFERENTIEL.laisserPasserUnEvenement();
            }
        }
    }

    @Test
    void a_token_serves_the_whole_session_until_shortly_before_its_end() {
        var client = connecte();
        client.page(LISTE);
        client.page(LISTE);
        HABILITATION.verify(1, postRequestedFor(urlPathEqualTo("/interne/jetons")));
        var autre = connecte();
        donnerDesJetons("jeton-court", Instant.now().plusSeconds(50));
        autre.page(LISTE);
        donnerDesJetons("jeton-suivant", Instant.now().plus(Duration.ofMinutes(10)));
        autre.page(LISTE);
        CONVENTION.verify(
                1, getRequestedFor(urlEqualTo(LISTE)).withHeader("Authorization", equalTo("Bearer jeton-suivant")));
    }

    @Test
    void the_requests_of_one_page_share_one_call_for_their_token() {
        var client = connecte();
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/jetons"))
                .willReturn(aResponse()
                        .withFixedDelay(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"jeton\": \"partage\", \"expireLe\": \"%s\"}"
                                .formatted(Instant.now().plusSeconds(600)))));
        var demandes = Stream.generate(() -> CompletableFuture.supplyAsync(() -> client.page(LISTE)))
                .limit(4)
                .toList();
        assertThat(demandes).allSatisfy(d -> assertThat(d.join().statusCode()).isEqualTo(200));
        HABILITATION.verify(1, postRequestedFor(urlPathEqualTo("/interne/jetons")));
    }

    @Test
    void habilitations_being_away_keeps_the_session_for_when_they_are_back() {
        var client = connecte();
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/jetons"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var page = client.page(LISTE);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("momentanément indisponible");
        assertThat(page.headers().allValues("Retry-After")).containsExactly("10");
        CONVENTION.verify(0, getRequestedFor(anyUrl()));
        donnerDesJetons("revenu", Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
    }

    @Test
    void a_withdrawn_habilitation_leads_to_the_choice_of_another() {
        var client = connecte();
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/jetons"))
                .willReturn(jsonResponse("{\"detail\": \"SIAP ne donne plus cette habilitation.\"}", 403)));
        assertThat(cible(client.page(LISTE))).isEqualTo("/habilitations");
        var fragment = client.envoyer(client.requete(LISTE).header("HX-Request", "true"));
        assertThat(fragment.statusCode()).isEqualTo(403);
        assertThat(fragment.headers().firstValue("HX-Redirect")).hasValue("/habilitations");
        assertThat(client.json("/api/v1/conventions").statusCode()).isEqualTo(403);
        var choix = client.formulaire("/habilitations", Map.of("habilitation", "7"));
        assertThat(choix.statusCode()).isEqualTo(403);
        assertThat(choix.body()).contains("SIAP ne donne plus cette habilitation.");
    }

    @Test
    void operators_reach_the_administration_of_services_and_nothing_else_of_them() {
        var exploitant = exploitant();
        assertThat(exploitant.json("/exploitation/convention/admin/messages").statusCode())
                .isEqualTo(200);
        CONVENTION.verify(
                getRequestedFor(urlEqualTo("/admin/messages")).withHeader("Authorization", matching("Bearer .+")));
        assertThat(exploitant
                        .json("/exploitation/convention/actuator/prometheus")
                        .statusCode())
                .isEqualTo(200);
        assertThat(exploitant.json("/exploitation/convention/v3/api-docs").statusCode())
                .isEqualTo(200);
        assertThat(exploitant.json("/exploitation/convention/interne/jetons").statusCode())
                .isEqualTo(404);
        assertThat(exploitant.page("/exploitation/document/actuator/health").statusCode())
                .isEqualTo(503);
    }

    @Test
    void whoever_holds_a_document_reaches_its_check_unknown_and_nothing_else_of_the_worker() {
        var passant = new Client(PORTE);
        // The worker is away in these tests: 503 says that the door asked it.
        assertThat(passant.page("/verification").statusCode()).isEqualTo(503);
        assertThat(passant.page("/verification/7K3M-90QW-ABCD-2345").statusCode())
                .isEqualTo(503);
        assertThat(passant.page("/contact/").statusCode()).isEqualTo(503);
        assertThat(passant.page("/apilos_settings/modeles/").statusCode()).isEqualTo(302);
        assertThat(passant.json("/exploitation/document/admin/documents/taches").statusCode())
                .isIn(401, 403);
        assertThat(connecte().page("/apilos_settings/modeles/HLM").statusCode()).isEqualTo(503);
    }

    @Test
    void operators_reach_the_administration_of_the_gateway_itself() {
        var exploitant = exploitant();
        assertThat(exploitant
                        .envoyer(exploitant.requete("/exploitation/gateway/actuator/prometheus"))
                        .body())
                .contains("http_server_requests");
        assertThat(exploitant.json("/exploitation/gateway/v3/api-docs").statusCode())
                .isEqualTo(200);
        assertThat(exploitant.json("/exploitation/gateway/connexion").statusCode())
                .isEqualTo(404);
    }

    @Test
    void people_who_are_not_operators_are_told_so() {
        var client = connecte();
        for (var chemin : new String[] {
            "/exploitation/convention/admin/messages",
            "/exploitation/gateway/actuator/prometheus",
            "/%65xploitation/convention/admin/messages",
            "/actuator/prometheus",
            "/actuator/info",
            "/admin/messages",
            "/v3/api-docs"
        }) {
            assertThat(client.page(chemin).statusCode()).as(chemin).isEqualTo(403);
        }
        CONVENTION.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void a_path_of_no_service_is_a_french_404() {
        var reponse = connecte().page("/nulle-part");
        assertThat(reponse.statusCode()).isEqualTo(404);
        assertThat(reponse.body()).contains("Cette page n’existe pas", "lang=\"fr\"");
        assertThat(connecte().page("/interne/jetons").statusCode()).isEqualTo(404);
    }
}
