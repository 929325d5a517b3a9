package fr.gouv.apilos.convention.jeudedonnees;

import fr.gouv.apilos.platform.command.Commande;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** {@code post-deploy}: migrations are Flyway's, run before this; there is nothing to populate here yet. */
@Component
@Command(name = "post-deploy", description = "Migrations; safe to run again.")
class PostDeploiement implements Commande {

    @Override
    public Integer call() {
        return 0;
    }
}
