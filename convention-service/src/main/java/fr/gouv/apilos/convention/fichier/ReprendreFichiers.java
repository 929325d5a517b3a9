package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.convention.fichier.CopieDesFichiers.BilanDeCopie;
import fr.gouv.apilos.convention.fichier.CopieDesFichiers.Choix;
import fr.gouv.apilos.platform.command.Commande;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.reprise.BarreDAvancement;
import fr.gouv.apilos.platform.storage.MagasinEtranger;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.platform.storage.ReglagesS3;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reprendre-fichiers [FOLDER]}: copies the objects of an installation whose data were taken over. */
@Component
@Command(
        name = "reprendre-fichiers",
        description = "Copies the files of an installation whose data were taken over, from a folder or a bucket"
                + " (REPRISE_S3_BUCKET). Goes on where it stopped.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all are here",
            "3:refused",
            "4:some are missing or not what the source noted; they are listed"
        })
class ReprendreFichiers implements Commande {

    static final int MANQUANTS = 4;
    private static final int EXEMPLES = 20;

    private final CopieDesFichiers copie;
    private final Environment environnement;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "holds conventions/, programmes/, lots/, spf/, piecesJointes/; without it the bucket is read")
    private Path dossier;

    @Option(
            names = "--accepter-alteres",
            description = "takes files whose size is not the one the source noted, as they are")
    private boolean accepter;

    @Option(
            names = "--deja-analyses",
            description = "the antivirus of the source read them: no quarantine here. Otherwise each is read again")
    private boolean dejaAnalyses;

    @Option(names = "--verifier", description = "reads again what was copied before, and copies anew what changed")
    private boolean verifier;

    @Option(names = "--lister", description = "lists every object that is not here, not the first ones alone")
    private boolean lister;

    @Spec
    private CommandSpec commande;

    ReprendreFichiers(CopieDesFichiers copie, Environment environnement) {
        this.copie = copie;
        this.environnement = environnement;
    }

    @Override
    public Integer call() {
        var sortie = commande == null
                ? new PrintWriter(System.out, true)
                : commande.commandLine().getOut();
        var bilan = copie.copier(source(), new Choix(accepter, dejaAnalyses, verifier), BarreDAvancement.sur(sortie));
        sortie.println();
        sortie.printf("%n%-14s %-12s %10s %16s%n", "Genre", "État", "objets", "octets");
        bilan.lignes()
                .forEach(l -> sortie.printf("%-14s %-12s %10d %16d%n", l.genre(), l.etat(), l.nombre(), l.octets()));
        var autres = copie.nonCopies(lister ? Integer.MAX_VALUE : EXEMPLES);
        if (!autres.isEmpty()) {
            sortie.printf("%nCe qui n’est pas ici%s :%n", autres.size() == EXEMPLES && !lister ? " (début)" : "");
            autres.forEach(n -> sortie.printf(
                    "  %-10s %-12s %s%s%n",
                    n.etat(), n.genre(), n.cleSource(), n.detail().isEmpty() ? "" : " : " + n.detail()));
        }
        sortie.printf(
                "%n%d objet(s) copié(s) cette fois, %d octets. %s%n", bilan.copies(), bilan.octets(), dire(bilan));
        sortie.flush();
        return bilan.manquants() > 0 ? MANQUANTS : 0;
    }

    private static String dire(BilanDeCopie bilan) {
        return bilan.manquants() == 0
                ? "Tous les fichiers attendus sont ici."
                : bilan.manquants() + " manque(nt) ou ne sont pas ceux que l’origine avait notés.";
    }

    private ObjectStore source() {
        if (dossier != null) {
            if (!Files.isDirectory(dossier)) {
                throw new ErreurMetier(
                        ErreurCommune.INVALIDE,
                        "Le dossier « " + dossier + " » ne peut pas être ouvert. Vérifiez son chemin et ses droits.");
            }
            return MagasinEtranger.dossier(dossier);
        }
        var reglages = Binder.get(environnement).bindOrCreate("apilos.reprise.s3", ReglagesS3.class);
        if (!reglages.actifs()) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Donnez le dossier des fichiers, ou leur espace de stockage par REPRISE_S3_BUCKET.");
        }
        return MagasinEtranger.compartiment(reglages);
    }
}
