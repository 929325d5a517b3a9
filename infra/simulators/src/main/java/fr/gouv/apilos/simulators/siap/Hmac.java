package fr.gouv.apilos.simulators.siap;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature both sides put under their tokens. */
final class Hmac {

    private static final Map<String, String> MACS =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");

    private Hmac() {}

    static byte[] signer(String algorithme, String cle, String contenu) {
        try {
            var nom = MACS.get(algorithme);
            var mac = Mac.getInstance(nom);
            mac.init(new SecretKeySpec(cle.getBytes(StandardCharsets.UTF_8), nom));
            return mac.doFinal(contenu.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The MAC " + algorithme + " is not available", e);
        }
    }
}
