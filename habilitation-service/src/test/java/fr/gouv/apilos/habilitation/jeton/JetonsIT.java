package fr.gouv.apilos.habilitation.jeton;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.testing.JetonDeTest;
import fr.gouv.apilos.testing.JetonFaux;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource
    void a_false_token_opens_nothing(JetonFaux faux) {
        var reponse = ouvre(faux.forger(cles.signature()));
        assertThat(reponse).hasStatus(401);
        assertThat(reponse).bodyJson().extractingPath("$.type").isEqualTo("urn:apilos:erreur:NON_CONNECTE");
    }

    @Test
    void the_same_claims_well_signed_do_open() {
        assertThat(ouvre(JetonFaux.signer(
                        cles.signature(), JetonFaux.revendications().build())))
                .hasStatusOk();
    }

    @Test
    void a_person_who_is_not_of_the_team_is_refused_where_the_team_works() {
        for (Identite identite : List.of(JetonDeTest.bailleur(), JetonDeTest.administrateur())) {
            assertThat(ouvre(emetteur.emettre(identite).jeton())).hasStatus(403);
        }
    }

    @Test
    void a_token_that_lacks_claims_is_read_as_the_least_right() {
        var claims = JetonFaux.revendications()
                .claim("staff", null)
                .claim("superuser", "true")
                .claim("typologie", "BAILLEUR")
                .claim("lecture_seule", null)
                .build();
        assertThat(ouvre(JetonFaux.signer(cles.signature(), claims))).hasStatus(403);
        var lue = JetonInterne.lire(claims.getSubject(), Map.of("typologie", "BAILLEUR"));
        assertThat(lue.lectureSeule()).isTrue();
        assertThat(lue.permissions()).isEmpty();
        assertThat(lue.perimetre().bailleurs()).isEmpty();
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
