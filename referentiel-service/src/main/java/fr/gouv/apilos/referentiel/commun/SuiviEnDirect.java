package fr.gouv.apilos.referentiel.commun;

import fr.gouv.apilos.platform.web.Progression;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages how a long task goes, by reading what is stored: the page may be open on another instance than the one
 * that works. Nothing is read when no page waits.
 */
@Component
public class SuiviEnDirect {

    private static final Duration DUREE = Duration.ofMinutes(30);
    private static final int ECOUTES_MAX = 200;
    /** Ticks without news after which the connection is kept alive. */
    private static final int SILENCE = 10;

    private final Map<SseEmitter, Ecoute> ecoutes = new ConcurrentHashMap<>();

    /**
     * Where a task is.
     *
     * @param fini the page reloads itself and shows the rest
     */
    public record Point(boolean fini, Progression progression) {}

    private record Ecoute(Supplier<Point> lecture, String dit, int tours) {}

    /** Follows a task; when too many pages wait, the page falls back on reloading itself. */
    public SseEmitter suivre(Supplier<Point> lecture) {
        var fil = new SseEmitter(DUREE.toMillis());
        if (ecoutes.size() >= ECOUTES_MAX) {
            fil.complete();
            return fil;
        }
        fil.onCompletion(() -> ecoutes.remove(fil));
        fil.onTimeout(fil::complete);
        fil.onError(erreur -> ecoutes.remove(fil));
        ecoutes.put(fil, new Ecoute(lecture, "", 0));
        return fil;
    }

    @Scheduled(fixedDelay = 700)
    void dire() {
        ecoutes.forEach(this::dire);
    }

    private void dire(SseEmitter fil, Ecoute ecoute) {
        try {
            var point = ecoute.lecture().get();
            if (point.fini()) {
                fil.send(SseEmitter.event().name("fin").data("", MediaType.TEXT_PLAIN));
                fil.complete();
                return;
            }
            var p = point.progression();
            var texte = p.valeur() + "|" + p.max() + "|" + p.libelle();
            if (!texte.equals(ecoute.dit())) {
                fil.send(SseEmitter.event().name("progression").data(texte, MediaType.TEXT_PLAIN));
            } else if (ecoute.tours() % SILENCE == SILENCE - 1) {
                fil.send(SseEmitter.event().comment("attente"));
            }
            ecoutes.computeIfPresent(fil, (cle, avant) -> new Ecoute(avant.lecture(), texte, avant.tours() + 1));
        } catch (IOException | IllegalStateException _) {
            // The reader left; there is nobody to tell.
            ecoutes.remove(fil);
        }
    }
}
