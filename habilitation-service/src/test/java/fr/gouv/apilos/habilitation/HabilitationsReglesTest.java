package fr.gouv.apilos.habilitation;

import fr.gouv.apilos.testing.TableDesRegles;
import java.util.List;
import java.util.stream.Stream;

/** The page of the rules of 04 says the truth; those of SIAP are on another. */
class HabilitationsReglesTest extends TableDesRegles {

    @Override
    protected String page() {
        return "habilitations-regles.md";
    }

    @Override
    protected List<String> regles() {
        return Stream.of(de("R", 1, 34), de("R", 36, 71), de("R", 85, 134), de("D", 30), List.of("D5b", "D14b"))
                .flatMap(List::stream)
                .toList();
    }
}
