package fr.gouv.apilos.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs and reads the tokens of outside systems that share a secret with us, whose key may be shorter than JOSE libraries
 * accept.
 */
public final class JetonHmac {

    private static final Map<String, String> MACS =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");

    private final String algorithme;
    private final String cle;
    private final JsonMapper json;

    /** @param algorithme HS256, HS384 or HS512 */
    public JetonHmac(String algorithme, String cle, JsonMapper json) {
        this.algorithme = algorithme;
        this.cle = cle;
        this.json = json;
    }

    /**
     * A compact JWT.
     *
     * @throws IllegalStateException when the algorithm is none of the three, or the key is empty
     */
    public String signer(Map<String, ?> revendications) {
        var entete = new LinkedHashMap<String, Object>();
        entete.put("alg", algorithme);
        entete.put("typ", "JWT");
        var contenu = base64(json.writeValueAsBytes(entete)) + "." + base64(json.writeValueAsBytes(revendications));
        return contenu + "." + base64(signature(contenu));
    }

    /**
     * The claims of a compact JWT signed with this key and this algorithm, whatever they say: dates and the rest are for the
     * reader to judge.
     *
     * @return empty for anything else, {@code alg: none} included, and when there is no key
     */
    public Optional<JsonNode> lire(String jeton) {
        var parties = jeton.split("\\.", -1);
        if (cle.isEmpty() || parties.length != 3) {
            return Optional.empty();
        }
        try {
            var entete = json.readTree(Base64.getUrlDecoder().decode(parties[0]));
            if (!algorithme.equals(entete.path("alg").asString(""))) {
                return Optional.empty();
            }
            var attendue = signature(parties[0] + "." + parties[1]);
            if (!MessageDigest.isEqual(attendue, Base64.getUrlDecoder().decode(parties[2]))) {
                return Optional.empty();
            }
            return Optional.of(json.readTree(Base64.getUrlDecoder().decode(parties[1])))
                    .filter(JsonNode::isObject);
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    private byte[] signature(String contenu) {
        var nom = MACS.get(algorithme);
        if (nom == null || cle.isEmpty()) {
            throw new IllegalStateException("a shared key and one of HS256, HS384, HS512 are needed");
        }
        try {
            var mac = Mac.getInstance(nom);
            mac.init(new SecretKeySpec(cle.getBytes(StandardCharsets.UTF_8), nom));
            return mac.doFinal(contenu.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
