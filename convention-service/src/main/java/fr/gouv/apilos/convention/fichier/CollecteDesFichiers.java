package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.platform.command.Commande;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The collection as a command: {@code collecter-fichiers [--jours N] [--effacer]}. */
@Component
@Command(
        name = "collecter-fichiers",
        description = "Counts the files nobody owns any more; with --effacer, takes them out of the store.")
class CollecteDesFichiers implements Commande {

    private static final String DELAI = "30";

    private final Collecte collecte;

    @Option(names = "--jours", description = "days since a file was removed or written", defaultValue = DELAI)
    private int jours = Integer.parseInt(DELAI);

    @Option(names = "--effacer", description = "does it; otherwise only counts")
    private boolean effacer;

    @Spec
    private CommandSpec commande;

    CollecteDesFichiers(Collecte collecte) {
        this.collecte = collecte;
    }

    @Override
    public Integer call() {
        var bilan = collecte.collecter(jours, effacer);
        if (commande != null) {
            commande.commandLine().getOut().println(bilan);
        }
        return 0;
    }

    /** The same for operators, through the gateway. */
    @RestController
    static class CollecteController {

        private final Collecte collecte;

        CollecteController(Collecte collecte) {
            this.collecte = collecte;
        }

        @PostMapping("/admin/fichiers/collecte")
        @Operation(summary = "Files nobody owns any more: counted, or taken out of the store.")
        Collecte.BilanDeCollecte collecterLesFichiers(
                @RequestParam(defaultValue = DELAI) int jours, @RequestParam(defaultValue = "false") boolean effacer) {
            return collecte.collecter(jours, effacer);
        }
    }
}
