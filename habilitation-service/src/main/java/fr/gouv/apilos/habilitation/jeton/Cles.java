package fr.gouv.apilos.habilitation.jeton;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign tokens: shared by all instances through the database, published before they serve, kept published
 * until the last token they signed is dead.
 */
@Service
public class Cles {

    private static final Logger LOG = LoggerFactory.getLogger(Cles.class);
    private static final Duration MEMOIRE = Duration.ofSeconds(30);
    private static final Duration MARGE = Duration.ofMinutes(5);

    /**
     * A key as operators see it.
     *
     * @param retireeLe when it stops being published, null while it serves
     */
    public record Etat(
            String kid,
            Instant creeeLe,
            Instant activeLe,
            @Nullable Instant retireeLe,
            boolean signe) {}

    private record Rangee(
            String kid,
            String publique,
            byte[] privee,
            Instant creeeLe,
            Instant activeLe,
            @Nullable Instant retireeLe) {}

    private record Trousseau(ECKey signature, JWKSet publiques, Instant luLe) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Coffre coffre;
    private final JetonProprietes proprietes;
    private final Clock horloge;
    private volatile @Nullable Trousseau trousseau;

    Cles(JdbcClient jdbc, TransactionTemplate transaction, JetonProprietes proprietes, Clock horloge) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.coffre = new Coffre(proprietes.secret());
        this.proprietes = proprietes;
        this.horloge = horloge;
    }

    /** The key that signs now. */
    ECKey signature() {
        return trousseau().signature();
    }

    /** Every key a service may meet on a living token, and the next one; never a private part. */
    JWKSet publiques() {
        return trousseau().publiques();
    }

    /** All keys, newest first. */
    @Transactional(readOnly = true)
    public List<Etat> lister() {
        var signe = signante(rangees(), horloge.instant()).map(Rangee::kid).orElse("");
        return rangees().stream()
                .map(r -> new Etat(
                        r.kid(),
                        r.creeeLe(),
                        r.activeLe(),
                        r.retireeLe(),
                        r.kid().equals(signe)))
                .toList();
    }

    /**
     * Publishes a new key, which will sign once every service has had the time to learn it.
     *
     * @param immediate true when the current key may be known to others: the new one signs at once and the former stops
     *     being published
     */
    @Transactional
    public void tourner(boolean immediate) {
        verrouiller();
        var maintenant = horloge.instant();
        var activation = immediate ? maintenant : maintenant.plus(proprietes.publicationAnticipee());
        var retrait =
                immediate ? maintenant : activation.plus(proprietes.duree()).plus(MARGE);
        jdbc.sql("update cle_de_signature set retiree_le = :retrait where retiree_le is null or retiree_le > :retrait")
                .param("retrait", retrait.atOffset(ZoneOffset.UTC))
                .update();
        creer(maintenant, activation);
        trousseau = null;
        LOG.info("New signing key, used from {}", activation);
    }

    /** Makes the first key, replaces an old one, forgets those nobody needs. Safe on several instances at once. */
    @Transactional
    public void entretenir() {
        verrouiller();
        var maintenant = horloge.instant();
        jdbc.sql("delete from cle_de_signature where retiree_le < :limite")
                .param("limite", maintenant.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .update();
        var rangees = rangees();
        var signante = signante(rangees, maintenant);
        if (signante.isEmpty()) {
            creer(maintenant, maintenant);
            LOG.info("First usable signing key");
        } else if (signante.get().activeLe().plus(proprietes.rotation()).isBefore(maintenant)
                && rangees.stream().noneMatch(r -> r.activeLe().isAfter(maintenant))) {
            tourner(false);
        }
    }

    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void entretienPeriodique() {
        transaction.executeWithoutResult(statut -> entretenir());
    }

    private Trousseau trousseau() {
        var connu = trousseau;
        var maintenant = horloge.instant();
        if (connu != null && connu.luLe().plus(MEMOIRE).isAfter(maintenant)) {
            return connu;
        }
        var lu = lire(maintenant);
        if (lu == null) {
            transaction.executeWithoutResult(statut -> entretenir());
            // Later than the key just made.
            lu = lire(horloge.instant());
        }
        if (lu == null) {
            throw new IllegalStateException("no usable signing key");
        }
        trousseau = lu;
        return lu;
    }

    private @Nullable Trousseau lire(Instant maintenant) {
        var rangees = rangees();
        var signante = signante(rangees, maintenant);
        if (signante.isEmpty()) {
            return null;
        }
        var publiques = new ArrayList<JWK>();
        for (var rangee : rangees) {
            if (rangee.retireeLe() == null || rangee.retireeLe().isAfter(maintenant)) {
                publiques.add(cle(rangee.publique()));
            }
        }
        return new Trousseau(
                dechiffrer(signante.get()).orElseThrow(), new JWKSet(publiques).toPublicJWKSet(), maintenant);
    }

    /** The newest key in use that we can still decrypt (the secret may have changed). */
    private Optional<Rangee> signante(List<Rangee> rangees, Instant maintenant) {
        return rangees.stream()
                .filter(r -> !r.activeLe().isAfter(maintenant))
                .filter(r -> r.retireeLe() == null || r.retireeLe().isAfter(maintenant))
                .filter(r -> dechiffrer(r).isPresent())
                .max(Comparator.comparing(Rangee::activeLe));
    }

    private Optional<ECKey> dechiffrer(Rangee rangee) {
        try {
            return Optional.of(cle(coffre.ouvrir(rangee.kid(), rangee.privee())));
        } catch (GeneralSecurityException e) {
            LOG.warn("Signing key {} cannot be decrypted with the present secret", rangee.kid());
            return Optional.empty();
        }
    }

    private void creer(Instant maintenant, Instant activation) {
        try {
            var cle = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
            jdbc.sql("""
                insert into cle_de_signature (kid, publique, privee_chiffree, creee_le, active_le)
                values (:kid, cast(:publique as jsonb), :privee, :creee, :active)\
                """)
                    .param("kid", cle.getKeyID())
                    .param("publique", cle.toPublicJWK().toJSONString())
                    .param("privee", coffre.fermer(cle.getKeyID(), cle.toJSONString()))
                    .param("creee", maintenant.atOffset(ZoneOffset.UTC))
                    .param("active", activation.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Rangee> rangees() {
        return jdbc.sql("""
            select kid, publique::text, privee_chiffree, creee_le, active_le, retiree_le
            from cle_de_signature order by active_le desc\
            """)
                .query((rs, _) -> new Rangee(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getBytes(3),
                        rs.getTimestamp(4).toInstant(),
                        rs.getTimestamp(5).toInstant(),
                        instant(rs.getTimestamp(6))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp brut) {
        return brut == null ? null : brut.toInstant();
    }

    private static ECKey cle(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("stored key cannot be read", e);
        }
    }

    private void verrouiller() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('habilitation.cles'))")
                .query((rs, _) -> 1)
                .list();
    }
}
