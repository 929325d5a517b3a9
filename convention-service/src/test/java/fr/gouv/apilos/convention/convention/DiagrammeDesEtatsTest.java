package fr.gouv.apilos.convention.convention;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.enumeration.Statut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The diagram in the docs is printed from the table the server enforces; {@code -Detats.ecrire=true} prints it again. */
class DiagrammeDesEtatsTest {

    private static final Path PAGE = Path.of("../infra/docs/etats.md");

    @Test
    void the_documented_diagram_is_the_enforced_table() throws IOException {
        var attendu = page();
        if (Boolean.getBoolean("etats.ecrire")) {
            Files.writeString(PAGE, attendu);
        }
        assertThat(PAGE).hasContent(attendu);
    }

    @Test
    void every_status_can_be_left_and_every_one_but_the_first_can_be_reached() {
        for (var statut : Statut.values()) {
            boolean quittable =
                    Arrays.stream(Transition.values()).anyMatch(t -> t.depuis().contains(statut));
            boolean atteint = statut == Statut.PROJET
                    || Arrays.stream(Transition.values()).anyMatch(t -> t.vers() == statut);
            // An end can be undone too, with a trace (01 D41).
            assertThat(quittable).as("left: " + statut).isTrue();
            assertThat(atteint).as("reached: " + statut).isTrue();
        }
    }

    private static String page() {
        var page = new StringBuilder("""
            # States of a convention

            Printed from `Transition`, the table the server enforces (01 §5). Statuses are the stored codes.

            ```mermaid
            stateDiagram-v2
              [*] --> PROJET
            """);
        for (var t : Transition.values()) {
            for (var depuis : t.depuis()) {
                page.append("  %s --> %s: %s\n".formatted(depuis, t.vers(), t.chemin()));
            }
        }
        page.append("```\n\n| action | from | to | who | permission | conditions |\n|---|---|---|---|---|---|\n");
        for (var t : Transition.values()) {
            page.append("| %s (`%s`) | %s | %s | %s | `%s` | %s |\n"
                    .formatted(
                            t.libelle(),
                            t.chemin(),
                            t.depuis().stream().map(Enum::name).collect(Collectors.joining(", ")),
                            t.vers(),
                            t.cote().name().toLowerCase(java.util.Locale.ROOT),
                            t.permission(),
                            t.conditions().isEmpty()
                                    ? "—"
                                    : t.conditions().stream()
                                            .map(c -> "`" + c.name() + "`")
                                            .collect(Collectors.joining(", "))));
        }
        return page.toString();
    }
}
