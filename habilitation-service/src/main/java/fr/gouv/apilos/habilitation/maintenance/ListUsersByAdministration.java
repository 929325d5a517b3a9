package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.command.Commande;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list-users-by-administration CODE}: reads only. */
@Component
@Command(
        name = "list-users-by-administration",
        aliases = "list_users_by_administration",
        description = "Lists who acts for an administration, with the mails they want. Reads only.")
class ListUsersByAdministration implements Commande {

    private final Diagnostic diagnostic;

    @Parameters(paramLabel = "CODE", description = "code of the administration")
    private String code = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec commande;

    ListUsersByAdministration(Diagnostic diagnostic) {
        this.diagnostic = diagnostic;
    }

    @Override
    public Integer call() {
        var etat = diagnostic.dAdministration(code);
        var sortie = commande.commandLine().getOut();
        sortie.println("Administration: " + etat.nom() + " (" + etat.code() + ")");
        sortie.println("Conventions: "
                + (etat.conventions() == null ? "unknown, convention-service does not answer" : etat.conventions()));
        sortie.println("Instructeurs: " + etat.instructeurs().size());
        etat.instructeurs()
                .forEach(p -> sortie.println("  " + (p.email().isEmpty() ? "(no e-mail)" : p.email()) + " · " + p.nom()
                        + " · " + p.preference() + " · "
                        + (p.derniereConnexion() == null ? "never signed in" : "signed in " + p.derniereConnexion())
                        + (p.actif() ? "" : " · closed")));
        sortie.flush();
        return 0;
    }
}
