package fr.gouv.apilos.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One command line: help, questions, confirmation, exit codes (07 ). */
class LigneDeCommandeTest {

    private final StringWriter sortie = new StringWriter();
    private final StringWriter erreurs = new StringWriter();

    @Command(name = "essai", description = "Une commande d’essai.")
    static class Essai extends CommandeDExploitation {
        @Option(names = "--quoi", defaultValue = Option.NULL_VALUE, description = "ce qu’on change")
        private @Nullable String quoi;

        @Override
        public Integer call() {
            var choisi = demander(quoi, "Quoi ? ", "--quoi");
            if (choisi.equals("interdit")) {
                throw ErreurMetier.interdit("Pas cela.");
            }
            dire(confirmer("Changer (Non/oui)?") ? choisi + " changé" : "rien");
            return 0;
        }
    }

    @Test
    void R27_help_says_the_options_and_is_no_error() {
        assertThat(executer("", "essai", "--help")).isZero();
        assertThat(sortie.toString()).contains("Usage: apilos essai", "--quoi", "--yes");
        assertThat(executer("", "--help")).isZero();
        assertThat(sortie.toString()).contains("Une commande d’essai.");
    }

    @ParameterizedTest
    @CsvSource({"oui, a changé", "OUI, a changé", "Oui, a changé", "o, rien", "yes, rien", "non, rien", "'', rien"})
    void R29_only_oui_confirms_whatever_its_case(String reponse, String fin) {
        assertThat(executer("a\n" + reponse + "\n", "essai")).isZero();
        assertThat(sortie.toString()).startsWith("Quoi ? Changer (Non/oui)?").endsWith(fin + System.lineSeparator());
    }

    @Test
    void R28_answers_may_be_options() {
        assertThat(executer("", "essai", "--quoi", "b", "--yes")).isZero();
        assertThat(sortie.toString().lines()).containsExactly("Quoi ? b", "Changer (Non/oui)?oui", "b changé");
    }

    @Test
    void a_refusal_a_missing_answer_and_a_wrong_option_have_their_codes() {
        assertThat(executer("interdit\n", "essai")).isEqualTo(LigneDeCommande.REFUS);
        assertThat(erreurs.toString()).contains("Pas cela.");
        assertThat(executer("", "essai")).isEqualTo(LigneDeCommande.REFUS);
        assertThat(erreurs.toString()).contains("donnez l’option --quoi");
        assertThat(executer("", "essai", "--inconnue")).isEqualTo(2);
        assertThat(executer("", "inconnue")).isEqualTo(2);
    }

    @Test
    void one_run_leaves_nothing_to_the_next() {
        assertThat(executer("", "essai", "--quoi", "b", "--yes")).isZero();
        sortie.getBuffer().setLength(0);
        assertThat(executer("c\nnon\n", "essai")).isZero();
        assertThat(sortie.toString()).endsWith("rien" + System.lineSeparator());
    }

    private int executer(String reponses, String... arguments) {
        return new LigneDeCommande(() -> List.of(new Essai()), null)
                .executer(
                        List.of(arguments),
                        new BufferedReader(new StringReader(reponses)),
                        new PrintWriter(sortie, true),
                        new PrintWriter(erreurs, true));
    }
}
