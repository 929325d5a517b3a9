package fr.gouv.apilos.simulators.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.gouv.apilos.simulators.ServeurSimule;
import fr.gouv.apilos.simulators.SimulateursApplication;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** OpenID Connect as an application speaks it. */
@ServeurSimule
class ProConnectIT {

    private static final String RETOUR = "http://localhost:8080/login/oidc";
    private static final String VERIFICATEUR = "un-verificateur-de-quarante-trois-caracteres-au-moins";
    /** SHA-256 of the verifier. */
    private static final String DEFI = defi();

    @LocalServerPort
    private int port;

    @Autowired
    private JsonMapper json;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_code_gives_once_a_signed_identity_and_who_the_person_is() throws Exception {
        var code = code("instructeur", demande());
        var reponse = jetons(code, VERIFICATEUR);
        assertThat(reponse.statusCode()).isEqualTo(200);
        var corps = json.readTree(reponse.body());
        var identite = verifier(corps.path("id_token").asString());
        assertThat(identite.getIssuer()).isEqualTo(base());
        assertThat(identite.getAudience()).containsExactly("apilos-local");
        assertThat(identite.getSubject()).isEqualTo("proconnect-900003");
        assertThat(identite.getStringClaim("nonce")).isEqualTo("un-nonce");
        var informations = http.send(
                HttpRequest.newBuilder(URI.create(base() + "/userinfo"))
                        .header(
                                "Authorization",
                                "Bearer " + corps.path("access_token").asString())
                        .build(),
                BodyHandlers.ofString());
        assertThat(informations.headers().firstValue("Content-Type")).hasValue("application/jwt");
        assertThat(verifier(informations.body()).getStringClaim("email")).isEqualTo("instructeur@exemple.fr");
        assertThat(jetons(code, VERIFICATEUR).statusCode()).as("once").isEqualTo(400);
        assertThat(jetons(code("instructeur", demande()), "autre").statusCode())
                .as("PKCE")
                .isEqualTo(400);
        var sortie = obtenir("/session/end?state=s&post_logout_redirect_uri=" + encoder("http://localhost:8080/")
                + "&id_token_hint=" + corps.path("id_token").asString());
        assertThat(sortie.headers().firstValue("Location")).hasValue("http://localhost:8080/?state=s");
    }

    @Test
    void what_an_application_must_not_ask_is_refused() throws Exception {
        for (var faute : Map.of(
                        "client_id",
                        "autre",
                        "redirect_uri",
                        "https://ailleurs.exemple.fr/",
                        "scope",
                        "email",
                        "nonce",
                        "")
                .entrySet()) {
            var demande = demande();
            demande.put(faute.getKey(), faute.getValue());
            if (faute.getValue().isEmpty()) {
                demande.remove(faute.getKey());
            }
            assertThat(obtenir("/authorize?" + champs(demande)).statusCode())
                    .as(faute.getKey())
                    .isEqualTo(400);
        }
        assertThat(obtenir("/userinfo").statusCode()).isEqualTo(401);
    }

    /** R69: the mock identifies nobody where people work. */
    @Test
    void R69_simulators_never_start_in_production() {
        assertThatThrownBy(() -> SimulateursApplication.exigerHorsProduction("siap-production"))
                .isInstanceOf(IllegalStateException.class);
        assertThatCode(() -> SimulateursApplication.exigerHorsProduction("development"))
                .doesNotThrowAnyException();
    }

    private Map<String, String> demande() {
        var demande = new LinkedHashMap<String, String>();
        demande.put("client_id", "apilos-local");
        demande.put("redirect_uri", RETOUR);
        demande.put("response_type", "code");
        demande.put("scope", "openid email");
        demande.put("state", "etat{1}");
        demande.put("nonce", "un-nonce");
        demande.put("code_challenge", DEFI);
        demande.put("code_challenge_method", "S256");
        return demande;
    }

    private String code(String login, Map<String, String> demande) throws Exception {
        assertThat(obtenir("/authorize?" + champs(demande)).body()).contains("Se connecter avec ProConnect");
        demande.put("username", login);
        demande.put("password", login);
        var cible = poster("/authorize", champs(demande))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(cible).startsWith(RETOUR + "?code=").endsWith("&state=etat%7B1%7D");
        var code = Pattern.compile("code=([^&]+)").matcher(cible);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private HttpResponse<String> jetons(String code, String verificateur) throws Exception {
        return poster(
                "/token",
                champs(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        RETOUR,
                        "code_verifier",
                        verificateur,
                        "client_id",
                        "apilos-local",
                        "client_secret",
                        "secret-local-sans-valeur")));
    }

    private JWTClaimsSet verifier(String jeton) throws Exception {
        var lu = SignedJWT.parse(jeton);
        var cle = JWKSet.parse(obtenir("/jwks").body())
                .getKeyByKeyId(lu.getHeader().getKeyID());
        assertThat(lu.verify(new RSASSAVerifier(cle.toRSAKey()))).isTrue();
        return lu.getJWTClaimsSet();
    }

    private HttpResponse<String> obtenir(String chemin) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(base() + chemin)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> poster(String chemin, String corps) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base() + chemin))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(corps))
                        .build(),
                BodyHandlers.ofString());
    }

    private String base() {
        return "http://localhost:" + port + "/oidc";
    }

    private static String champs(Map<String, String> champs) {
        return champs.entrySet().stream()
                .map(c -> c.getKey() + "=" + encoder(c.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoder(String texte) {
        return URLEncoder.encode(texte, UTF_8);
    }

    private static String defi() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFICATEUR.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
