package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.command.Commande;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list-users-by-administration CODE [--operation NUMERO]}: reads only (07 §13.6). */
@Component
@Command(
        name = "list-users-by-administration",
        aliases = "list_users_by_administration",
        description = "Lists who acts for an administration, with the mails they want. Reads only.")
class ListUsersByAdministration implements Commande {

    private final Diagnostic diagnostic;

    @Parameters(paramLabel = "CODE", description = "code of the administration")
    private String code = "";

    @Option(
            names = "--operation",
            paramLabel = "NUMERO",
            description = "also tells who the mails of this opération would reach, whatever its administration")
    private @Nullable String operation;

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
        var bailleurs = etat.bailleurs();
        if (bailleurs == null) {
            sortie.println("Bailleurs: unknown, convention-service does not answer");
        } else {
            sortie.println("Bailleurs: " + bailleurs.size());
            bailleurs.forEach(b -> sortie.println("  " + b.nom() + " (SIREN " + ou(b.siren()) + ")"));
            sortie.println("Bailleur users: " + etat.utilisateursBailleur().size());
            dire(sortie, etat.utilisateursBailleur());
        }
        sortie.println("Instructeurs: " + etat.instructeurs().size());
        dire(sortie, etat.instructeurs());
        if (operation != null) {
            dire(sortie, operation);
        }
        sortie.flush();
        return 0;
    }

    private static void dire(PrintWriter sortie, List<Diagnostic.Personne> personnes) {
        personnes.forEach(p -> sortie.println("  " + ou(p.email()) + " · " + p.nom() + " · " + p.preference() + " · "
                + (p.derniereConnexion() == null ? "never signed in" : "signed in " + p.derniereConnexion())
                + (p.actif() ? "" : " · closed")));
    }

    private void dire(PrintWriter sortie, String numero) {
        sortie.println();
        sortie.println("Opération " + numero);
        var programmes = diagnostic.dOperation(numero);
        if (programmes.isEmpty()) {
            sortie.println("  unknown, convention-service does not answer");
            return;
        }
        if (programmes.get().isEmpty()) {
            sortie.println("  No programme has this number");
        }
        for (var programme : programmes.get()) {
            sortie.println("  " + ou(programme.nom()) + " · bailleur " + ou(programme.bailleur()) + " (SIREN "
                    + ou(programme.siren()) + ") · administration " + ou(programme.administration()));
            for (var convention : programme.conventions()) {
                sortie.println("    Convention " + convention.uuid() + " · " + convention.statut());
                sortie.println("      mails to the bailleur: " + liste(convention.bailleurs()));
                sortie.println("      mails to the instructeurs: " + liste(convention.instructeurs()));
                convention
                        .interactions()
                        .forEach(i ->
                                sortie.println("      " + i.creeLe() + " · " + i.statut() + " · " + ou(i.email())));
            }
        }
    }

    private static String liste(List<String> adresses) {
        return adresses.isEmpty() ? "nobody" : String.join(", ", adresses);
    }

    private static String ou(@Nullable String texte) {
        return texte == null || texte.isBlank() ? "(none)" : texte;
    }
}
