package fr.gouv.apilos.platform.reprise;

import fr.gouv.apilos.platform.command.Commande;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reprendre-apilos FILE}: takes over a dump, goes on with one, judges its quarantine again. */
@Command(
        name = "reprendre-apilos",
        description =
                "Takes over the data of an installation that runs the original, from a data-only dump or from the JSON of dumpdata.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything is accounted for",
            "3:refused",
            "4:rows in quarantine, the rest is taken",
            "5:rows or totals are not accounted for"
        })
class CommandeReprendre implements Commande {

    static final int QUARANTAINE = 4;
    static final int INJUSTE = 5;

    private final Reprise reprise;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "dump of pg_dump --data-only, or JSON of dumpdata; plain or gzipped")
    private @Nullable Path fichier;

    @Option(names = "--fusionner", description = "joins a production database that has rows of its own, which are kept")
    private boolean fusionner;

    @Option(names = "--rejouer", description = "judges the rows in quarantine again, with their corrections")
    private boolean rejouer;

    @Option(names = "--quarantaine", description = "lists the rows in quarantine")
    private boolean quarantaine;

    @Option(names = "--abandonner", description = "gives up the run that was left on its way; what it wrote stays")
    private boolean abandonner;

    @Option(names = "--nettoyer", description = "removes the deposited copy of the file")
    private boolean nettoyer;

    @Spec
    private @Nullable CommandSpec commande;

    CommandeReprendre(Reprise reprise) {
        this.reprise = reprise;
    }

    @Override
    public Integer call() {
        var sortie = commande == null
                ? new PrintWriter(System.out, true)
                : commande.commandLine().getOut();
        if (abandonner) {
            reprise.abandonner();
        }
        var code = 0;
        if (fichier != null || rejouer) {
            var rapport = fichier != null
                    ? reprise.reprendre(fichier, fusionner, operateur(), BarreDAvancement.sur(sortie))
                    : reprise.rejouer(operateur(), BarreDAvancement.sur(sortie));
            sortie.println();
            sortie.println(rapport.texte());
            code = !rapport.juste() ? INJUSTE : rapport.ecartees() > 0 ? QUARANTAINE : 0;
        }
        if (quarantaine) {
            lister(sortie);
        }
        if (nettoyer) {
            reprise.nettoyer();
        }
        if (fichier == null && !rejouer && !quarantaine && !abandonner && !nettoyer) {
            sortie.println(reprise.dernier()
                    .map(RapportDeReprise::texte)
                    .orElse("Aucune reprise n’a été faite ici. Donnez un fichier."));
        }
        sortie.flush();
        return code;
    }

    private void lister(PrintWriter sortie) {
        long apres = 0;
        while (true) {
            var page = reprise.quarantaine(apres, 500);
            if (page.isEmpty()) {
                return;
            }
            page.forEach(e -> sortie.printf(
                    "%d\t%s\t%s\tligne %d\t%s%n",
                    e.id(), e.source(), e.cle(), e.ligne(), String.join(" ; ", e.fautes())));
            apres = page.getLast().id();
        }
    }

    private static String operateur() {
        return "commande (" + System.getProperty("user.name", "?") + ")";
    }
}
