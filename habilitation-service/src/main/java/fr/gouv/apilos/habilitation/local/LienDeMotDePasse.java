package fr.gouv.apilos.habilitation.local;

import fr.gouv.apilos.platform.command.Commande;
import java.io.PrintWriter;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code password-link}: lets the first person of an installation in, before any mail can be sent. */
@Component
@Command(name = "password-link", description = "Prints a link, good once for 30 minutes, to choose a password.")
class LienDeMotDePasse implements Commande {

    private final ComptesLocaux comptes;

    @Parameters(paramLabel = "ACCOUNT", description = "Username or e-mail of a local account.")
    private String compte;

    @Spec
    private CommandSpec commande;

    LienDeMotDePasse(ComptesLocaux comptes) {
        this.comptes = comptes;
    }

    @Override
    public Integer call() {
        PrintWriter sortie = commande.commandLine().getOut();
        sortie.println(comptes.lienPour(compte));
        sortie.flush();
        return 0;
    }
}
