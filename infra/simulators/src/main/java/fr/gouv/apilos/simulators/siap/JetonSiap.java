package fr.gouv.apilos.simulators.siap;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the token that APiLos puts in {@code siap-Authorization}. Source: 05 T2, T3. */
@Component
class JetonSiap {

    /** Claims the simulator uses; the habilitation is null when the token carries none. */
    record Appelant(String login, Long habilitation) {}

    /** The token is refused; the message says why, to save the developer's time. */
    static final class Refuse extends RuntimeException {
        Refuse(String message) {
            super(message);
        }
    }

    private static final long VIE_MAX = 300;
    private static final long TOLERANCE = 5;

    private final SiapProprietes proprietes;
    private final JsonMapper json;
    private final Clock clock;

    JetonSiap(SiapProprietes proprietes, JsonMapper json, Clock clock) {
        this.proprietes = proprietes;
        this.json = json;
        this.clock = clock;
    }

    Appelant verifier(String entete) {
        if (entete == null || !entete.startsWith("Bearer ")) {
            throw new Refuse("L'en-tête siap-Authorization: Bearer <jeton> est absent.");
        }
        var parties = entete.substring("Bearer ".length()).strip().split("\\.", -1);
        if (parties.length != 3) {
            throw new Refuse("Le jeton n'est pas un JWT.");
        }
        if (!proprietes.algorithme().equals(lire(parties[0]).path("alg").asString(""))) {
            throw new Refuse("L'algorithme du jeton n'est pas " + proprietes.algorithme() + ".");
        }
        if (!MessageDigest.isEqual(
                Hmac.signer(proprietes.algorithme(), proprietes.cleJwt(), parties[0] + "." + parties[1]),
                decoder(parties[2]))) {
            throw new Refuse("La signature du jeton est fausse.");
        }
        return appelant(lire(parties[1]));
    }

    private Appelant appelant(JsonNode revendications) {
        var maintenant = clock.instant().getEpochSecond();
        var exp = revendications.path("exp").asLong(0);
        var iat = revendications.path("iat").asLong(0);
        if (!"access".equals(revendications.path("token_type").asString(""))) {
            throw new Refuse("Le jeton n'est pas de type access.");
        }
        if (revendications.path("jti").asString("").isBlank()) {
            throw new Refuse("Le jeton n'a pas de jti.");
        }
        if (exp + TOLERANCE < maintenant || iat - TOLERANCE > maintenant) {
            throw new Refuse("Le jeton est expiré ou pas encore valable.");
        }
        if (exp - iat > VIE_MAX) {
            throw new Refuse("Le jeton vit plus de 5 minutes.");
        }
        if (!revendications.has("user-login")) {
            throw new Refuse("Le jeton n'a pas de user-login.");
        }
        var habilitation = revendications.path("habilitation-id");
        if (!habilitation.isMissingNode() && !habilitation.isIntegralNumber()) {
            throw new Refuse("habilitation-id n'est pas un entier.");
        }
        return new Appelant(
                revendications.path("user-login").asString(""),
                habilitation.isMissingNode() ? null : habilitation.asLong());
    }

    private JsonNode lire(String partie) {
        try {
            return json.readTree(decoder(partie));
        } catch (JacksonException _) {
            throw new Refuse("Le jeton n'est pas un JWT.");
        }
    }

    private static byte[] decoder(String partie) {
        try {
            return Base64.getUrlDecoder().decode(partie);
        } catch (IllegalArgumentException _) {
            throw new Refuse("Le jeton n'est pas un JWT.");
        }
    }
}
