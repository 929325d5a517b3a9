package fr.gouv.apilos.platform.command;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.RunLast;

/** Runs one command by its name, in this process. */
public class LigneDeCommande {

    /** Exit code of a refusal the operator can understand. */
    public static final int REFUS = 3;

    /** Who a run is written under when it comes from a terminal. */
    private static final JournalDesCommandes.Auteur TERMINAL =
            new JournalDesCommandes.Auteur(null, "ligne de commande");

    private final Supplier<List<Commande>> commandes;
    private final @Nullable JournalDesCommandes journal;

    /**
     * @param commandes new ones at each call, for those of scope {@code prototype}
     * @param journal where runs are kept; null in a process without database
     */
    LigneDeCommande(Supplier<List<Commande>> commandes, @Nullable JournalDesCommandes journal) {
        this.commandes = commandes;
        this.journal = journal;
    }

    /**
     * Runs a command line, asking on the terminal.
     *
     * @param arguments name of the command, then its own arguments
     * @return 0 when done, 2 for wrong arguments, {@value #REFUS} for a refusal, 1 for any other failure
     */
    public int executer(List<String> arguments) {
        return executer(arguments, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    /**
     * Runs a command line.
     *
     * @param reponses where answers come from
     */
    public int executer(List<String> arguments, BufferedReader reponses) {
        return executer(
                arguments,
                reponses,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    /** The same, writing elsewhere than on the terminal. */
    public int executer(List<String> arguments, BufferedReader reponses, PrintWriter sortie, PrintWriter erreur) {
        return executer(arguments, reponses, sortie, erreur, TERMINAL);
    }

    /** Commands of operators by their name, with the text of their help. */
    Map<String, String> aides() {
        var aides = new TreeMap<String, String>();
        for (var commande : commandes.get()) {
            if (commande instanceof CommandeDExploitation) {
                var ligne = new CommandLine(commande);
                ligne.getCommandSpec().mixinStandardHelpOptions(true);
                aides.put(ligne.getCommandName(), ligne.getUsageMessage(CommandLine.Help.Ansi.OFF));
            }
        }
        return aides;
    }

    /** Whether a command of operators has that name. */
    boolean deLExploitation(String nom) {
        return trouver(nom).filter(CommandeDExploitation.class::isInstance).isPresent();
    }

    int executer(
            List<String> arguments,
            @Nullable BufferedReader reponses,
            PrintWriter sortie,
            PrintWriter erreur,
            JournalDesCommandes.Auteur auteur) {
        var ici = journal;
        var recit = ici == null || arguments.isEmpty() || !deLExploitation(arguments.getFirst())
                ? null
                : ici.commencer(arguments, auteur);
        var copie = recit == null ? sortie : recit.copier(sortie);
        var ligne = ligne(reponses);
        ligne.setOut(copie);
        ligne.setErr(recit == null ? erreur : recit.copier(erreur));
        int code = 1;
        try {
            code = ligne.execute(arguments.toArray(String[]::new));
            return code;
        } finally {
            copie.flush();
            if (recit != null) {
                recit.finir(code);
            }
        }
    }

    private CommandLine ligne(@Nullable BufferedReader reponses) {
        var ligne = new CommandLine(CommandSpec.create().name("apilos"));
        ligne.getCommandSpec().mixinStandardHelpOptions(true);
        ligne.setExecutionStrategy(new RunLast());
        commandes.get().stream()
                .sorted(Comparator.comparing(LigneDeCommande::nom))
                .forEach(commande -> {
                    if (commande instanceof CommandeDExploitation exploitation) {
                        exploitation.repondre(reponses);
                    }
                    var une = new CommandLine(commande);
                    une.getCommandSpec().mixinStandardHelpOptions(true);
                    ligne.addSubcommand(une);
                });
        ligne.setExecutionExceptionHandler((erreur, commande, analyse) -> {
            if (erreur instanceof ErreurMetier refus) {
                commande.getErr().println(refus.detail());
                commande.getErr().flush();
                return REFUS;
            }
            throw erreur;
        });
        return ligne;
    }

    private Optional<Commande> trouver(String nom) {
        return commandes.get().stream()
                .filter(c -> {
                    var dite = c.getClass().getAnnotation(Command.class);
                    return dite != null
                            && (dite.name().equals(nom)
                                    || List.of(dite.aliases()).contains(nom));
                })
                .findFirst();
    }

    private static String nom(Commande commande) {
        var dite = commande.getClass().getAnnotation(Command.class);
        return dite == null ? "" : dite.name();
    }
}
