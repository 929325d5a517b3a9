package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door refuses, and what every answer carries. */
class ProtectionsIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";

    @ParameterizedTest
    @ValueSource(strings = {"/connexion", "/conventions/recherche", "/nulle-part", "/actuator/health"})
    void every_answer_carries_the_protections_once(String chemin) {
        var entetes = connecte().page(chemin).headers();
        assertThat(entetes.allValues("Content-Security-Policy"))
                .containsExactly("default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self';"
                        + " frame-ancestors 'self'; form-action 'self' " + CERBERE.baseUrl() + " "
                        + OIDC.serveur.baseUrl());
        assertThat(entetes.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(entetes.allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(entetes.allValues("Referrer-Policy")).containsExactly("strict-origin-when-cross-origin");
        assertThat(entetes.allValues("Permissions-Policy")).hasSize(1);
        assertThat(entetes.allValues("X-Correlation-Id")).hasSize(1);
        assertThat(entetes.allValues("Cache-Control")).hasSize(1);
        // Plain http on a developer's machine: a browser told to use https would not come back.
        assertThat(entetes.firstValue("Strict-Transport-Security")).isEmpty();
    }

    /** 04 §17: own origin only, nothing inline, no list of other hosts but those that identify people. */
    @Test
    void R133_the_policy_allows_our_origin_and_whoever_identifies_people() {
        var directives = Stream.of(new Client(PORTE)
                        .page("/connexion")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow()
                        .split("; "))
                .collect(Collectors.toMap(d -> d.split(" ", 2)[0], d -> d.split(" ", 2)[1]));
        assertThat(directives)
                .containsEntry("default-src", "'self'")
                .containsEntry("object-src", "'none'")
                .containsEntry("frame-ancestors", "'self'")
                .doesNotContainKeys("script-src", "style-src", "connect-src");
        assertThat(directives.values()).noneMatch(v -> v.contains("unsafe") || v.contains("*"));
        assertThat(directives.get("form-action").split(" "))
                .containsExactly("'self'", CERBERE.baseUrl(), OIDC.serveur.baseUrl());
    }

    /** What is refused is refused before the session is read, and says so with the same protections. */
    @Test
    void R131_another_site_is_refused_before_sign_in_sign_in_before_the_right_the_right_before_the_service() {
        var personne = new Client(PORTE);
        var ouvertes = sessions();
        var ailleurs = personne.envoyer(personne.requete("/apilos_settings/users/x/desactiver")
                .header("Accept", Client.PAGE)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(ailleurs.statusCode()).isEqualTo(403);
        assertThat(ailleurs.headers().firstValue("Location")).isEmpty();
        assertThat(ailleurs.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(ailleurs.headers().firstValue("X-Correlation-Id")).isPresent();
        assertThat(sessions()).isEqualTo(ouvertes);
        var dici = personne.formulaire("/exploitation/convention/admin/messages", Map.of());
        assertThat(dici.statusCode()).isEqualTo(302);
        assertThat(dici.headers().firstValue("Location")).hasValue("/connexion");
        var client = connecte();
        assertThat(client.formulaire("/exploitation/convention/admin/messages", Map.of())
                        .statusCode())
                .isEqualTo(403);
        CONVENTION.verify(0, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200",
        "Origin, https://ailleurs.example, 403",
        "Origin, null, 403",
        "X-Rien, rien, 403"
    })
    void a_write_asked_by_another_site_does_not_pass(String entete, String valeur, int statut) {
        var client = connecte();
        var reponse = client.envoyer(client.requete("/conventions/actions")
                .header("Accept", Client.PAGE)
                .header(entete, valeur)
                .POST(HttpRequest.BodyPublishers.ofString("a=1")));
        assertThat(reponse.statusCode()).isEqualTo(statut);
        CONVENTION.verify(statut == 200 ? 1 : 0, postRequestedFor(anyUrl()));
    }

    @Test
    void a_write_from_our_own_pages_passes_in_browsers_that_only_say_their_origin() {
        var client = connecte();
        var reponse = client.envoyer(client.requete("/conventions/actions")
                .header("Origin", PORTE)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(reponse.statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_announced_too_large_is_refused_before_it_is_read() {
        var client = connecte();
        var reponse = client.envoyer(client.requete("/conventions/fichiers")
                .header("Accept", Client.PAGE)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[250_000])));
        assertThat(reponse.statusCode()).isEqualTo(413);
        assertThat(reponse.body()).contains("Ce fichier est trop volumineux");
        CONVENTION.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void a_body_found_too_large_on_the_way_is_refused_and_is_no_fault_of_the_service() {
        var client = connecte();
        for (int i = 0; i < 12; i++) {
            var reponse = client.envoyer(client.requete("/conventions/fichiers")
                    .header("Accept", Client.PAGE)
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("Content-Type", "application/octet-stream")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[250_000]))));
            assertThat(reponse.statusCode()).isEqualTo(413);
        }
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
    }

    @Test
    void a_file_within_the_limit_passes_whole() {
        CONVENTION.stubFor(any(anyUrl()).willReturn(ok("reçu")));
        var client = connecte();
        var reponse = client.envoyer(client.requete("/conventions/fichiers")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[150_000])));
        assertThat(reponse.statusCode()).isEqualTo(200);
        assertThat(CONVENTION.findAll(postRequestedFor(anyUrl())))
                .singleElement()
                .satisfies(recue -> assertThat(recue.getBody()).hasSize(150_000));
    }

    @Test
    void too_many_sign_ins_from_one_address_wait_their_turn_and_others_do_not() {
        var client = new Client(PORTE);
        var statuts = IntStream.range(0, 40)
                .map(_ -> client.page("/connexion/cerbere").statusCode())
                .toArray();
        assertThat(statuts).contains(302, 429);
        var reponse = client.page("/connexion/cerbere");
        assertThat(reponse.statusCode()).isEqualTo(429);
        assertThat(reponse.headers().firstValue("Retry-After")).isPresent();
        assertThat(reponse.body()).contains("Trop de demandes en peu de temps");
        assertThat(new Client(PORTE).page("/connexion/cerbere").statusCode()).isEqualTo(302);
    }

    @Test
    void health_is_public_and_says_a_status_only() {
        var client = new Client(PORTE);
        for (var chemin :
                new String[] {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"}) {
            var reponse = client.json(chemin);
            assertThat(reponse.statusCode()).as(chemin).isEqualTo(200);
            assertThat(reponse.body()).contains("\"status\":\"UP\"").doesNotContain("components", "details");
        }
    }

    @Test
    void measures_are_for_those_who_show_the_fixed_token() {
        var client = new Client(PORTE);
        assertThat(client.json("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(client.envoyer(client.requete("/actuator/prometheus").header("Authorization", "Bearer autre"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.envoyer(client.requete("/actuator/prometheus")
                                .header("Authorization", "Bearer jeton-des-mesures"))
                        .body())
                .contains("http_server_requests");
        assertThat(client.envoyer(client.requete("/actuator/info").header("Authorization", "Bearer jeton-des-mesures"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void assets_are_kept_by_browsers_for_a_year_and_need_nobody() {
        var client = new Client(PORTE);
        var page = client.page("/connexion").body();
        var css = Pattern.compile("/assets/apilos[^\"]*\\.css").matcher(page);
        assertThat(css.find()).isTrue();
        var reponse = client.page(css.group());
        assertThat(reponse.statusCode()).isEqualTo(200);
        assertThat(reponse.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public, immutable");
        assertThat(client.page("/assets/inconnu.css").statusCode()).isEqualTo(404);
    }

    @Test
    void sign_out_by_another_site_does_not_pass() {
        var client = connecte();
        var reponse = client.envoyer(client.requete("/deconnexion")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(reponse.statusCode()).isEqualTo(403);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
        assertThat(client.formulaire("/deconnexion", Map.of()).statusCode()).isEqualTo(302);
    }
}
