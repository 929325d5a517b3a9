package fr.gouv.apilos.gateway.commande;

import fr.gouv.apilos.gateway.session.PurgeDesSessions;
import fr.gouv.apilos.platform.command.Commande;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** {@code purge-sessions}: what the door does by itself each minute, for whoever wants it now. */
@Component
@Command(name = "purge-sessions", description = "Deletes expired sessions; safe to run again.")
class PurgerLesSessions implements Commande {

    private final PurgeDesSessions purge;

    PurgerLesSessions(PurgeDesSessions purge) {
        this.purge = purge;
    }

    @Override
    public Integer call() {
        purge.purger();
        return 0;
    }
}
