package fr.gouv.apilos.convention.reference;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.List;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks referentiel-service for the changes since the last one taken, then compares: copies that were away for a while, or that
 * lost messages, end identical to their source. Messages and this may say the same thing: the greatest version wins.
 */
@Service
class Rattrapage {

    private static final Logger LOG = LoggerFactory.getLogger(Rattrapage.class);
    private static final int TAILLE = 500;

    private final Referentiel referentiel;
    private final References references;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    Rattrapage(
            Referentiel referentiel, References references, JsonMapper json, PlatformTransactionManager transactions) {
        this.referentiel = referentiel;
        this.references = references;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What was done.
     *
     * @param lus changes read
     * @param changes copies that changed
     * @param reconstruit whether everything had to be read again
     * @param identiques whether the copies equal their source
     */
    record Bilan(int lus, int changes, boolean reconstruit, boolean identiques) {}

    /** @throws ErreurMetier 503 when referentiel-service is away; what was read is kept */
    Bilan rattraper() {
        var curseur = references.curseur();
        int lus = 0;
        int changes = 0;
        if (curseur.isPresent()) {
            long depuis = curseur.getAsLong();
            Referentiel.Changements page;
            do {
                page = referentiel.changements(depuis, TAILLE);
                changes += retenir(page.elements());
                lus += page.elements().size();
                depuis = page.elements().isEmpty()
                        ? page.derniere()
                        : page.elements().getLast().sequence();
            } while (depuis < page.derniere() && !page.elements().isEmpty());
            if (identiques()) {
                return new Bilan(lus, changes, false, true);
            }
            LOG.warn("Copies of the référentiel differ from their source after {} changes: all is read again", lus);
        }
        // The number before the reading: what happens meanwhile is asked for next time.
        long derniere = referentiel.changements(Long.MAX_VALUE - 1, 1).derniere();
        var bilan = referentiel.reconstruire();
        references.avancer(derniere);
        return new Bilan(lus + bilan.lus(), changes + bilan.changes(), true, identiques());
    }

    private boolean identiques() {
        return references.empreinteDesBailleurs().equals(referentiel.empreinte("bailleurs"))
                && references.empreinteDesAdministrations().equals(referentiel.empreinte("administrations"));
    }

    /** The copies and the cursor move together. */
    private int retenir(List<Referentiel.Redite> redites) {
        var change = transaction.execute(statut -> {
            int changes = 0;
            for (var redite : redites) {
                switch (redite.type()) {
                    case "bailleur.modifie.v1" ->
                        changes += references.retenirBailleurs(
                                List.of(json.treeToValue(redite.message().path("bailleur"), Bailleur.class)));
                    case "administration.modifiee.v1" ->
                        changes += references.retenirAdministrations(List.of(
                                json.treeToValue(redite.message().path("administration"), Administration.class)));
                    default -> {
                        // Facts nothing here is derived from.
                    }
                }
            }
            if (!redites.isEmpty()) {
                references.avancer(redites.getLast().sequence());
            }
            return changes;
        });
        return change == null ? 0 : change;
    }

    /** Once an hour and at the start; on demand for the support team. */
    @Component
    @Profile("!commande")
    static class Horaire {
        private final Rattrapage rattrapage;

        Horaire(Rattrapage rattrapage) {
            this.rattrapage = rattrapage;
        }

        @Scheduled(
                initialDelayString = "${apilos.references.premier-rattrapage:1m}",
                fixedDelayString = "${apilos.references.rattrapage:1h}")
        @SchedulerLock(name = "rattrapage-des-references", lockAtMostFor = "PT30M")
        void rattraper() {
            try {
                LOG.info("References caught up: {}", rattrapage.rattraper());
            } catch (ErreurMetier e) {
                LOG.info("References will be caught up later: {}", e.getMessage());
            }
        }
    }

    /** The same on demand. */
    @RestController
    static class RattrapageController {
        private final Rattrapage rattrapage;

        RattrapageController(Rattrapage rattrapage) {
            this.rattrapage = rattrapage;
        }

        @PostMapping("/admin/references/rattrapage")
        Bilan rattraper() {
            return rattrapage.rattraper();
        }
    }
}
