package fr.gouv.apilos.habilitation.jeudedonnees;

import fr.gouv.apilos.platform.command.Commande;
import java.nio.file.Path;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load-dataset FILE}: the users and roles of a data set; refused in production. */
@Component
@Command(name = "load-dataset", description = "Loads the users and roles of a data set. Refused in production.")
class LoadDataset implements Commande {

    private final Chargement chargement;

    @Parameters(paramLabel = "FILE", description = "JSON file in the dump format")
    private Path fichier;

    @Spec
    private CommandSpec commande;

    LoadDataset(Chargement chargement) {
        this.chargement = chargement;
    }

    @Override
    public Integer call() {
        var bilan = chargement.charger(fichier);
        var sortie = commande.commandLine().getOut();
        bilan.charges().forEach((modele, nombre) -> sortie.println(modele + ": " + nombre + " loaded"));
        bilan.ailleurs()
                .forEach((modele, nombre) -> sortie.println(modele + ": " + nombre + " left to other services"));
        return 0;
    }
}
