package fr.gouv.apilos.platform.command;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs one command by its name, in this process. */
public class LigneDeCommande {

    /** Exit code of a refusal the operator can understand. */
    public static final int REFUS = 3;

    private final List<Commande> commandes;

    LigneDeCommande(List<Commande> commandes) {
        this.commandes = commandes;
    }

    /**
     * Runs a command line.
     *
     * @param arguments name of the command, then its own arguments
     * @return 0 when done, 2 for wrong arguments, {@value #REFUS} for a refusal, 1 for any other failure
     */
    public int executer(List<String> arguments) {
        var racine = CommandSpec.create().name("apilos");
        var ligne = new CommandLine(racine);
        commandes.forEach(ligne::addSubcommand);
        ligne.setExecutionExceptionHandler((erreur, commande, analyse) -> {
            if (erreur instanceof ErreurMetier refus) {
                commande.getErr().println(refus.detail());
                return REFUS;
            }
            throw erreur;
        });
        return ligne.execute(arguments.toArray(String[]::new));
    }
}
