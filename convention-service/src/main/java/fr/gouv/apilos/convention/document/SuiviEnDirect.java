package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.document.Documents.Tache;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages how their document goes. Reads the database, not the queue: the page may be open on another instance
 * than the one that received the step. One statement for all the pages of an instance, and none when no page waits.
 */
@Component
class SuiviEnDirect {

    /** A page is told to come back by itself after this time: productions are bounded by less. */
    private static final Duration DUREE = Duration.ofMinutes(10);

    private static final int ECOUTES_MAX = 500;

    private final Documents documents;
    private final Map<SseEmitter, Ecoute> ecoutes = new ConcurrentHashMap<>();

    SuiviEnDirect(Documents documents) {
        this.documents = documents;
    }

    /** What one page waits for, and what it was told last. */
    private record Ecoute(UUID convention, String dit, int tours) {}

    SseEmitter suivre(UUID convention) {
        var fil = new SseEmitter(DUREE.toMillis());
        if (ecoutes.size() >= ECOUTES_MAX) {
            // The page falls back on reloading itself.
            fil.complete();
            return fil;
        }
        fil.onCompletion(() -> ecoutes.remove(fil));
        fil.onTimeout(fil::complete);
        fil.onError(erreur -> ecoutes.remove(fil));
        ecoutes.put(fil, new Ecoute(convention, "", 0));
        return fil;
    }

    @Scheduled(fixedDelay = 700)
    void dire() {
        if (ecoutes.isEmpty()) {
            return;
        }
        var taches = documents.dernieres(
                ecoutes.values().stream().map(Ecoute::convention).distinct().toList());
        ecoutes.forEach((fil, ecoute) -> direA(fil, ecoute, taches.get(ecoute.convention())));
    }

    private void direA(SseEmitter fil, Ecoute ecoute, Tache tache) {
        try {
            if (tache == null || tache.etat().fini()) {
                fil.send(SseEmitter.event()
                        .name("fin")
                        .data(tache == null ? "" : tache.etat().libelle(), MediaType.TEXT_PLAIN));
                fil.complete();
                return;
            }
            var progression = DocumentController.progression(tache);
            var texte = progression.valeur() + "|" + progression.max() + "|" + progression.libelle();
            if (!texte.equals(ecoute.dit())) {
                fil.send(SseEmitter.event().name("progression").data(texte, MediaType.TEXT_PLAIN));
            } else if (ecoute.tours() % 10 == 9) {
                // Keeps the connection alive through the gateway's read time limit.
                fil.send(SseEmitter.event().comment("attente"));
            }
            ecoutes.computeIfPresent(fil, (cle, avant) -> new Ecoute(avant.convention(), texte, avant.tours() + 1));
        } catch (IOException | IllegalStateException _) {
            // The reader left; there is nobody to tell.
            ecoutes.remove(fil);
        }
    }
}
