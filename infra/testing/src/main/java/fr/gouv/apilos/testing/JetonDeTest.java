package fr.gouv.apilos.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.gouv.apilos.platform.security.Habilitation;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.IdentiteAuthentication;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Identities of every profile, as objects, as MockMvc request processors and as signed tokens. */
public final class JetonDeTest {

    /** Permissions of the group bailleur (04 R12). */
    public static final Set<String> PERMISSIONS_BAILLEUR = Set.of(
            "convention.view_convention",
            "convention.add_convention",
            "convention.change_convention",
            "convention.delete_convention",
            "bailleur.view_bailleur",
            "bailleur.change_bailleur",
            "administration.view_administration",
            "comment.view_comment",
            "comment.add_comment",
            "comment.change_comment");

    /** Permissions of the groups instructeur and administrateur (04 R12–R13). */
    public static final Set<String> PERMISSIONS_INSTRUCTEUR = Set.of(
            "convention.view_convention",
            "convention.add_convention",
            "convention.change_convention",
            "convention.delete_convention",
            "convention.validate_convention",
            "bailleur.view_bailleur",
            "bailleur.change_bailleur",
            "administration.view_administration",
            "administration.change_administration",
            "comment.view_comment",
            "comment.add_comment",
            "comment.change_comment");

    /** Permissions of the read-only groups (04 R12). */
    public static final Set<String> PERMISSIONS_LECTURE = Set.of(
            "convention.view_convention",
            "bailleur.view_bailleur",
            "administration.view_administration",
            "comment.view_comment",
            "comment.add_comment",
            "comment.change_comment");

    private static final ECKey CLE = cle();

    private JetonDeTest() {}

    /** A bailleur (MO_PERS_MORALE) who acts for these bailleurs. */
    public static Identite bailleur(UUID... bailleurs) {
        return identite(
                "MO_PERS_MORALE", Typologie.BAILLEUR, PERMISSIONS_BAILLEUR, false, perimetreBailleurs(bailleurs));
    }

    /** An instructeur (SER_GEST) of these administrations. */
    public static Identite instructeur(UUID... administrations) {
        return identite(
                "SER_GEST",
                Typologie.INSTRUCTEUR,
                PERMISSIONS_INSTRUCTEUR,
                false,
                new Perimetre(false, null, null, null, Set.of(administrations), Set.of()));
    }

    /** A service départemental (SER_DEP) limited to one département. */
    public static Identite instructeurDepartemental(String departement) {
        return identite(
                "SER_DEP",
                Typologie.ADMINISTRATEUR,
                PERMISSIONS_INSTRUCTEUR,
                false,
                new Perimetre(false, null, departement, null, null, Set.of()));
    }

    /** Somebody of a service départemental: sees the whole département, belongs to one administration. */
    public static Identite instructeurDepartemental(String departement, UUID administration) {
        var i = instructeurDepartemental(departement);
        return new Identite(
                i.utilisateur(),
                i.nom(),
                i.email(),
                i.login(),
                i.profil(),
                i.typologie(),
                new Habilitation(1, i.nom(), administration),
                i.lectureSeule(),
                i.staff(),
                i.superuser(),
                i.permissions(),
                i.perimetre());
    }

    /** The administration centrale: reads and writes everywhere. */
    public static Identite administrateur() {
        return identite("ADM_CENTRALE", Typologie.ADMINISTRATEUR, PERMISSIONS_INSTRUCTEUR, false, Perimetre.NATIONAL);
    }

    /** A read-only habilitation that sees everything. */
    public static Identite lectureSeule() {
        return identite("ADM_CENTRALE", Typologie.ADMINISTRATEUR, PERMISSIONS_LECTURE, true, Perimetre.NATIONAL);
    }

    /** A read-only bailleur. */
    public static Identite bailleurLectureSeule(UUID... bailleurs) {
        return identite("MO_PERS_MORALE", Typologie.BAILLEUR, PERMISSIONS_LECTURE, true, perimetreBailleurs(bailleurs));
    }

    /** The support team: every right. */
    public static Identite staff() {
        return new Identite(
                uuid("staff"),
                "Équipe Support",
                "support@exemple.fr",
                "superuser",
                "STAFF",
                Typologie.STAFF,
                Habilitation.AUCUNE,
                false,
                true,
                true,
                PERMISSIONS_INSTRUCTEUR,
                Perimetre.NATIONAL);
    }

