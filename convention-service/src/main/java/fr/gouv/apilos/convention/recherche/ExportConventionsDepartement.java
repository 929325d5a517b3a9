package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.command.Commande;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export-conventions-departement CODE}: every convention of a département, without limit (01 R229, 07 ). */
@Component
@Command(
        name = "export-conventions-departement",
        aliases = "export_conventions_departement",
        description = "Writes the conventions and avenants of a département as a workbook.")
class ExportConventionsDepartement implements Commande {

    private final ExportDeConventions export;
    private final ObjectStore magasin;

    @Parameters(paramLabel = "CODE", description = "INSEE code of the département")
    private String code = "";

    @Option(names = "--output", paramLabel = "FILE", description = "conventions_CODE.xlsx by default")
    private @Nullable Path fichier;

    @Option(names = "--statut", paramLabel = "STATUT", description = "one status alone, as « 5. Signée » or « Signée »")
    private @Nullable String statut;

    @Option(names = "--s3", description = "put the file in the object store, under exports/, instead of the disk")
    private boolean magasinVoulu;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec commande;

    ExportConventionsDepartement(ExportDeConventions export, ObjectStore magasin) {
        this.export = export;
        this.magasin = magasin;
    }

    @Override
    public Integer call() throws IOException {
        var nom = noms().getProperty(code);
        if (nom == null) {
            throw new ParameterException(
                    commande.commandLine(),
                    "Aucun département ne porte le code « " + code
                            + " ». Vérifiez le code INSEE (par exemple 13, 2A, 974).");
        }
        var choisi = statut == null ? null : lire(statut);
        var sortie = commande.commandLine().getOut();
        sortie.println("Export des conventions pour le département " + nom + " (" + code + ")...");
        sortie.flush();
        var cible = fichier == null ? Path.of("conventions_" + code + ".xlsx") : fichier;
        var brouillon = Files.createTempFile("apilos-export-", ".xlsx");
        try {
            long nombre;
            try (var flux = new BufferedOutputStream(Files.newOutputStream(brouillon))) {
                nombre = export.ecrireDepartement(code, choisi, flux);
            }
            sortie.println(nombre + " convention(s) trouvée(s).");
            if (nombre == 0) {
                sortie.println("Aucune convention trouvée pour ce département.");
            } else {
                sortie.println(nombre + " convention(s) exportée(s) dans '" + deposer(brouillon, cible) + "'.");
            }
        } finally {
            Files.deleteIfExists(brouillon);
            sortie.flush();
        }
        return 0;
    }

    /** Where the file is: a path, or a key of the object store. */
    private String deposer(Path brouillon, Path cible) throws IOException {
        if (!magasinVoulu) {
            // Written anew rather than moved: the draft has the rights of temporary files.
            try (var flux = Files.newOutputStream(cible)) {
                Files.copy(brouillon, flux);
            }
            return cible.toString();
        }
        try (var contenu = Files.newInputStream(brouillon)) {
            return magasin.ecrire("exports/" + cible.getFileName(), contenu).cle();
        }
    }

    /** Stored value, code, or the label alone: the documentation of the field shows the latter (07 R-47). */
    private Statut lire(String texte) {
        var voulu = texte.strip().toLowerCase(Locale.FRENCH);
        return Arrays.stream(Statut.values())
                .filter(s -> voulu.equals(s.valeurHistorique().toLowerCase(Locale.FRENCH))
                        || voulu.equals(s.valeurHistorique()
                                .replaceFirst("^\\d\\. ", "")
                                .toLowerCase(Locale.FRENCH))
                        || voulu.equals(s.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        commande.commandLine(),
                        "Statut inconnu : « " + texte + " ». Statuts connus : "
                                + Arrays.stream(Statut.values())
                                        .map(Statut::valeurHistorique)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static Properties noms() throws IOException {
        var noms = new Properties();
        try (var flux = Objects.requireNonNull(
                ExportConventionsDepartement.class.getResourceAsStream("/departements.properties"))) {
            noms.load(new InputStreamReader(flux, StandardCharsets.UTF_8));
        }
        return noms;
    }
}
