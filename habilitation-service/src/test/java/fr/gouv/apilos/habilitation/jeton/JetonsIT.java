package fr.gouv.apilos.habilitation.jeton;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a token holds, who gets one, and every way a token is refused. */
@EssaiDeService
class JetonsIT {

    private static final String PROTEGEE = "/admin/utilisateurs";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Cles cles;

    @Autowired
    Emetteur emetteur;

    @Test
    void a_program_gets_a_token_of_its_own_good_for_ten_minutes_at_most() throws Exception {
        var avant = Instant.now();
        var reponse = demander("convention-service", Voisins.SECRET_CONVENTION);
        assertThat(reponse).hasStatusOk();
        var jeton = SignedJWT.parse(champ(reponse, "jeton"));
        assertThat(jeton.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        var claims = jeton.getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(JetonInterne.AUDIENCE);
        assertThat(claims.getIssuer()).isEqualTo(JetonInterne.EMETTEUR);
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(Duration.between(
                        avant.minusSeconds(1), claims.getExpirationTime().toInstant()))
                .isLessThanOrEqualTo(Duration.ofMinutes(10).plusSeconds(2));
        var identite = JetonInterne.lire(claims.getSubject(), claims.getClaims());
        assertThat(identite.typologie()).isEqualTo(Typologie.SERVICE);
        assertThat(identite.nom()).isEqualTo("convention-service");
        assertThat(identite.superuser()).isFalse();
        assertThat(ouvre(jeton.serialize())).hasStatusOk();
    }

    @Test
    void the_published_keys_are_public_cacheable_and_read_every_token() throws Exception {
        var reponse = mvc.get().uri("/oauth2/jwks").exchange();
        assertThat(reponse).hasStatusOk();
        assertThat(reponse.getResponse().getHeader("Cache-Control")).contains("max-age=60", "public");
        var cles = JWKSet.parse(reponse.getResponse().getContentAsString());
        assertThat(cles.getKeys()).isNotEmpty().allMatch(k -> !k.isPrivate());
        var jeton = SignedJWT.parse(emetteur.pourService("essai").jeton());
        assertThat(cles.getKeyByKeyId(jeton.getHeader().getKeyID())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"faux-secret-de-seize", "", "secret-de-la-passerelle "})
    void a_wrong_secret_gets_nothing(String secret) {
        assertThat(demander("gateway", secret)).hasStatus(401);
    }

    @Test
    void an_unknown_program_a_missing_or_broken_header_get_nothing() {
        assertThat(demander("inconnu", Voisins.SECRET)).hasStatus(401);
        assertThat(mvc.post().uri("/interne/jetons/service").exchange()).hasStatus(401);
        assertThat(mvc.post()
                        .uri("/interne/jetons/service")
                        .header("Authorization", "Basic %%%")
                        .exchange())
                .hasStatus(401);
        assertThat(mvc.post()
                        .uri("/interne/jetons/service")
                        .header("Authorization", "Bearer " + emetteur.valeur())
                        .exchange())
                .hasStatus(401);
    }

    @Test
    void only_the_gateway_signs_people_in() {
        for (var chemin : List.of("/interne/connexions", "/interne/jetons")) {
            assertThat(mvc.post()
                            .uri(chemin)
                            .headers(h -> h.setBasicAuth("convention-service", Voisins.SECRET_CONVENTION))
                            .contentType("application/json")
                            .content("{}")
                            .exchange())
                    .hasStatus(403)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("urn:apilos:erreur:INTERDIT");
        }
    }

    static Stream<Arguments> jetonsFaux() {
        return Stream.of(
                        "signed by another key",
                        "none algorithm",
                        "none algorithm with a signature",
                        "HMAC with the public key",
                        "claims changed after signature",
                        "expired",
                        "not yet good",
                        "without an end",
                        "another audience",
                        "without audience",
                        "another issuer",
                        "subject that is no identifier",
                        "unknown kind",
                        "not a token")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("jetonsFaux")
    void a_false_token_opens_nothing(String defaut) throws Exception {
        var reponse = ouvre(faux(defaut));
        assertThat(reponse).hasStatus(401);
        assertThat(reponse).bodyJson().extractingPath("$.type").isEqualTo("urn:apilos:erreur:NON_CONNECTE");
    }

    @Test
    void the_same_claims_well_signed_do_open() throws Exception {
        assertThat(ouvre(signer(cles.signature(), claims().build()))).hasStatusOk();
    }

    @Test
    void a_person_who_is_not_of_the_team_is_refused_where_the_team_works() {
        for (Identite identite : List.of(JetonDeTest.bailleur(), JetonDeTest.administrateur())) {
            assertThat(ouvre(emetteur.emettre(identite).jeton())).hasStatus(403);
        }
    }

    @Test
    void a_token_that_lacks_claims_is_read_as_the_least_right() throws Exception {
        var claims = claims().claim("staff", null)
                .claim("superuser", "true")
                .claim("typologie", "BAILLEUR")
                .claim("lecture_seule", null)
                .build();
        assertThat(ouvre(signer(cles.signature(), claims))).hasStatus(403);
        var lue = JetonInterne.lire(claims.getSubject(), Map.of("typologie", "BAILLEUR"));
        assertThat(lue.lectureSeule()).isTrue();
        assertThat(lue.permissions()).isEmpty();
        assertThat(lue.perimetre().bailleurs()).isEmpty();
    }

    private String faux(String defaut) throws Exception {
        var bonne = cles.signature();
        return switch (defaut) {
            case "signed by another key" ->
                signer(new ECKeyGenerator(Curve.P_256).keyID(bonne.getKeyID()).generate(), claims().build());
            case "none algorithm" -> new PlainJWT(claims().build()).serialize();
            case "none algorithm with a signature" -> {
                var parties = signer(bonne, claims().build()).split("\\.");
                yield base64("{\"alg\":\"none\"}") + "." + parties[1] + "." + parties[2];
            }
            case "HMAC with the public key" -> {
                var jeton = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(bonne.getKeyID())
                                .build(),
                        claims().build());
                jeton.sign(new MACSigner(bonne.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
                yield jeton.serialize();
            }
            case "claims changed after signature" -> {
                var parties =
                        signer(bonne, claims().claim("staff", false).build()).split("\\.");
                yield parties[0] + "." + base64(claims().build().toString()) + "." + parties[2];
            }
            case "expired" ->
                signer(
                        bonne,
                        claims().expirationTime(Date.from(Instant.now().minusSeconds(120)))
                                .build());
            case "not yet good" ->
                signer(
                        bonne,
                        claims().notBeforeTime(Date.from(Instant.now().plusSeconds(300)))
                                .build());
            case "without an end" -> signer(bonne, claims().expirationTime(null).build());
            case "another audience" ->
                signer(bonne, claims().audience("ailleurs").build());
            case "without audience" ->
                signer(bonne, claims().audience((String) null).build());
            case "another issuer" -> signer(bonne, claims().issuer("ailleurs").build());
            case "subject that is no identifier" ->
                signer(bonne, claims().subject("admin").build());
            case "unknown kind" ->
                signer(bonne, claims().claim("typologie", "ROI").build());
            default -> "abc.def.ghi";
        };
    }

    private static JWTClaimsSet.Builder claims() {
        var staff = JetonDeTest.staff();
        var claims = new JWTClaimsSet.Builder()
                .issuer(JetonInterne.EMETTEUR)
                .audience(JetonInterne.AUDIENCE)
                .subject(staff.utilisateur().toString())
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        JetonInterne.revendications(staff).forEach(claims::claim);
        return claims;
    }

    private static String signer(ECKey cle, JWTClaimsSet claims) throws Exception {
        var jeton = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(cle.getKeyID())
                        .build(),
                claims);
        jeton.sign(new ECDSASigner(cle));
        return jeton.serialize();
    }

    private static String base64(String texte) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(texte.getBytes(StandardCharsets.UTF_8));
    }

    private MvcTestResult ouvre(String jeton) {
        return mvc.get()
                .uri(PROTEGEE)
                .header("Authorization", "Bearer " + jeton)
                .header("Accept", "application/json")
                .exchange();
    }

    private MvcTestResult demander(String programme, String secret) {
        return mvc.post()
                .uri("/interne/jetons/service")
                .headers(h -> h.setBasicAuth(programme, secret, StandardCharsets.UTF_8))
                .exchange();
    }

    private static String champ(MvcTestResult reponse, String nom) throws ParseException {
        try {
            return com.nimbusds.jose.util.JSONObjectUtils.getString(
                    com.nimbusds.jose.util.JSONObjectUtils.parse(
                            reponse.getResponse().getContentAsString()),
                    nom);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
