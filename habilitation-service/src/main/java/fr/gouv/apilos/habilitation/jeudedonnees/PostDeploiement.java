package fr.gouv.apilos.habilitation.jeudedonnees;

import fr.gouv.apilos.habilitation.jeton.Cles;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.platform.command.Commande;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** What each deployment runs: groups and permissions, a signing key. Migrations are Flyway's, before. Source: 04 R12. */
@Component
@Command(name = "post-deploy", description = "Groups, permissions and signing key; safe to run again.")
class PostDeploiement implements Commande {

    private final GroupesEtPermissions groupes;
    private final Cles cles;

    PostDeploiement(GroupesEtPermissions groupes, Cles cles) {
        this.groupes = groupes;
        this.cles = cles;
    }

    @Override
    public Integer call() {
        groupes.peupler();
        cles.entretenir();
        return 0;
    }

    /** On one machine the same runs inside the first start, before the service says it is ready (ADR 0005). */
    @Component
    @Profile("!commande")
    static class AuDemarrage implements ApplicationRunner {
        private final PostDeploiement postDeploiement;
        private final Chargement chargement;
        private final boolean actif;
        private final String jeuDeDonnees;

        AuDemarrage(
                PostDeploiement postDeploiement,
                Chargement chargement,
                @Value("${apilos.post-deploiement}") boolean actif,
                @Value("${apilos.jeu-de-donnees}") String jeuDeDonnees) {
            this.postDeploiement = postDeploiement;
            this.chargement = chargement;
            this.actif = actif;
            this.jeuDeDonnees = jeuDeDonnees;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            if (!actif) {
                return;
            }
            postDeploiement.call();
            if (!jeuDeDonnees.isBlank()) {
                chargement.charger(Path.of(jeuDeDonnees));
            }
        }
    }
}
