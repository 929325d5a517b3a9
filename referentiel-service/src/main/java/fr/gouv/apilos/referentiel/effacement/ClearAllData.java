package fr.gouv.apilos.referentiel.effacement;

import fr.gouv.apilos.platform.command.CommandeDExploitation;
import fr.gouv.apilos.platform.command.LigneDeCommande;
import fr.gouv.apilos.platform.environment.Environnement;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code clear_all_data}: every convention, programme, bailleur, administration, and the accounts that are neither superuser nor
 * staff (07 §13.3). Refused in production before anything is read or written, by this service and by each of the two others.
 */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
@Command(
        name = "clear_all_data",
        description =
                "Efface les conventions, les programmes, les bailleurs, les administrations et les comptes qui ne sont ni"
                        + " staff ni superuser. Refusé en production. Reprend un effacement interrompu.")
class ClearAllData extends CommandeDExploitation {

    private final Effacements effacements;
    private final Environnement environnement;

    @Option(names = "--dry-run", defaultValue = "false", description = "dit ce qui serait effacé, n’efface rien")
    private boolean aBlanc;

    ClearAllData(Effacements effacements, Environnement environnement) {
        this.effacements = effacements;
        this.environnement = environnement;
    }

    @Override
    public Integer call() {
        if (environnement.estProduction()) {
            avertir("This action can't be called in production environment");
            return LigneDeCommande.REFUS;
        }
        var inachevee = effacements.inachevee();
        inachevee.ifPresent(c -> dire("Un effacement commencé le " + c.creeLe() + " n’est pas fini (étape " + c.etape()
                + "). Il y avait alors : " + enClair(c.comptes()) + "."));
        var comptes = effacements.compter();
        dire("Seront effacés : " + enClair(comptes) + ".");
        if (aBlanc) {
            dire("Rien n’est effacé (--dry-run).");
            return 0;
        }
        if (!confirmer("Effacer toutes ces données (Non/oui)?")) {
            dire("Rien n’est effacé.");
            return 0;
        }
        if (inachevee.isEmpty()) {
            effacements.commencer(comptes);
        }
        effacements.achever(this::dire);
        return 0;
    }

    private static String enClair(Map<String, Long> comptes) {
        return comptes.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
