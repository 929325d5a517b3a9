package fr.gouv.apilos.habilitation.jeton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import fr.gouv.apilos.habilitation.EssaiDeService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keys over the days, on several instances that share one database. */
@EssaiDeService
class ClesPersistanceIT {

    private static final Duration DUREE = Duration.ofMinutes(10);
    private static final Duration ANNONCE = Duration.ofMinutes(10);
    private static final Duration ROTATION = Duration.ofDays(30);
    private static final String SECRET = "secret partagé par les instances";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final Heure heure = new Heure();

    /** A clock that is moved by hand. */
    private static final class Heure extends Clock {
        private Instant maintenant = Instant.parse("2031-03-02T08:00:00Z");

        void avancer(Duration duree) {
            maintenant = maintenant.plus(duree);
        }

        @Override
        public Instant instant() {
            return maintenant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Europe/Paris");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    @AfterEach
    void sansCle() {
        jdbc.sql("delete from cle_de_signature").update();
    }

    @Test
    void several_instances_started_at_once_make_one_key_and_share_it() throws Exception {
        try (var fils = Executors.newFixedThreadPool(4)) {
            var kids = fils
                    .invokeAll(IntStream.range(0, 4)
                            .<Callable<String>>mapToObj(
                                    _ -> () -> instance().signature().getKeyID())
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(kids).hasSize(1);
        }
        assertThat(jdbc.sql("select count(*) from cle_de_signature")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_token_of_one_instance_is_read_with_the_keys_another_publishes() throws Exception {
        var jeton = SignedJWT.parse(new Emetteur(instance(), proprietes(SECRET), heure)
                .pourService("essai")
                .jeton());
        var publiees = instance().publiques();
        var cle = publiees.getKeyByKeyId(jeton.getHeader().getKeyID());
        assertThat(jeton.verify(new ECDSAVerifier(cle.toECKey()))).isTrue();
        assertThat(publiees.getKeys()).allMatch(k -> !k.isPrivate());
    }

    @Test
    void the_next_key_is_published_before_it_signs_and_the_former_until_its_last_token_is_dead() {
        var cles = instance();
        var premiere = cles.signature().getKeyID();
        transaction.executeWithoutResult(_ -> cles.tourner(false));
        assertThat(cles.signature().getKeyID()).isEqualTo(premiere);
        assertThat(cles.publiques().getKeys()).hasSize(2);
        var suivante = cles.publiques().getKeys().stream()
                .map(com.nimbusds.jose.jwk.JWK::getKeyID)
                .filter(kid -> !kid.equals(premiere))
                .findFirst()
                .orElseThrow();

        heure.avancer(ANNONCE.minusSeconds(1));
        assertThat(cles.signature().getKeyID()).isEqualTo(premiere);
        heure.avancer(Duration.ofMinutes(1));
        assertThat(cles.signature().getKeyID()).isEqualTo(suivante);
        // The last token signed by the first key may live ten minutes more.
        assertThat(cles.publiques().getKeyByKeyId(premiere)).isNotNull();
        heure.avancer(DUREE.minusMinutes(1));
        assertThat(cles.publiques().getKeyByKeyId(premiere)).isNotNull();
        heure.avancer(Duration.ofMinutes(6));
        assertThat(cles.publiques().getKeyByKeyId(premiere)).isNull();
        assertThat(cles.publiques().getKeys()).hasSize(1);
    }

    @Test
    void a_key_that_may_be_known_to_others_is_replaced_at_once_on_every_instance() {
        var ici = instance();
        var ailleurs = instance();
        var compromise = ailleurs.signature().getKeyID();
        transaction.executeWithoutResult(_ -> ici.tourner(true));
        assertThat(ici.signature().getKeyID()).isNotEqualTo(compromise);
        heure.avancer(Duration.ofSeconds(31));
        assertThat(ailleurs.publiques().getKeyByKeyId(compromise)).isNull();
        assertThat(ailleurs.signature().getKeyID()).isEqualTo(ici.signature().getKeyID());
    }

    @Test
    void an_old_key_is_replaced_by_itself_once_and_forgotten_in_time() {
        var cles = instance();
        var premiere = cles.signature().getKeyID();
        heure.avancer(ROTATION.plusMinutes(1));
        transaction.executeWithoutResult(_ -> cles.entretenir());
        transaction.executeWithoutResult(_ -> cles.entretenir());
        assertThat(cles.lister()).hasSize(2);
        heure.avancer(Duration.ofDays(2));
        transaction.executeWithoutResult(_ -> cles.entretenir());
        assertThat(cles.lister())
                .hasSize(1)
                .noneMatch(e -> e.kid().equals(premiere))
                .allMatch(Cles.Etat::signe);
    }

    @Test
    void private_keys_are_unreadable_in_the_database_and_another_secret_starts_anew() {
        var cles = instance();
        var premiere = cles.signature();
        var stockee = jdbc.sql("select privee_chiffree from cle_de_signature where kid = :kid")
                .param("kid", premiere.getKeyID())
                .query(byte[].class)
                .single();
        assertThat(new String(stockee, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(premiere.getD().toString());
        assertThat(jdbc.sql("select publique::text from cle_de_signature")
                        .query(String.class)
                        .single())
                .doesNotContain("\"d\"");

        var change = new Cles(jdbc, transaction, proprietes("un tout autre secret, changé"), heure);
        assertThat(change.signature().getKeyID()).isNotEqualTo(premiere.getKeyID());
        // Tokens signed before the change are still read.
        assertThat(change.publiques().getKeyByKeyId(premiere.getKeyID())).isNotNull();
    }

    @Test
    void a_token_never_lives_more_than_ten_minutes_and_a_secret_is_never_short() {
        assertThatThrownBy(() -> new JetonProprietes(SECRET, Duration.ofMinutes(11), ANNONCE, ROTATION))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JetonProprietes("court", DUREE, ANNONCE, ROTATION))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Cles instance() {
        return new Cles(jdbc, transaction, proprietes(SECRET), heure);
    }

    private static JetonProprietes proprietes(String secret) {
        return new JetonProprietes(secret, DUREE, ANNONCE, ROTATION);
    }
}
