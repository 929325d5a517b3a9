package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.command.Commande;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clean-duplicate-users [--dry-run]}: one e-mail at a time, each whole. */
@Component
@Command(
        name = "clean-duplicate-users",
        aliases = "remove_duplicate_siap_users",
        description =
                "Closes local accounts whose e-mail is that of an account of Cerbère, and moves their roles to it.")
class CleanDuplicateUsers implements Commande {

    private final Doublons doublons;

    @Option(names = "--dry-run", defaultValue = "false", description = "says what would be done, changes nothing")
    private boolean aBlanc;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec commande;

    CleanDuplicateUsers(Doublons doublons) {
        this.doublons = doublons;
    }

    @Override
    public Integer call() {
        var sortie = commande.commandLine().getOut();
        int fermes = 0;
        int laisses = 0;
        for (var groupe : doublons.chercher()) {
            var noms = groupe.doubles().stream().map(Doublons.Compte::username).collect(Collectors.joining(", "));
            var garde = groupe.garde();
            if (garde == null) {
                laisses++;
                sortie.println(groupe.email() + ": left alone, no account of Cerbère among " + noms);
                continue;
            }
            sortie.println(groupe.email() + ": " + noms + " -> " + garde.username());
            fermes += aBlanc ? groupe.doubles().size() : doublons.fusionner(groupe);
        }
        sortie.println(fermes + (aBlanc ? " account(s) would be closed, " : " account(s) closed, ") + laisses
                + " e-mail(s) left to a person");
        sortie.flush();
        return 0;
    }
}
