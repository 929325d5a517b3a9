package fr.gouv.apilos.convention.reference;

import fr.gouv.apilos.platform.command.Commande;
import fr.gouv.apilos.platform.error.ErreurMetier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import picocli.CommandLine.Command;

/** Rebuilds the copies of bailleurs and administrations on demand, and at a start that finds copies missing. */
@Component
@Command(name = "reconstruire-references", description = "Reads every bailleur and administration again.")
class Reconstruction implements Commande {

    private static final Logger LOG = LoggerFactory.getLogger(Reconstruction.class);

    private final Referentiel referentiel;

    Reconstruction(Referentiel referentiel) {
        this.referentiel = referentiel;
    }

    Referentiel.Bilan reconstruire() {
        return referentiel.reconstruire();
    }

    @Override
    public Integer call() {
        LOG.info("References rebuilt: {}", reconstruire());
        return 0;
    }

    /** The same for operators, through the gateway. */
    @RestController
    static class ReconstructionController {
        private final Reconstruction reconstruction;

        ReconstructionController(Reconstruction reconstruction) {
            this.reconstruction = reconstruction;
        }

        @PostMapping("/admin/references/reconstruction")
        Referentiel.Bilan reconstruire() {
            return reconstruction.reconstruire();
        }
    }

    /** A service that starts beside the others may be first: it does not wait, events bring the rest. */
    @Component
    @Profile("!commande")
    static class AuDemarrage {
        private final References references;
        private final Referentiel referentiel;
        private final AsyncTaskExecutor executeur;

        AuDemarrage(
                References references,
                Referentiel referentiel,
                @Qualifier("applicationTaskExecutor") AsyncTaskExecutor executeur) {
            this.references = references;
            this.referentiel = referentiel;
            this.executeur = executeur;
        }

        @EventListener(ApplicationReadyEvent.class)
        void auDemarrage() {
            executeur.execute(this::siIncompletes);
        }

        private void siIncompletes() {
            if (!references.incompletes()) {
                return;
            }
            try {
                LOG.info("References were incomplete: {}", referentiel.reconstruire());
            } catch (ErreurMetier e) {
                LOG.info("References stay incomplete until referentiel-service tells them: {}", e.getMessage());
            }
        }
    }
}
