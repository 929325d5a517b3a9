package fr.gouv.apilos.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import fr.gouv.apilos.platform.security.JetonInterne;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Every way a token lies. Each one claims to be the support team: were it believed, every door would open. */
public enum JetonFaux {
    /** Right key identifier, wrong key. */
    AUTRE_CLE,
    /** Algorithm {@code none}, no signature. */
    SANS_ALGORITHME,
    /** Algorithm {@code none}, beside the signature of a good token. */
    SANS_ALGORITHME_AVEC_SIGNATURE,
    /** The public key used as a shared secret. */
    HMAC_AVEC_LA_CLE_PUBLIQUE,
    /** A key of the attacker, carried by the token itself. */
    CLE_DANS_L_ENTETE,
    /** Rights added after signature. */
    REVENDICATIONS_CHANGEES,
    /** Ended two minutes ago. */
    EXPIRE,
    /** Begins in five minutes. */
    PAS_ENCORE_BON,
    /** Would live for ever. */
    SANS_FIN,
    /** Made for somebody else. */
    AUTRE_AUDIENCE,
    /** Made for nobody. */
    SANS_AUDIENCE,
    /** Made by somebody else. */
    AUTRE_EMETTEUR,
    /** Its subject is no identifier. */
    SUJET_ILLISIBLE,
    /** Its kind of person does not exist. */
    TYPOLOGIE_INCONNUE,
    /** Three words and two dots. */
    PAS_UN_JETON;

    /** A token with this fault; everything else about it is right, its signature by this key included. */
    public String forger(ECKey bonne) {
        try {
            return switch (this) {
                case AUTRE_CLE ->
                    signer(
                            new ECKeyGenerator(Curve.P_256)
                                    .keyID(bonne.getKeyID())
                                    .generate(),
                            revendications().build());
                case SANS_ALGORITHME -> new PlainJWT(revendications().build()).serialize();
                case SANS_ALGORITHME_AVEC_SIGNATURE -> {
                    var parties = signer(bonne, revendications().build()).split("\\.");
                    yield base64("{\"alg\":\"none\"}") + "." + parties[1] + "." + parties[2];
                }
                case HMAC_AVEC_LA_CLE_PUBLIQUE -> {
                    var jeton = new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256)
                                    .keyID(bonne.getKeyID())
                                    .build(),
                            revendications().build());
                    jeton.sign(new MACSigner(bonne.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
                    yield jeton.serialize();
                }
                case CLE_DANS_L_ENTETE -> {
                    var sienne = new ECKeyGenerator(Curve.P_256)
                            .keyIDFromThumbprint(true)
                            .generate();
                    var jeton = new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .jwk(sienne.toPublicJWK())
                                    .keyID(sienne.getKeyID())
                                    .build(),
                            revendications().build());
                    jeton.sign(new ECDSASigner(sienne));
                    yield jeton.serialize();
                }
                case REVENDICATIONS_CHANGEES -> {
                    var parties = signer(
                                    bonne,
                                    revendications().claim("staff", false).build())
                            .split("\\.");
                    yield parties[0] + "." + base64(revendications().build().toString()) + "." + parties[2];
                }
                case EXPIRE ->
                    signer(bonne, revendications().expirationTime(dans(-120)).build());
                case PAS_ENCORE_BON ->
                    signer(bonne, revendications().notBeforeTime(dans(300)).build());
                case SANS_FIN ->
                    signer(bonne, revendications().expirationTime(null).build());
                case AUTRE_AUDIENCE ->
                    signer(bonne, revendications().audience("ailleurs").build());
                case SANS_AUDIENCE ->
                    signer(bonne, revendications().audience((String) null).build());
                case AUTRE_EMETTEUR ->
                    signer(bonne, revendications().issuer("ailleurs").build());
                case SUJET_ILLISIBLE ->
                    signer(bonne, revendications().subject("admin").build());
                case TYPOLOGIE_INCONNUE ->
                    signer(bonne, revendications().claim("typologie", "ROI").build());
                case PAS_UN_JETON -> "abc.def.ghi";
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a good token of the support team, to be spoilt or not. */
    public static JWTClaimsSet.Builder revendications() {
        var staff = JetonDeTest.staff();
        var claims = new JWTClaimsSet.Builder()
                .issuer(JetonInterne.EMETTEUR)
                .audience(JetonInterne.AUDIENCE)
                .subject(staff.utilisateur().toString())
                .issueTime(new Date())
                .expirationTime(dans(300));
        JetonInterne.revendications(staff).forEach(claims::claim);
        return claims;
    }

    /** These claims signed with this key. */
    public static String signer(ECKey cle, JWTClaimsSet claims) {
        try {
            var jeton = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .keyID(cle.getKeyID())
                            .build(),
                    claims);
            jeton.sign(new ECDSASigner(cle));
            return jeton.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Date dans(long secondes) {
        return Date.from(Instant.now().plusSeconds(secondes));
    }

    private static String base64(String texte) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(texte.getBytes(StandardCharsets.UTF_8));
    }
}
