package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

/** Signing in with an OpenID Connect provider, everything it may do wrong, and leaving it from both sides (ADR 0021). */
class ConnexionOidcIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";

    @BeforeEach
    void leFournisseurVaBien() {
        OIDC.toutVaBien();
    }

    @Test
    void the_way_in_asks_for_a_code_with_pkce_state_and_nonce() {
        var client = new Client(PORTE);
        assertThat(client.page("/connexion").body())
                .contains("href=\"/connexion/oidc\"", "Se connecter avec ProConnect", "Se connecter avec Cerbère");
        var depart = client.page("/connexion/oidc");
        assertThat(depart.statusCode()).isEqualTo(302);
        assertThat(cible(depart)).startsWith(OIDC.emetteur() + "/authorize?");
        var demande = parametres(depart);
        assertThat(demande)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", FournisseurSimule.CLIENT)
                .containsEntry("redirect_uri", PORTE + "/login/oidc")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(demande.get("scope")).contains("openid", "email");
        assertThat(parametres(new Client(PORTE).page("/connexion/oidc")).get("state"))
                .as("two people, two states")
                .isNotEqualTo(demande.get("state"));
        assertThat(new Client(PORTE).page("/connexion/oidc/autre").statusCode()).isEqualTo(404);
    }

    /** R55, ADR 0016: the same outcome as Cerbère, under a new session, where they were going. */
    @Test
    void somebody_identified_is_where_they_were_going_in_a_session_nobody_chose() {
        var qui = UUID.randomUUID();
        connait(qui, 7);
        var client = new Client(PORTE);
        client.page("/operations/20261100001?onglet=lots");
        var depart = client.page("/connexion/oidc");
        var avant = client.cookies.get("apilos_session");
        var reponse = revenir(client, depart, parametres(depart).get("state"), UnaryOperator.identity());
        assertThat(cible(reponse)).isEqualTo("/operations/20261100001?onglet=lots");
        assertThat(client.cookies.get("apilos_session")).isNotEqualTo(avant);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
        var ancienne = new Client(PORTE);
        ancienne.cookies.put("apilos_session", avant);
        assertThat(ancienne.page(LISTE).statusCode())
                .as("what was fixed is dead")
                .isEqualTo(302);
        OIDC.serveur.verify(postRequestedFor(urlPathEqualTo("/api/v2/token"))
                .withRequestBody(containing("code_verifier="))
                .withRequestBody(containing("client_secret=")));
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/oidc/connexions"))
                .withRequestBody(equalToJson("""
                    {"emetteur": "%s", "sujet": "sujet-42", "email": "dominique@exemple.fr"}\
                    """.formatted(OIDC.emetteur()))));
        assertThat(jdbc.sql("select max_inactive_interval from spring_session where principal_name = :qui")
                        .param("qui", qui.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(6 * 3600);
    }

    @Test
    void several_habilitations_are_a_choice_and_plain_user_information_is_read_too() {
        connait(UUID.randomUUID(), 7, 8);
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        OIDC.donner(OIDC.signer(OIDC.identite(parametres(depart).get("nonce")).build()));
        OIDC.serveur.stubFor(get(urlPathEqualTo("/api/v2/userinfo"))
                .willReturn(okJson(
                        "{\"sub\": \"sujet-42\", \"email\": \"dominique@exemple.fr\", \"email_verified\": true}")));
        var reponse = client.page("/login/oidc?code=1&state=" + encode(depart));
        assertThat(cible(reponse)).startsWith("/habilitations?suite=");
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/oidc/connexions"))
                .withRequestBody(equalToJson("""
                    {"emetteur": "%s", "sujet": "sujet-42", "email": "dominique@exemple.fr", "emailVerifie": true}\
                    """.formatted(OIDC.emetteur()))));
    }

    /** Where to go after sign-in is ours to say: neither the provider nor a forged cookie leads elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {"//ailleurs.example/", "https://ailleurs.example/", "/\\ailleurs.example", "%2F%2Failleurs"})
    void R55_only_addresses_of_ours_are_gone_back_to(String adresse) {
        connait(UUID.randomUUID(), 7);
        var client = new Client(PORTE);
        client.cookies.put("apilos_retour", URLEncoder.encode(adresse, StandardCharsets.UTF_8));
        var depart = client.page("/connexion/oidc?next=" + URLEncoder.encode(adresse, StandardCharsets.UTF_8));
        assertThat(cible(revenir(client, depart, parametres(depart).get("state"), UnaryOperator.identity())))
                .isEqualTo(LISTE);
    }

    static Stream<Arguments> fauxJetons() {
        var autre = FournisseurSimule.cle();
        return Stream.of(
                jeton(
                        "another nonce",
                        d -> OIDC.signer(d.claim("nonce", "autre").build())),
                jeton("no nonce", d -> OIDC.signer(d.claim("nonce", null).build())),
                jeton("for somebody else", d -> OIDC.signer(d.audience("autre").build())),
                jeton(
                        "from somebody else",
                        d -> OIDC.signer(d.issuer("https://ailleurs.example").build())),
                jeton("without subject", d -> OIDC.signer(d.subject(null).build())),
                jeton(
                        "expired",
                        d -> OIDC.signer(d.issueTime(Date.from(Instant.now().minusSeconds(600)))
                                .expirationTime(Date.from(Instant.now().minusSeconds(300)))
                                .build())),
                jeton("without an end", d -> OIDC.signer(d.expirationTime(null).build())),
                jeton("signed by another key", d -> FournisseurSimule.signer(d.build(), autre)),
                jeton("signed by the shared secret", d -> FournisseurSimule.signerAvecLeSecret(d.build())),
                jeton("not signed", d -> FournisseurSimule.sansSignature(d.build())),
                jeton("not a token", _ -> "pas-un-jeton"));
    }

    private static Arguments jeton(String nom, Function<JWTClaimsSet.Builder, String> fabrique) {
        return Arguments.of(nom, fabrique);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fauxJetons")
    void an_identity_token_that_proves_nothing_opens_nothing(
            String nom, Function<JWTClaimsSet.Builder, String> fabrique) {
        connait(UUID.randomUUID(), 7);
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        OIDC.donner(fabrique.apply(OIDC.identite(parametres(depart).get("nonce"))));
        var reponse = client.page("/login/oidc?code=1&state=" + encode(depart));
        assertThat(cible(reponse)).as(nom).isEqualTo("/connexion?echec");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/oidc/connexions")));
    }

    @Test
    void an_answer_that_was_not_asked_for_opens_nothing() {
        connait(UUID.randomUUID(), 7);
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        assertThat(cible(revenir(client, depart, "un-autre-etat", UnaryOperator.identity())))
                .isEqualTo("/connexion?echec");
        // The state of one browser is worth nothing in another: nobody is signed in as somebody else by a link.
        assertThat(cible(revenir(new Client(PORTE), depart, parametres(depart).get("state"), UnaryOperator.identity())))
                .isEqualTo("/connexion?echec");
        assertThat(cible(client.page("/login/oidc"))).isEqualTo("/connexion?echec");
        var refus = new Client(PORTE);
        var autre = refus.page("/connexion/oidc");
        assertThat(cible(refus.page("/login/oidc?error=access_denied&state=" + encode(autre))))
                .isEqualTo("/connexion?echec");
        assertThat(refus.page("/connexion?echec").body()).contains("La connexion n’a pas abouti");
        OIDC.serveur.verify(0, postRequestedFor(urlPathEqualTo("/api/v2/token")));
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/oidc/connexions")));
    }

    @Test
    void an_answer_serves_once() {
        connait(UUID.randomUUID(), 7);
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        var etat = parametres(depart).get("state");
        revenir(client, depart, etat, UnaryOperator.identity());
        assertThat(cible(revenir(client, depart, etat, UnaryOperator.identity())))
                .isEqualTo("/connexion?echec");
    }

    @Test
    void user_information_of_somebody_else_opens_nothing() {
        connait(UUID.randomUUID(), 7);
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        OIDC.donner(OIDC.signer(OIDC.identite(parametres(depart).get("nonce")).build()));
        OIDC.informer("sujet-43");
        assertThat(cible(client.page("/login/oidc?code=1&state=" + encode(depart))))
                .isEqualTo("/connexion?echec");
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/oidc/connexions")));
    }

    @Test
    void a_provider_that_is_away_is_said_so_and_cerbere_stays() {
        connait(UUID.randomUUID(), 7);
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        OIDC.serveur.stubFor(post(urlPathEqualTo("/api/v2/token"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(cible(client.page("/login/oidc?code=1&state=" + encode(depart))))
                .isEqualTo("/connexion?indisponible");
        assertThat(client.page("/connexion?indisponible").body())
                .contains("ProConnect ne répond pas pour le moment", "Se connecter avec Cerbère");
    }

    @Test
    void D14_whoever_has_no_account_or_a_closed_one_is_told_so_and_may_leave_the_provider() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/oidc/connexions")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:COMPTE_DESACTIVE", "detail": "L’accès de ce compte a été fermé."}\
            """, 403)));
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        var reponse = revenir(client, depart, parametres(depart).get("state"), UnaryOperator.identity());
        assertThat(reponse.statusCode()).isEqualTo(403);
        assertThat(reponse.body())
                .contains(
                        "Vous n’avez pas accès à APiLos",
                        "L’accès de ce compte a été fermé.",
                        "Quitter ProConnect",
                        OIDC.emetteur() + "/session/end?id_token_hint=");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void habilitations_being_away_at_sign_in_is_said_as_such() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/oidc/connexions"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        assertThat(revenir(client, depart, parametres(depart).get("state"), UnaryOperator.identity())
                        .statusCode())
                .isEqualTo(503);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void R59_leaving_ends_the_session_here_and_at_the_provider() {
        var client = connecteParOidc(UUID.randomUUID(), UnaryOperator.identity());
        var page = client.page("/affichage");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(csp -> assertThat(csp)
                        .contains("form-action 'self' " + CERBERE.baseUrl() + " " + OIDC.serveur.baseUrl()));
        var reponse = client.formulaire("/deconnexion", Map.of());
        assertThat(cible(reponse)).startsWith(OIDC.emetteur() + "/session/end?");
        var demande = parametres(reponse);
        assertThat(demande)
                .containsEntry("post_logout_redirect_uri", PORTE + "/")
                .containsKeys("state");
        assertThat(demande.get("id_token_hint").split("\\.")).hasSize(3);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void the_provider_ends_a_session_it_opened_or_all_those_of_a_person() {
        var une = connecteParOidc(
                UUID.randomUUID(), d -> d.claim("sid", "a-fermer").subject("sujet-42"));
        var autre = connecteParOidc(UUID.randomUUID(), d -> d.claim("sid", "une-autre"));
        assertThat(finir(OIDC.signer(
                                OIDC.finDeSession().claim("sid", "a-fermer").build()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(une.page(LISTE).statusCode()).isEqualTo(302);
        assertThat(autre.page(LISTE).statusCode()).isEqualTo(200);
        assertThat(finir(OIDC.signer(OIDC.finDeSession()
                                .claim("sid", null)
                                .subject("sujet-42")
                                .build()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(autre.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void a_logout_token_that_proves_nothing_ends_nothing() {
        var client = connecteParOidc(UUID.randomUUID(), UnaryOperator.identity());
        var autre = FournisseurSimule.cle();
        for (var faux : new String[] {
            "pas un jeton",
            FournisseurSimule.sansSignature(OIDC.finDeSession().build()),
            FournisseurSimule.signer(OIDC.finDeSession().build(), autre),
            OIDC.signer(OIDC.finDeSession().audience("autre").build()),
            OIDC.signer(OIDC.finDeSession().issuer("https://ailleurs.example").build()),
            OIDC.signer(OIDC.finDeSession().claim("events", null).build()),
            OIDC.signer(OIDC.finDeSession().claim("nonce", "1").build()),
            OIDC.signer(OIDC.finDeSession().claim("sid", null).build()),
            OIDC.signer(OIDC.finDeSession()
                    .expirationTime(Date.from(Instant.now().minusSeconds(300)))
                    .build()),
            OIDC.signer(OIDC.identite("1").build())
        }) {
            assertThat(finir(faux).statusCode()).as(faux).isEqualTo(400);
        }
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> finir(String jeton) {
        var serveur = new Client(PORTE);
        return serveur.envoyer(serveur.requete("/connexion/oidc/deconnexion")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Client.encoder(Map.of("logout_token", jeton)))));
    }

    private static Client connecteParOidc(UUID qui, UnaryOperator<JWTClaimsSet.Builder> identite) {
        connait(qui, 7);
        var client = new Client(PORTE);
        var depart = client.page("/connexion/oidc");
        var reponse = revenir(client, depart, parametres(depart).get("state"), identite);
        assertThat(cible(reponse)).isEqualTo(LISTE);
        return client;
    }

    private static HttpResponse<String> revenir(
            Client client, HttpResponse<?> depart, String etat, UnaryOperator<JWTClaimsSet.Builder> identite) {
        OIDC.donner(OIDC.signer(
                identite.apply(OIDC.identite(parametres(depart).get("nonce"))).build()));
        return client.page("/login/oidc?" + Client.encoder(Map.of("code", "un-code", "state", etat)));
    }

    private static String encode(HttpResponse<?> depart) {
        return URLEncoder.encode(parametres(depart).get("state"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> parametres(HttpResponse<?> reponse) {
        var lus = new HashMap<String, String>();
        UriComponentsBuilder.fromUri(URI.create(cible(reponse)))
                .build()
                .getQueryParams()
                .forEach((nom, valeurs) -> lus.put(nom, URLDecoder.decode(valeurs.getFirst(), StandardCharsets.UTF_8)));
        return lus;
    }

    private static void connait(UUID qui, long... habilitations) {
        ouvrir("/interne/oidc/connexions", qui, false, habilitations);
    }
}
