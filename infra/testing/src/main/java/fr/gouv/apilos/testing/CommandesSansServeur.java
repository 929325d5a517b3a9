package fr.gouv.apilos.testing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.command.Commande;
import fr.gouv.apilos.platform.command.LigneDeCommande;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Controller;
import org.springframework.test.context.ActiveProfiles;
import picocli.CommandLine.Command;

/**
 * The commands of a service in the process that runs them: no server, no listener. A bean that only a server has keeps every
 * command of the jar from starting, which no test with a server sees. To extend with {@code webEnvironment = NONE}.
 */
@ServicesReels
@ActiveProfiles("commande")
public abstract class CommandesSansServeur {

    @Autowired
    private LigneDeCommande ligne;

    @Autowired
    private ObjectProvider<Commande> commandes;

    @Autowired
    private ApplicationContext contexte;

    @Test
    void every_command_starts_without_a_server() {
        assertThat(contexte.getBeanNamesForAnnotation(Controller.class)).isEmpty();
        var noms = commandes.orderedStream().map(CommandesSansServeur::nom).toList();
        assertThat(noms).isNotEmpty();
        assertThat(noms).allSatisfy(nom -> {
            var dit = new StringWriter();
            int code = ligne.executer(
                    List.of(nom, "--help"),
                    new BufferedReader(Reader.nullReader()),
                    new PrintWriter(dit, true),
                    new PrintWriter(dit, true));
            assertThat(code).as(dit.toString()).isZero();
            assertThat(dit.toString()).contains(nom);
        });
    }

    private static String nom(Commande commande) {
        return requireNonNull(AopUtils.getTargetClass(commande).getAnnotation(Command.class))
                .name();
    }
}
