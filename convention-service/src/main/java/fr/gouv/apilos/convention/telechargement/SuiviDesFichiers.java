package fr.gouv.apilos.convention.telechargement;

import fr.gouv.apilos.convention.telechargement.FichiersPrepares.Fichier;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells open pages how their file goes, from what is stored: one statement for all of them, none when no page waits. */
@Component
class SuiviDesFichiers {

    private static final Duration DUREE = Duration.ofMinutes(10);
    private static final int ECOUTES_MAX = 500;
    /** Turns without news after which the connection is kept alive. */
    private static final int SILENCE = 10;

    private final FichiersPrepares fichiers;
    private final Map<SseEmitter, Ecoute> ecoutes = new ConcurrentHashMap<>();

    SuiviDesFichiers(FichiersPrepares fichiers) {
        this.fichiers = fichiers;
    }

    private record Ecoute(UUID fichier, String dit, int tours) {}

    SseEmitter suivre(UUID fichier) {
        var fil = new SseEmitter(DUREE.toMillis());
        if (ecoutes.size() >= ECOUTES_MAX) {
            // The page falls back on its link.
            fil.complete();
            return fil;
        }
        fil.onCompletion(() -> ecoutes.remove(fil));
        fil.onTimeout(fil::complete);
        fil.onError(erreur -> ecoutes.remove(fil));
        ecoutes.put(fil, new Ecoute(fichier, "", 0));
        return fil;
    }

    @Scheduled(fixedDelay = 700)
    void dire() {
        if (ecoutes.isEmpty()) {
            return;
        }
        var etats = fichiers.ceux(
                ecoutes.values().stream().map(Ecoute::fichier).distinct().toList());
        ecoutes.forEach((fil, ecoute) -> direA(fil, ecoute, etats.get(ecoute.fichier())));
    }

    private void direA(SseEmitter fil, Ecoute ecoute, Fichier fichier) {
        try {
            if (fichier == null || fichier.etat().fini()) {
                fil.send(SseEmitter.event().name("fin").data("", MediaType.TEXT_PLAIN));
                fil.complete();
                return;
            }
            var progression = TelechargementController.progression(fichier);
            var texte = progression.valeur() + "|" + progression.max() + "|" + progression.libelle();
            if (!texte.equals(ecoute.dit())) {
                fil.send(SseEmitter.event().name("progression").data(texte, MediaType.TEXT_PLAIN));
            } else if (ecoute.tours() % SILENCE == SILENCE - 1) {
                fil.send(SseEmitter.event().comment("attente"));
            }
            ecoutes.computeIfPresent(fil, (_, avant) -> new Ecoute(avant.fichier(), texte, avant.tours() + 1));
        } catch (IOException | IllegalStateException _) {
            // The reader left; there is nobody to tell.
            ecoutes.remove(fil);
        }
    }
}
