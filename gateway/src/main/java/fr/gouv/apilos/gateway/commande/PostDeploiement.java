package fr.gouv.apilos.gateway.commande;

import fr.gouv.apilos.gateway.session.PurgeDesSessions;
import fr.gouv.apilos.platform.command.Commande;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** {@code post-deploy}: migrations are Flyway's, run before this; sessions that have ended are swept (04 R12). */
@Component
@Command(name = "post-deploy", description = "Migrations, then expired sessions; safe to run again.")
class PostDeploiement implements Commande {

    private final PurgeDesSessions purge;

    PostDeploiement(PurgeDesSessions purge) {
        this.purge = purge;
    }

    @Override
    public Integer call() {
        purge.purger();
        return 0;
    }
}
