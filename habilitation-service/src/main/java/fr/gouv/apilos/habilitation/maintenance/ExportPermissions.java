package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.command.Commande;
import fr.gouv.apilos.platform.tableur.FormatDExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export-permissions FILE}: never over a file that is there. */
@Component
@Command(name = "export-permissions", description = "Writes who may do what, as CSV. The file must not exist.")
class ExportPermissions implements Commande {

    private final Permissions permissions;

    @Parameters(paramLabel = "FILE", description = "CSV file to write")
    private Path fichier = Path.of("permissions.csv");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec commande;

    ExportPermissions(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Integer call() throws IOException {
        try (var sortie = Files.newOutputStream(fichier, StandardOpenOption.CREATE_NEW)) {
            permissions.ecrire(FormatDExport.CSV, sortie);
        }
        var texte = commande.commandLine().getOut();
        texte.println("Written: " + fichier);
        texte.flush();
        return 0;
    }
}