    /** A program of the platform. */
    public static Identite service() {
        return new Identite(
                uuid("service"),
                "service",
                "",
                "",
                "SERVICE",
                Typologie.SERVICE,
                Habilitation.AUCUNE,
                false,
                false,
                false,
                Set.of(),
                Perimetre.NATIONAL);
    }

    /**
     * What a profile of 04 §5.4 gives, stand-alone ones included. habilitation-service checks that this is what it puts in
     * tokens.
     */
    public static Identite duProfil(String profil, boolean lectureSeule, Perimetre perimetre) {
        var typologie = switch (profil) {
            case "MO_PERS_MORALE", "MO_PERS_PHYS", "BAILLEUR" -> Typologie.BAILLEUR;
            case "SER_GEST", "INSTRUCTEUR" -> Typologie.INSTRUCTEUR;
            case "ADM_CENTRALE", "DIR_REG", "SER_DEP", "ASS_HLM", "PARTENAIRES" -> Typologie.ADMINISTRATEUR;
            default -> throw new IllegalArgumentException(profil);
        };
        var permissions = lectureSeule
                ? PERMISSIONS_LECTURE
                : typologie == Typologie.BAILLEUR ? PERMISSIONS_BAILLEUR : PERMISSIONS_INSTRUCTEUR;
        return identite(profil, typologie, permissions, lectureSeule, perimetre);
    }

    /** Any identity. The identifier of the user follows from the profile, so that two calls are the same person. */
    public static Identite identite(
            String profil, Typologie typologie, Set<String> permissions, boolean lectureSeule, Perimetre perimetre) {
        var nom = switch (typologie) {
            case BAILLEUR -> "Camille Bailleur";
            case INSTRUCTEUR -> "Sacha Instructeur";
            case ADMINISTRATEUR -> "Dominique Administration";
            case STAFF -> "Équipe Support";
            case SERVICE -> "service";
        };
        return new Identite(
                uuid(profil + typologie),
                nom,
                profil.toLowerCase(java.util.Locale.ROOT) + "@exemple.fr",
                profil.toLowerCase(java.util.Locale.ROOT),
                profil,
                typologie,
                new Habilitation(1, nom),
                lectureSeule,
                false,
                false,
                permissions,
                perimetre);
    }

    /** MockMvc: the request is made by this identity. */
    public static RequestPostProcessor de(Identite identite) {
        return SecurityMockMvcRequestPostProcessors.authentication(
                new IdentiteAuthentication(identite, jeton(identite)));
    }

    /** A signed token, good for ten minutes. */
    public static String jeton(Identite identite) {
        return jeton(identite, Instant.now().plusSeconds(600));
    }

    /** A signed token with a chosen end. */
    public static String jeton(Identite identite, Instant expireLe) {
        try {
            var claims = new JWTClaimsSet.Builder()
                    .issuer(JetonInterne.EMETTEUR)
                    .audience(JetonInterne.AUDIENCE)
                    .subject(identite.utilisateur().toString())
                    .issueTime(new Date())
                    .expirationTime(Date.from(expireLe));
            JetonInterne.revendications(identite).forEach(claims::claim);
            var signe = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(CLE.getKeyID())
                            .build(),
                    claims.build());
            signe.sign(new ECDSASigner(CLE));
            return signe.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key of the tokens made here, as an issuer publishes it: for a service that runs in its own process. */
    public static String jwks() {
        return new JWKSet(CLE.toPublicJWK()).toString();
    }

    /** Reads the tokens made here. */
    public static JwtDecoder decodeur() {
        var decodeur = NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(new JWKSet(CLE.toPublicJWK())))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decodeur.setJwtValidator(JetonInterne.exigences());
        return decodeur;
    }

    /** The key these tokens are signed with, for tokens that lie. */
    static ECKey cleDeSignature() {
        return CLE;
    }

    private static Perimetre perimetreBailleurs(UUID... bailleurs) {
        return new Perimetre(false, null, null, Set.of(bailleurs), null, Set.of());
    }

    private static UUID uuid(String graine) {
        return UUID.nameUUIDFromBytes(graine.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ECKey cle() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
