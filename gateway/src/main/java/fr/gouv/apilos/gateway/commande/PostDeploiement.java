package fr.gouv.apilos.gateway.commande;

import fr.gouv.apilos.platform.command.Commande;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** {@code post-deploy}: migrations are Flyway's, run before this; the gateway has no data to populate. */
@Component
@Command(name = "post-deploy", description = "Migrations; safe to run again.")
class PostDeploiement implements Commande {

    @Override
    public Integer call() {
        return 0;
    }
}
