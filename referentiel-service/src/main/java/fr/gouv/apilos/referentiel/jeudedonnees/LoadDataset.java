package fr.gouv.apilos.referentiel.jeudedonnees;

import fr.gouv.apilos.platform.command.Commande;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load-dataset FILE}: the bailleurs and administrations of a data set; refused in production. */
@Component
@Command(
        name = "load-dataset",
        description = "Loads the bailleurs and administrations of a data set. Refused in production.")
class LoadDataset implements Commande {

    private final Chargement chargement;

    @Parameters(paramLabel = "FILE", description = "JSON file in the dump format")
    private Path fichier = Path.of("");

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec commande;

    LoadDataset(Chargement chargement) {
        this.chargement = chargement;
    }

    @Override
    public Integer call() {
        var bilan = chargement.charger(fichier);
        if (commande != null) {
            var sortie = commande.commandLine().getOut();
            bilan.charges().forEach((modele, nombre) -> sortie.println(modele + ": " + nombre + " loaded"));
            bilan.ailleurs()
                    .forEach((modele, nombre) -> sortie.println(modele + ": " + nombre + " left to other services"));
            bilan.doutes().forEach(doute -> sortie.println("to check: " + doute));
        }
        return 0;
    }

    /** On one machine the data set is taken inside the first start, before the service says it is ready (ADR 0005). */
    @Component
    @Profile("!commande")
    static class AuDemarrage implements ApplicationRunner {
        private final Chargement chargement;
        private final boolean actif;
        private final String jeuDeDonnees;

        AuDemarrage(
                Chargement chargement,
                @Value("${apilos.post-deploiement}") boolean actif,
                @Value("${apilos.jeu-de-donnees}") String jeuDeDonnees) {
            this.chargement = chargement;
            this.actif = actif;
            this.jeuDeDonnees = jeuDeDonnees;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            if (actif && !jeuDeDonnees.isBlank()) {
                chargement.chargerUneFois(Path.of(jeuDeDonnees));
            }
        }
    }
}
