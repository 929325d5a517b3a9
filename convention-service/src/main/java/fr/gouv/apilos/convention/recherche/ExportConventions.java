package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.platform.command.CommandeDExploitation;
import fr.gouv.apilos.platform.command.LigneDeCommande;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export_conventions [--limit N]}: the file InfoSIAP takes, one convention or avenant a line (07 §13.8, 05 I1). */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
@Command(
        name = "export_conventions",
        description = "Écrit toutes les conventions et leurs avenants pour InfoSIAP, un objet JSON par ligne.")
class ExportConventions extends CommandeDExploitation {

    private final ExportInfoSiap export;
    private final ObjectStore magasin;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = Option.NULL_VALUE,
            description = "les N premières seulement")
    private @Nullable Long limite;

    @Option(
            names = "--output",
            paramLabel = "FICHIER",
            defaultValue = "conventions.json",
            description = "où l’écrire (${DEFAULT-VALUE})")
    private Path fichier = Path.of("conventions.json");

    @Option(
            names = "--s3",
            defaultValue = "false",
            description = "dépose le fichier dans l’espace de stockage, sous exports/, plutôt que sur le disque")
    private boolean magasinVoulu;

    ExportConventions(ExportInfoSiap export, ObjectStore magasin) {
        this.export = export;
        this.magasin = magasin;
    }

    @Override
    public Integer call() throws IOException {
        if (limite != null && limite < 1) {
            avertir("--limit : donnez un nombre d’au moins 1.");
            return LigneDeCommande.REFUS;
        }
        // A file is whole or is not there: it takes its name once written.
        var brouillon = Files.createTempFile("apilos-infosiap-", ".json");
        try {
            long nombre;
            try (var sortie = new BufferedOutputStream(Files.newOutputStream(brouillon), 1 << 16)) {
                nombre = export.ecrire(
                        limite, sortie, (ecrites, debut) -> dire("count: " + ecrites + ", offset: " + debut));
            }
            dire(nombre + " convention(s) exportée(s) dans '" + deposer(brouillon) + "'.");
        } finally {
            Files.deleteIfExists(brouillon);
        }
        return 0;
    }

    private String deposer(Path brouillon) throws IOException {
        if (magasinVoulu) {
            try (var contenu = Files.newInputStream(brouillon)) {
                return magasin.ecrire("exports/" + fichier.getFileName(), contenu)
                        .cle();
            }
        }
        try (var sortie = Files.newOutputStream(fichier)) {
            Files.copy(brouillon, sortie);
        }
        return fichier.toString();
    }
}
