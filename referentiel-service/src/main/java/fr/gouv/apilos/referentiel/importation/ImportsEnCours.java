package fr.gouv.apilos.referentiel.importation;

import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Goes on with what is under way, also what a stopped process left. */
@Component
@Profile("!commande")
class ImportsEnCours {

    private final Importations importations;

    ImportsEnCours(Importations importations) {
        this.importations = importations;
    }

    @Scheduled(fixedDelayString = "${apilos.imports.rythme:1s}")
    @SchedulerLock(name = "imports-en-cours", lockAtMostFor = "PT5M")
    void avancer() {
        importations.avancerJusquAuBout();
    }
}
