package fr.gouv.apilos.habilitation;

import fr.gouv.apilos.testing.TableDesRegles;
import java.util.List;
import java.util.stream.Stream;

/** The page of the rules of SIAP says the truth. */
class SiapReglesTest extends TableDesRegles {

    @Override
    protected String page() {
        return "siap-regles.md";
    }

    @Override
    protected List<String> regles() {
        return Stream.of(
                        List.of("R35"),
                        de("R", 72, 84),
                        List.of("R135", "R136", "05 C1", "05 C4", "05 O3", "05 O5", "05 P1", "05 P11", "05 P12"),
                        List.of("05 L3", "05 L4", "05 X2", "05 X4", "05 X5", "05 X6", "05 E4"))
                .flatMap(List::stream)
                .toList();
    }
}
