package fr.gouv.apilos.platform.security;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks habilitation-service for a service token and keeps it until a minute before it expires. */
class JetonDeServiceDistant implements JetonDeService {

    private static final Duration MARGE = Duration.ofMinutes(1);

    private record Emis(String jeton, Instant expireLe) {
        boolean bonA(Instant instant) {
            return expireLe.minus(MARGE).isAfter(instant);
        }
    }

    private final RestClient client;
    private final Clock horloge;
    private final ReentrantLock verrou = new ReentrantLock();
    private volatile @Nullable Emis courant;

    JetonDeServiceDistant(RestClient client, Clock horloge) {
        this.client = client;
        this.horloge = horloge;
    }

    @Override
    public String valeur() {
        var connu = courant;
        if (connu != null && connu.bonA(horloge.instant())) {
            return connu.jeton();
        }
        verrou.lock();
        try {
            connu = courant;
            if (connu == null || !connu.bonA(horloge.instant())) {
                connu = demander();
                courant = connu;
            }
            return connu.jeton();
        } finally {
            verrou.unlock();
        }
    }

    private Emis demander() {
        try {
            var emis = client.post().uri("/interne/jetons/service").retrieve().body(Emis.class);
            if (emis != null) {
                return emis;
            }
        } catch (RestClientException e) {
            throw new ErreurMetier(
                    ErreurCommune.INDISPONIBLE,
                    "Le service des habilitations ne répond pas. Réessayez dans une minute.");
        }
        throw new ErreurMetier(ErreurCommune.INDISPONIBLE, "Le service des habilitations n’a pas répondu.");
    }
}
