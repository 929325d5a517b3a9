package fr.gouv.apilos.referentiel.deplacement;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leads the operations: one step at a time, each one stored. Killed anywhere, it does the last step again, which changes
 * nothing the second time.
 */
@Service
class Saga {

    private static final Logger LOG = LoggerFactory.getLogger(Saga.class);

    private final Operations operations;
    private final Conventions conventions;
    private final Bailleurs bailleurs;
    private final ApplicationEventPublisher evenements;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock horloge;
    private final int paquet;

    Saga(
            Operations operations,
            Conventions conventions,
            Bailleurs bailleurs,
            ApplicationEventPublisher evenements,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock horloge,
            @Value("${apilos.deplacements.paquet:100}") int paquet) {
        this.operations = operations;
        this.conventions = conventions;
        this.bailleurs = bailleurs;
        this.evenements = evenements;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
        this.horloge = horloge;
        this.paquet = paquet;
    }

    /** Goes on with every operation that may; one that is held back waits without stopping the others. */
    void avancer() {
        for (var operation : operations.enMarche()) {
            try {
                boolean continuer = true;
                while (continuer) {
                    continuer = unPas(operation.id());
                }
            } catch (ErreurMetier e) {
                LOG.warn("Operation {} waits: {}", operation.id(), e.getMessage());
                operations.attendre(operation.id(), e.detail());
            }
        }
    }

    /**
     * One step.
     *
     * @return whether there is another one
     */
    boolean unPas(UUID id) {
        var operation = operations.une(id);
        return switch (operation.etat()) {
            case EN_COURS -> pas(operation);
            case ANNULATION -> pasEnArriere(operation);
            case ARRETE, FINI, ANNULE -> false;
        };
    }

    private boolean pas(Operation o) {
        switch (o.etape()) {
            case LISTE -> {
                operations.noter(o.id(), conventions.creer(o.id(), demande(o)), null);
                operations.passer(o.id(), Etape.PROGRAMMES);
            }
            case PROGRAMMES -> {
                var avancement = conventions.avancer(o.id(), paquet);
                operations.noter(o.id(), avancement, null);
                if (avancement.restants() == 0) {
                    operations.passer(o.id(), o.genre() == Genre.FUSION ? Etape.REFERENTIEL : Etape.FIN);
                }
            }
            case REFERENTIEL ->
                transaction.executeWithoutResult(statut -> {
                    absorber(o, Objects.requireNonNull(o.de()), o.vers());
                    operations.passer(o.id(), Etape.RESTES);
                });
            case RESTES -> {
                // From now on nothing new can be made for the absorbed one: SIAP's numbers lead to the other.
                var restes = conventions.creer(o.restes(), demande(o));
                if (restes.restants() > 0) {
                    restes = conventions.avancer(o.restes(), paquet);
                }
                operations.noter(o.id(), conventions.avancer(o.id(), 1), restes);
                if (restes.restants() == 0) {
                    operations.passer(o.id(), Etape.FIN);
                }
            }
            case FIN -> {
                operations.changer(o.id(), List.of(Etat.EN_COURS), Etat.FINI);
                LOG.info("Operation {} is done: {} moved, {} left", o.id(), o.faits(), o.refuses());
                return false;
            }
        }
        return true;
    }

    private boolean pasEnArriere(Operation o) {
        boolean absorbe = o.genre() == Genre.FUSION && (o.etape() == Etape.RESTES || o.etape() == Etape.FIN);
        if (absorbe) {
            transaction.executeWithoutResult(statut -> {
                rendre(o, Objects.requireNonNull(o.de()), o.vers());
                operations.passer(o.id(), Etape.REFERENTIEL);
            });
            return true;
        }
        if (o.etape() == Etape.LISTE) {
            operations.changer(o.id(), List.of(Etat.ANNULATION), Etat.ANNULE);
            return false;
        }
        Conventions.Avancement restes = null;
        if (o.genre() == Genre.FUSION) {
            restes = conventions.creer(o.restes(), demande(o));
            restes = restes.total() == 0 ? null : conventions.annuler(o.restes(), paquet);
        }
        var avancement = conventions.annuler(o.id(), paquet);
        operations.noter(o.id(), avancement, restes);
        if (avancement.faits() == 0 && (restes == null || restes.faits() == 0)) {
            operations.changer(o.id(), List.of(Etat.ANNULATION), Etat.ANNULE);
            LOG.info("Operation {} is undone: {} taken back", o.id(), avancement.annules());
            return false;
        }
        return true;
    }

    /** Children first, so that nobody is attached to a deleted one; then the bailleur itself, told in the same transaction. */
    private void absorber(Operation o, UUID absorbe, UUID absorbant) {
        bailleurs.verrouiller(absorbe);
        bailleurs.verrouiller(absorbant);
        var qui = bailleurs.un(absorbant);
        if (absorbe.equals(qui.parent())) {
            // A daughter absorbs its mother: she has no parent any more.
            bailleurs.ecrire(qui.avecParent(bailleurs.un(absorbe).parent()), "Fusion");
        }
        var enfants = bailleurs.enfants(absorbe).stream()
                .filter(e -> !e.uuid().equals(absorbant))
                .toList();
        for (Bailleur enfant : enfants) {
            bailleurs.ecrire(enfant.avecParent(absorbant), "Fusion");
            bailleurs.garderLeParent(enfant.uuid());
        }
        operations.retenirLesEnfants(
                o.id(), enfants.stream().map(Bailleur::uuid).toList());
        bailleurs.absorber(absorbe, absorbant, "Absorbé par " + qui.libelle());
        evenements.publishEvent(new BailleurFusionne(UUID.randomUUID(), horloge.instant(), absorbe, absorbant, false));
    }

    /** The absorbed one lives again, and so do its bonds with its children, unless somebody attached them elsewhere since. */
    private void rendre(Operation o, UUID absorbe, UUID absorbant) {
        bailleurs.detacherDeLAbsorbant(absorbe, "Fusion annulée");
        for (Bailleur enfant : bailleurs.plusieurs(operations.enfants(o.id()))) {
            if (absorbant.equals(enfant.parent())) {
                bailleurs.ecrire(enfant.avecParent(absorbe), "Fusion annulée");
            }
        }
        evenements.publishEvent(new BailleurFusionne(UUID.randomUUID(), horloge.instant(), absorbe, absorbant, true));
    }

    private Conventions.Demande demande(Operation o) {
        return new Conventions.Demande(
                o.genre().champ(), o.vers(), json.readValue(o.criteres(), Conventions.Criteres.class), o.auteur());
    }

    /** The clock of the saga: also what a stopped process left. */
    @Component
    @Profile("!commande")
    static class Horloge {
        private final Saga saga;

        Horloge(Saga saga) {
            this.saga = saga;
        }

        @Scheduled(fixedDelayString = "${apilos.deplacements.rythme:1s}")
        @SchedulerLock(name = "deplacements", lockAtMostFor = "PT2M")
        void avancer() {
            saga.avancer();
        }
    }
}
