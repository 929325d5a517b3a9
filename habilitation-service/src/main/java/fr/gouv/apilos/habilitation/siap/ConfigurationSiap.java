package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * SIAP's addresses: read at the first use, read again beside the requests every 60 minutes, the last good ones kept while
 * SIAP is away (04 R76, 05 D18).
 */
@Component
class ConfigurationSiap {

    /** Age from which they are asked again. */
    static final Duration FRAICHEUR = Duration.ofMinutes(60);

    /** Time left to SIAP after a failure. */
    static final Duration REPOS = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationSiap.class);

    /**
     * The addresses in force.
     *
     * @param racine scheme and host, without a slash at its end
     * @param accueil path of its dashboard
     * @param operation path of an opération, with {@code <NUM_OPE_SIAP>}
     */
    record Adresses(String racine, String accueil, String operation) {}

    private record Lues(Adresses adresses, Instant luesLe) {}

    private final Supplier<@Nullable JsonNode> source;
    private final Clock horloge;
    private final Executor aCote;
    private final ReentrantLock verrou = new ReentrantLock();
    private volatile @Nullable Lues courantes;
    private volatile Instant prochaine = Instant.MIN;
    private volatile @Nullable ErreurMetier echec;

    @Autowired
    ConfigurationSiap(ClientSiap siap, Clock horloge) {
        this(siap::configuration, horloge, Executors.newVirtualThreadPerTaskExecutor());
    }

    /** @param aCote where the addresses are read again */
    ConfigurationSiap(Supplier<@Nullable JsonNode> source, Clock horloge, Executor aCote) {
        this.source = source;
        this.horloge = horloge;
        this.aCote = aCote;
    }

    /**
     * The addresses.
     *
     * @throws ErreurMetier of SIAP when none were ever read: it does not answer, or says less than the three of them
     */
    Adresses adresses() {
        var connues = courantes;
        if (connues == null) {
            return premieres();
        }
        if (!connues.luesLe().plus(FRAICHEUR).isAfter(horloge.instant())) {
            aCote.execute(this::rafraichir);
        }
        return connues.adresses();
    }

    private Adresses premieres() {
        verrou.lock();
        try {
            var connues = courantes;
            if (connues != null) {
                return connues.adresses();
            }
            var refus = echec;
            if (refus != null && horloge.instant().isBefore(prochaine)) {
                throw refus;
            }
            return lire();
        } finally {
            verrou.unlock();
        }
    }

    private void rafraichir() {
        // One reader is enough; the others go on with what is known.
        if (!verrou.tryLock()) {
            return;
        }
        try {
            var connues = courantes;
            var maintenant = horloge.instant();
            if (connues != null
                    && !connues.luesLe().plus(FRAICHEUR).isAfter(maintenant)
                    && !maintenant.isBefore(prochaine)) {
                lire();
            }
        } catch (ErreurMetier e) {
            LOG.warn("SIAP's addresses are those of {}: {}", courantes, e.detail());
        } finally {
            verrou.unlock();
        }
    }

    private Adresses lire() {
        try {
            var lues = verifier(source.get());
            courantes = new Lues(lues, horloge.instant());
            echec = null;
            return lues;
        } catch (ErreurMetier e) {
            prochaine = horloge.instant().plus(REPOS);
            echec = e;
            throw e;
        }
    }

    /** By name, whatever the order (D18). */
    private static Adresses verifier(@Nullable JsonNode config) {
        for (var nom : List.of("racineUrlAccesWeb", "urlAccesWeb", "urlAccesWebOperation")) {
            if (texte(config, nom).isEmpty()) {
                throw new ErreurMetier(
                        ErreurSiap.SIAP_CONFIGURATION,
                        "SIAP ne donne pas ses adresses (« " + nom + " » manque). Réessayez dans une minute.");
            }
        }
        var racine = texte(config, "racineUrlAccesWeb").replaceAll("/+$", "");
        if (!estUneAdresse(racine)) {
            throw new ErreurMetier(
                    ErreurSiap.SIAP_CONFIGURATION, "SIAP donne une adresse qui n’en est pas une : « " + racine + " ».");
        }
        return new Adresses(racine, texte(config, "urlAccesWeb"), texte(config, "urlAccesWebOperation"));
    }

    private static boolean estUneAdresse(String racine) {
        try {
            var uri = URI.create(racine);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String texte(@Nullable JsonNode config, String nom) {
        var valeur = config == null ? null : config.path(nom);
        return valeur == null || !valeur.isString() ? "" : valeur.asString("").strip();
    }
}
