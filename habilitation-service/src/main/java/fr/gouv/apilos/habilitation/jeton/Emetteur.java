package fr.gouv.apilos.habilitation.jeton;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.gouv.apilos.platform.security.Habilitation;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonDeService;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.SecuriteAutoConfiguration;
import fr.gouv.apilos.platform.security.Typologie;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Signs internal tokens; also the source of this service's own token. */
@Service
public class Emetteur implements JetonDeService {

    /** A signed token and its end. */
    public record JetonEmis(String jeton, Instant expireLe) {}

    private final Cles cles;
    private final JetonProprietes proprietes;
    private final Clock horloge;

    Emetteur(Cles cles, JetonProprietes proprietes, Clock horloge) {
        this.cles = cles;
        this.proprietes = proprietes;
        this.horloge = horloge;
    }

    /** A token for this identity. */
    public JetonEmis emettre(Identite identite) {
        var emisLe = horloge.instant().truncatedTo(ChronoUnit.SECONDS);
        var expireLe = emisLe.plus(proprietes.duree());
        var claims = new JWTClaimsSet.Builder()
                .issuer(JetonInterne.EMETTEUR)
                .audience(JetonInterne.AUDIENCE)
                .subject(identite.utilisateur().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(emisLe))
                .expirationTime(Date.from(expireLe));
        JetonInterne.revendications(identite).forEach(claims::claim);
        var cle = cles.signature();
        var signe = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(cle.getKeyID())
                        .build(),
                claims.build());
        try {
            signe.sign(new ECDSASigner(cle));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return new JetonEmis(signe.serialize(), expireLe);
    }

    /** A token for a program of the platform. */
    public JetonEmis pourService(String nom) {
        return emettre(new Identite(
                SecuriteAutoConfiguration.identifiantDeService(nom),
                nom,
                "",
                "",
                "SERVICE",
                Typologie.SERVICE,
                Habilitation.AUCUNE,
                false,
                false,
                false,
                Set.of(),
                Perimetre.NATIONAL));
    }

    @Override
    public String valeur() {
        return pourService("habilitation-service").jeton();
    }
}
