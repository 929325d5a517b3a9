package fr.gouv.apilos.referentiel.jeudedonnees;

import fr.gouv.apilos.platform.command.Commande;
import fr.gouv.apilos.referentiel.territoire.Territoires;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** {@code post-deploy}: migrations are Flyway's, run before this; the territories are written again. */
@Component
@Command(name = "post-deploy", description = "Migrations and territories; safe to run again.")
class PostDeploiement implements Commande {

    private final Territoires territoires;

    PostDeploiement(Territoires territoires) {
        this.territoires = territoires;
    }

    @Override
    public Integer call() {
        territoires.peupler();
        return 0;
    }
}
