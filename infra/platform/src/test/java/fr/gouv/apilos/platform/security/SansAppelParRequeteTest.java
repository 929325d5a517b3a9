package fr.gouv.apilos.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A service decides alone: it asks habilitation-service for its keys once, then for nothing, however many requests and
 * people there are, and goes on while it is away. The gateway's own call, one for a session, is counted in its tests.
 */
class SansAppelParRequeteTest {

    @Test
    void a_thousand_requests_of_a_hundred_people_ask_habilitation_service_once() throws Exception {
        var cle = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        var appels = new AtomicInteger();
        var habilitation = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        habilitation.createContext("/", echange -> {
            appels.incrementAndGet();
            var corps = new JWKSet(cle.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            echange.getResponseHeaders().add("Content-Type", "application/json");
            echange.sendResponseHeaders(200, corps.length);
            echange.getResponseBody().write(corps);
            echange.close();
        });
        habilitation.start();
        var objet = new Situation("93", "13", "13001", UUID.randomUUID(), UUID.randomUUID());
        var decodeur = new SecuriteAutoConfiguration()
                .jwtDecoder("http://127.0.0.1:" + habilitation.getAddress().getPort());
        for (int personne = 0; personne < 100; personne++) {
            var jeton = jeton(cle, personne % 2 == 0 ? objet.bailleur() : UUID.randomUUID());
            for (int requete = 0; requete < 10; requete++) {
                if (personne == 50 && requete == 0) {
                    habilitation.stop(0);
                }
                var lu = decodeur.decode(jeton);
                var identite = JetonInterne.lire(lu.getSubject(), lu.getClaims());
                assertThat(identite.aPermission("convention.view_convention")).isTrue();
                assertThat(identite.perimetre().contient(objet)).isEqualTo(personne % 2 == 0);
            }
        }
        assertThat(appels).hasValue(1);
    }

    private static String jeton(ECKey cle, UUID bailleur) throws Exception {
        var identite = new Identite(
                UUID.randomUUID(),
                "Camille Ferrandi",
                "bailleur@exemple.fr",
                "bailleur",
                "MO_PERS_MORALE",
                Typologie.BAILLEUR,
                new Habilitation(101, "Administrateur délégué"),
                false,
                false,
                false,
                Set.of("convention.view_convention"),
                new Perimetre(false, "93", null, Set.of(bailleur), null, Set.of()));
        var dit = new JWTClaimsSet.Builder()
                .issuer(JetonInterne.EMETTEUR)
                .audience(JetonInterne.AUDIENCE)
                .subject(identite.utilisateur().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
        JetonInterne.revendications(identite).forEach(dit::claim);
        var signe = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(cle.getKeyID()).build(), dit.build());
        signe.sign(new ECDSASigner(cle));
        return signe.serialize();
    }
}
