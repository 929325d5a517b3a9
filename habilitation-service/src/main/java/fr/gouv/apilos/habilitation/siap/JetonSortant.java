package fr.gouv.apilos.habilitation.siap;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Signs the token SIAP asks for, anew for each attempt. Source: 04 R75, 05 T2. */
@Component
class JetonSortant {

    private static final Duration VIE = Duration.ofMinutes(5);
    private static final Map<String, String> MACS =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");

    private final SiapProprietes proprietes;
    private final JsonMapper json;
    private final Clock horloge;

    JetonSortant(SiapProprietes proprietes, JsonMapper json, Clock horloge) {
        this.proprietes = proprietes;
        this.json = json;
        this.horloge = horloge;
    }

    /** @param habilitation left out of the token when 0 */
    String signer(String login, long habilitation) {
        var emisLe = horloge.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("token_type", "access");
        claims.put("iat", emisLe);
        claims.put("exp", emisLe + VIE.toSeconds());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("user-login", login);
        if (habilitation != 0) {
            claims.put("habilitation-id", habilitation);
        }
        var entete = new LinkedHashMap<String, Object>();
        entete.put("alg", proprietes.algorithme());
        entete.put("typ", "JWT");
        var contenu = base64(json.writeValueAsBytes(entete)) + "." + base64(json.writeValueAsBytes(claims));
        return contenu + "." + base64(signature(contenu));
    }

    private byte[] signature(String contenu) {
        var nom = MACS.get(proprietes.algorithme());
        if (nom == null) {
            throw new IllegalStateException("SIAP_CLIENT_ALGORITHM must be HS256, HS384 or HS512");
        }
        try {
            // By hand: SIAP's key may be shorter than what JOSE libraries accept.
            var mac = Mac.getInstance(nom);
            mac.init(new SecretKeySpec(proprietes.cle().getBytes(StandardCharsets.UTF_8), nom));
            return mac.doFinal(contenu.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
