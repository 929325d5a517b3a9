package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import fr.gouv.apilos.platform.security.JetonHmac;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs of SIAP meet at the door: the contract of 05 §1 and §2. */
class ApiSiapIT extends EssaiDePorte {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KPI = "/api-siap/v0/convention_kpi/";
    private static final String CONFIG = "/api-siap/v0/config/";

    /** Each test its own habilitation: tokens are kept for the calls that follow. */
    private static final AtomicLong HABILITATIONS = new AtomicLong(1000);

    private final long habilitation = HABILITATIONS.incrementAndGet();

    @BeforeEach
    void siapDonneDesJetons() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/siap/jetons"))
                .willReturn(okJson("{\"jeton\": \"jeton-de-siap\", \"expireLe\": \"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofMinutes(10))))));
        CONVENTION.stubFor(any(anyUrl()).willReturn(okJson("[]")));
    }

    @Test
    void R79_R80_a_good_token_becomes_the_internal_one_of_its_habilitation_once_for_many_calls() {
        var avant = sessions();
        for (int i = 0; i < 5; i++) {
            var reponse = appeler(KPI, bon());
            assertThat(reponse.statusCode()).isEqualTo(200);
            assertThat(reponse.headers().firstValue("Set-Cookie")).as("D13").isEmpty();
        }
        HABILITATION.verify(
                1,
                postRequestedFor(urlEqualTo("/interne/siap/jetons"))
                        .withRequestBody(
                                equalToJson("{\"login\": \"dominique\", \"habilitation\": " + habilitation + "}")));
        CONVENTION.verify(
                5,
                getRequestedFor(urlEqualTo(KPI))
                        .withHeader("Authorization", equalTo("Bearer jeton-de-siap"))
                        .withHeader("Cookie", absent()));
        assertThat(sessions()).as("stateless").isEqualTo(avant);
    }

    /** A2, A3: the body says which. */
    static Stream<Arguments> entetes() {
        return Stream.of(
                Arguments.of(null, null),
                Arguments.of("", null),
                Arguments.of("Basic YTpi", null),
                Arguments.of("bearer " + signe(7, _ -> {}), null),
                Arguments.of("Bearer", "bad_authorization_header"),
                Arguments.of("Bearer a b", "bad_authorization_header"),
                Arguments.of("Bearer n’importe-quoi", "token_not_valid"),
                Arguments.of("Bearer a.b.c", "token_not_valid"));
    }

    @ParameterizedTest
    @MethodSource("entetes")
    void R79_without_a_token_the_answer_is_401_in_the_words_of_the_contract(
            @Nullable String entete, @Nullable String code) {
        for (var chemin : new String[] {CONFIG, KPI, "/api-siap/v0/cancel_operation/1/", "/api-siap/v0/rien"}) {
            var requete = new Client(PORTE).requete(chemin).header("Accept", "application/json");
            if (entete != null) {
                requete.header("Authorization", entete.replace('’', '-'));
            }
            refus(new Client(PORTE).envoyer(requete), code);
        }
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/siap/jetons")));
        CONVENTION.verify(0, anyRequestedFor(anyUrl()));
    }

    /** A4, A5, D31. */
    static Stream<Arguments> mauvais() {
        var maintenant = Instant.now().getEpochSecond();
        return Stream.of(
                mauvais("expired", c -> c.put("exp", maintenant - 40)),
                mauvais("no end", c -> c.remove("exp")),
                mauvais("an end that is not a date", c -> c.put("exp", "demain")),
                mauvais("an end beyond dates", c -> c.put("exp", Long.MAX_VALUE)),
                mauvais("issued in ten minutes", c -> {
                    c.put("iat", maintenant + 600);
                    c.put("exp", maintenant + 900);
                }),
                mauvais("not yet", c -> c.put("nbf", maintenant + 600)),
                mauvais("too long a life", c -> c.put("exp", maintenant + 3600)),
                mauvais("too long a life, no emission", c -> {
                    c.remove("iat");
                    c.put("exp", maintenant + 3600);
                }),
                mauvais("no id", c -> c.remove("jti")),
                mauvais("refresh", c -> c.put("token_type", "refresh")),
                mauvais("no type", c -> c.remove("token_type")),
                mauvais("subject that is no text", c -> c.put("sub", 12)));
    }

    private static Arguments mauvais(String quoi, Consumer<Map<String, Object>> changement) {
        return Arguments.of(quoi, changement);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mauvais")
    void R79_a_token_that_is_not_good_now_opens_nothing(String quoi, Consumer<Map<String, Object>> changement) {
        refus(appeler(KPI, signe(habilitation, changement)), "token_not_valid");
        refus(appeler(CONFIG, signe(habilitation, changement)), "token_not_valid");
        CONVENTION.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void R79_another_key_or_algorithm_signs_nothing_and_the_key_of_before_still_does() {
        refus(appeler(KPI, signer("HS256", "the key of somebody else", claims(habilitation))), "token_not_valid");
        refus(appeler(KPI, signer("HS512", CLE_SIAP, claims(habilitation))), "token_not_valid");
        assertThat(appeler(KPI, signer("HS256", CLE_SIAP_PRECEDENTE, claims(habilitation)))
                        .statusCode())
                .as("D31: two keys while both sides change")
                .isEqualTo(200);
        assertThat(appeler(
                                KPI,
                                signe(
                                        habilitation,
                                        c -> c.put("iat", Instant.now().getEpochSecond() + 10)))
                        .statusCode())
                .as("clocks differ a little")
                .isEqualTo(200);
    }

    @Test
    void R80_config_needs_a_good_token_alone_and_the_rest_a_login_and_an_habilitation() {
        var sansHabilitation = signe(habilitation, c -> c.remove("habilitation-id"));
        var sansLogin = signe(habilitation, c -> c.remove("user-login"));
        for (var jeton : new String[] {
            sansHabilitation,
            sansLogin,
            signe(habilitation, c -> c.put("habilitation-id", "cinq")),
            signe(habilitation, c -> c.put("habilitation-id", 0)),
            signe(habilitation, c -> c.put("user-login", " "))
        }) {
            assertThat(appeler(CONFIG, jeton).statusCode()).isEqualTo(200);
            for (var chemin : new String[] {
                KPI, "/api-siap/v0/operation/1/", "/api-siap/v0/close_operation/1/", "/api-siap/v0/cancel_operation/1/"
            }) {
                refus(appeler(chemin, jeton), "user_not_found");
            }
        }
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/siap/jetons")));
        assertThat(appeler(KPI, signe(habilitation, c -> c.put("habilitation-id", String.valueOf(habilitation))))
                        .statusCode())
                .as("D5: the same number as a text")
                .isEqualTo(200);
    }

    @Test
    void C1_C4_B9_E25_config_tells_the_addresses_of_the_contract() {
        for (var chemin : new String[] {CONFIG, "/api-siap/v0/config"}) {
            var reponse = appeler(chemin, bon());
            assertThat(reponse.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(reponse.body()).isEqualTo("""
                            {"racine_url_acces_web":"%s",\
                            "url_acces_api_cloture_operation":"/api-siap/v0/close_operation/{NUMERO_OPERATION_SIAP}/",\
                            "url_acces_api_annulation_operation":"/api-siap/v0/cancel_operation/{NUMERO_OPERATION_SIAP}/",\
                            "url_acces_api_conventions_operation":"/api-siap/v0/operation/{NUMERO_OPERATION_SIAP}",\
                            "url_acces_api_kpi":"/api-siap/v0/convention_kpi/",\
                            "url_acces_web_operation":"/operations/{NUMERO_OPERATION_SIAP}",\
                            "url_acces_web_recherche":"/conventions","version":"0.0"}\
                            """.formatted(PORTE));
        }
    }

    @Test
    void D19_a_habilitation_siap_does_not_give_is_a_403_that_says_so() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/siap/jetons"))
                .willReturn(aResponse()
                        .withStatus(403)
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("""
                            {"type": "urn:apilos:erreur:HABILITATION_RETIREE",
                             "detail": "SIAP ne donne pas cette habilitation."}\
                            """)));
        var reponse = appeler(KPI, bon());
        assertThat(reponse.statusCode()).isEqualTo(403);
        assertThat(corps(reponse).path("detail").asString()).isEqualTo("SIAP ne donne pas cette habilitation.");
        CONVENTION.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void R84_R136_siap_away_is_a_500_in_json_even_for_whoever_would_like_a_page() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/siap/jetons"))
                .willReturn(aResponse().withStatus(503)));
        var reponse = new Client(PORTE)
                .envoyer(new Client(PORTE)
                        .requete(KPI)
                        .header("Accept", Client.PAGE)
                        .header("Authorization", "Bearer " + bon()));
        assertThat(reponse.statusCode()).isEqualTo(500);
        assertThat(reponse.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(corps(reponse).path("error").asString())
                .isEqualTo("Échec de la communication avec la plateforme SIAP, à réessayer plus tard.");
        // A failure is not kept: the next call asks again.
        siapDonneDesJetons();
        assertThat(appeler(KPI, bon()).statusCode()).isEqualTo(200);
    }

    @Test
    void R136_a_service_that_is_away_is_said_in_json_too() {
        CONVENTION.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var reponse = new Client(PORTE)
                .envoyer(new Client(PORTE)
                        .requete(KPI)
                        .header("Accept", Client.PAGE)
                        .header("Authorization", "Bearer " + bon()));
        assertThat(reponse.statusCode()).isEqualTo(503);
        assertThat(corps(reponse).path("detail").asString()).contains("indisponibles");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api-siap/v0/operation/20220600005",
                "/api-siap/v0/operation/20220600005/",
                "/api-siap/v0/close_operation/20220600005/",
                "/api-siap/v0/cancel_operation/20220600005/"
            })
    void D12_both_forms_are_passed_on_with_their_method(String chemin) {
        var reponse = new Client(PORTE)
                .envoyer(new Client(PORTE)
                        .requete(chemin)
                        .header("Authorization", "Bearer " + bon())
                        .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(reponse.statusCode()).isEqualTo(200);
        CONVENTION.verify(
                postRequestedFor(urlEqualTo(chemin)).withHeader("Authorization", equalTo("Bearer jeton-de-siap")));
    }

    @Test
    void the_session_of_a_person_opens_nothing_here_and_the_token_of_siap_nothing_elsewhere() {
        var client = connecte();
        refus(client.json(KPI), null);
        var reponse = new Client(PORTE)
                .envoyer(new Client(PORTE)
                        .requete("/api/v1/conventions")
                        .header("Accept", "application/json")
                        .header("Authorization", "Bearer " + bon()));
        assertThat(reponse.statusCode()).isEqualTo(401);
        // With a cookie beside the token, the token counts.
        client.envoyer(client.requete(KPI).header("Authorization", "Bearer " + bon()));
        CONVENTION.verify(
                getRequestedFor(urlEqualTo(KPI)).withHeader("Authorization", equalTo("Bearer jeton-de-siap")));
    }

    private String bon() {
        return signe(habilitation, _ -> {});
    }

    private static HttpResponse<String> appeler(String chemin, String jeton) {
        var client = new Client(PORTE);
        return client.envoyer(
                client.requete(chemin).header("Accept", "application/json").header("Authorization", "Bearer " + jeton));
    }

    private static Map<String, Object> claims(long habilitation) {
        var maintenant = Instant.now().getEpochSecond();
        return new HashMap<>(Map.of(
                "token_type",
                "access",
                "iat",
                maintenant,
                "exp",
                maintenant + 300,
                "jti",
                UUID.randomUUID().toString(),
                "user-login",
                "dominique",
                "habilitation-id",
                habilitation));
    }

    private static String signe(long habilitation, Consumer<Map<String, Object>> changement) {
        var claims = claims(habilitation);
        changement.accept(claims);
        return signer("HS256", CLE_SIAP, claims);
    }

    private static String signer(String algorithme, String cle, Map<String, Object> claims) {
        return new JetonHmac(algorithme, cle, JSON).signer(claims);
    }

    private static JsonNode corps(HttpResponse<String> reponse) {
        return JSON.readTree(reponse.body());
    }

    private static void refus(HttpResponse<String> reponse, @Nullable String code) {
        assertThat(reponse.statusCode()).isEqualTo(401);
        assertThat(reponse.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"api\"");
        assertThat(reponse.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        var corps = corps(reponse);
        assertThat(corps.path("detail").asString("")).isNotBlank();
        assertThat(corps.path("code").asString(null)).isEqualTo(code);
        assertThat(corps.has("messages")).isEqualTo("token_not_valid".equals(code));
        if (corps.has("messages")) {
            assertThat(corps.at("/messages/0/token_type").asString()).isEqualTo("access");
        }
    }
}
