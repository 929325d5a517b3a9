package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** An OpenID Connect provider whose answers each test words, and which signs with a key of its own. */
final class FournisseurSimule {

    static final String CLIENT = "apilos";
    static final String SECRET = "secret de l'essai";

    final WireMockServer serveur = new WireMockServer(options().dynamicPort());
    private final RSAKey cle = cle();

    FournisseurSimule() {
        serveur.start();
        toutVaBien();
    }

    String emetteur() {
        return serveur.baseUrl() + "/api/v2";
    }

    void toutVaBien() {
        serveur.resetAll();
        serveur.stubFor(get(urlPathEqualTo("/api/v2/.well-known/openid-configuration"))
                .willReturn(okJson("""
                    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                     "userinfo_endpoint": "%1$s/userinfo", "jwks_uri": "%1$s/jwks",
                     "end_session_endpoint": "%1$s/session/end", "subject_types_supported": ["public"],
                     "token_endpoint_auth_methods_supported": ["client_secret_post"],
                     "id_token_signing_alg_values_supported": ["RS256"]}\
                    """.formatted(emetteur()))));
        serveur.stubFor(
                get(urlPathEqualTo("/api/v2/jwks")).willReturn(okJson(new JWKSet(cle.toPublicJWK()).toString())));
    }

    /** The claims of a good identity token. */
    JWTClaimsSet.Builder identite(String nonce) {
        return new JWTClaimsSet.Builder()
                .issuer(emetteur())
                .audience(CLIENT)
                .subject("sujet-42")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("sid", "session-42")
                .claim("nonce", nonce);
    }

    /** Answers the code with this identity token, and who the person is as a signed document. */
    void donner(String jeton) {
        serveur.stubFor(post(urlPathEqualTo("/api/v2/token")).willReturn(okJson("""
            {"access_token": "acces", "token_type": "Bearer", "expires_in": 60, "id_token": "%s"}\
            """.formatted(jeton))));
        informer("sujet-42");
    }

    /** Says who the person is, in a signed document as ProConnect does. */
    void informer(String sujet) {
        serveur.stubFor(get(urlPathEqualTo("/api/v2/userinfo"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/jwt")
                        .withBody(signer(new JWTClaimsSet.Builder()
                                .issuer(emetteur())
                                .audience(CLIENT)
                                .subject(sujet)
                                .claim("email", "dominique@exemple.fr")
                                .build()))));
    }

    String signer(JWTClaimsSet dit) {
        return signer(dit, cle);
    }

    static String signer(JWTClaimsSet dit, RSAKey cle) {
        try {
            var jeton = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(cle.getKeyID())
                            .build(),
                    dit);
            jeton.sign(new RSASSASigner(cle));
            return jeton.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with the secret both know: whoever knows it could be anybody. */
    static String signerAvecLeSecret(JWTClaimsSet dit) {
        try {
            var jeton = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), dit);
            jeton.sign(new MACSigner((SECRET + SECRET + SECRET).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return jeton.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sansSignature(JWTClaimsSet dit) {
        return new PlainJWT(dit).serialize();
    }

    /** The token by which the provider ends a session. */
    JWTClaimsSet.Builder finDeSession() {
        return new JWTClaimsSet.Builder()
                .issuer(emetteur())
                .audience(List.of(CLIENT))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .jwtID("1")
                .claim("sid", "session-42")
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    static RSAKey cle() {
        try {
            return new RSAKeyGenerator(2048).keyID("essai").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
