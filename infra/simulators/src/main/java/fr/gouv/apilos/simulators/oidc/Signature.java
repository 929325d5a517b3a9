package fr.gouv.apilos.simulators.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signs by RS256 with a key made at the start. */
@Component
class Signature {

    private final RSAKey cle;

    Signature() throws JOSEException {
        cle = new RSAKeyGenerator(2048)
                .keyID(UUID.randomUUID().toString())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
    }

    Map<String, Object> publique() {
        return new JWKSet(cle.toPublicJWK()).toJSONObject();
    }

    String signer(JWTClaimsSet dit, String type) {
        var jeton = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(cle.getKeyID())
                        .type(new JOSEObjectType(type))
                        .build(),
                dit);
        try {
            jeton.sign(new RSASSASigner(cle));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jeton.serialize();
    }

    /** The session a token of ours names, or null for any other text. */
    static String session(String jeton) {
        try {
            return jeton == null
                    ? null
                    : SignedJWT.parse(jeton).getJWTClaimsSet().getStringClaim("sid");
        } catch (ParseException e) {
            return null;
        }
    }
}
