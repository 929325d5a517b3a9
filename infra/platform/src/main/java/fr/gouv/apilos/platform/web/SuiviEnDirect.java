package fr.gouv.apilos.platform.web;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages how a long task goes, by reading what is stored: the page may be open on another instance than the one
 * that works. One reading for all the pages of an instance, and none when no page waits.
 *
 * @param <K> what names a task
 */
public abstract class SuiviEnDirect<K> {

    private static final int PAGES_MAX = 500;
    /** Turns without news after which the connection is kept alive through the gateway's read time limit. */
    private static final int SILENCE = 10;

    private final Duration duree;
    private final Map<SseEmitter, Attente<K>> attentes = new ConcurrentHashMap<>();

    /** @param duree after which a page comes back by itself */
    protected SuiviEnDirect(Duration duree) {
        this.duree = duree;
    }

    /**
     * Where a task is.
     *
     * @param progression null when the page has more to show than a bar: it reloads itself
     */
    public record Point(@Nullable Progression progression) {

        /** The page reloads itself. */
        public static final Point FINI = new Point(null);
    }

    /** What one page waits for, and what it was told last. */
    private record Attente<K>(K tache, String dit, int tours) {}

    /** Where these tasks are; a task that is not answered is over. */
    protected abstract Map<K, Point> lire(Set<K> taches);

    /** Follows a task; when too many pages wait already, the page falls back on reloading itself. */
    public final SseEmitter suivre(K tache) {
        var fil = new SseEmitter(duree.toMillis());
        if (attentes.size() >= PAGES_MAX) {
            fil.complete();
            return fil;
        }
        fil.onCompletion(() -> attentes.remove(fil));
        fil.onTimeout(fil::complete);
        fil.onError(_ -> attentes.remove(fil));
        attentes.put(fil, new Attente<>(tache, "", 0));
        return fil;
    }

    /** Tells each page what is new. */
    @Scheduled(fixedDelay = 700)
    public final void dire() {
        var taches = new HashSet<K>();
        attentes.values().forEach(attente -> taches.add(attente.tache()));
        if (taches.isEmpty()) {
            return;
        }
        var points = lire(taches);
        attentes.forEach((fil, attente) -> {
            // A page that came after the reading is told at the next turn.
            if (taches.contains(attente.tache())) {
                dire(fil, attente, points.getOrDefault(attente.tache(), Point.FINI));
            }
        });
    }

    private void dire(SseEmitter fil, Attente<K> attente, Point point) {
        try {
            var progression = point.progression();
            if (progression == null) {
                fil.send(SseEmitter.event().name("fin").data("", MediaType.TEXT_PLAIN));
                fil.complete();
                return;
            }
            var texte = progression.valeur() + "|" + progression.max() + "|" + progression.libelle();
            if (!texte.equals(attente.dit())) {
                fil.send(SseEmitter.event().name("progression").data(texte, MediaType.TEXT_PLAIN));
            } else if (attente.tours() % SILENCE == SILENCE - 1) {
                fil.send(SseEmitter.event().comment("attente"));
            }
            attentes.computeIfPresent(fil, (_, avant) -> new Attente<>(avant.tache(), texte, avant.tours() + 1));
        } catch (IOException | IllegalStateException _) {
            // The reader left; there is nobody to tell.
            attentes.remove(fil);
        }
    }
}
