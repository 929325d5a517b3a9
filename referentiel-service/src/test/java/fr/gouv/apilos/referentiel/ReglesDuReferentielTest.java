package fr.gouv.apilos.referentiel;

import fr.gouv.apilos.testing.TableDesRegles;
import java.util.List;
import java.util.stream.Stream;

/** {@code infra/docs/referentiel-regles.md} says the truth about the sources. */
class ReglesDuReferentielTest extends TableDesRegles {

    @Override
    protected String page() {
        return "referentiel-regles.md";
    }

    @Override
    protected List<String> regles() {
        return Stream.of(
                        de("R-B1.", 7),
                        de("R-B3.", 1, 1),
                        de("R-B5.", 6),
                        de("R-B5.", 8, 10),
                        de("R-B6.", 6),
                        de("R-B8.", 3),
                        de("R-A15.", 5),
                        de("05 B", 3, 5),
                        de("05 FU", 2, 4),
                        de("07 R-", 64, 69),
                        de("07 R-", 71, 75),
                        de("03 D", 2, 15),
                        List.of("B1", "B2", "R-B2.1", "R-B2.2", "R-B2.3", "R-B2.4 = 01 R-69", "R-B2.5 = 01 R-174"),
                        List.of("R-B2.6 = 07 R34", "R-B2.7 = 07 R12", "R-B3.2 = 04 R-39", "R-B3.3", "B4", "R-B4.1"),
                        List.of("R-B5.7 = 02 R-62", "R-B5.11 = 04 R-97", "A3.1", "A15", "B7", "B9"),
                        List.of("R-B8.4 = 04 R-38", "R-B8.5 = 01 R-46", "05 B1", "05 B2 = 03 R-B1.1"),
                        List.of("05 8.1 = R8.1", "05 8.2 = R8.2", "05 FU1 = 04 R-37", "05 FU5 = 04 R-37"),
                        List.of("C1 = 07 R-11", "C2 = 07 S37", "07 R-11", "07 R-12", "07 §5.1 R-14", "07 §5.1 R-15"),
                        List.of("07 §5.2 = 03 R-B3.1", "07 §5.3", "07 R-70 = 07 R-64"),
                        List.of("03 D16 = 03 R-C4.2", "03 D27", "03 D35", "03 D36 = 07 S35", "03 D38", "03 D39"),
                        List.of("03 D40", "05 D21", "05 D28", "05 D32", "07 D3 = 07 S36", "07 D6 = 03 D2"),
                        List.of("07 D7 = 07 R-71", "07 D9", "07 D27", "07 D28 = 03 B7"),
                        List.of("E19", "E20", "E21 = 04 R-98", "E22", "E23 = 07 R-69", "E24", "E25", "E28"))
                .flatMap(List::stream)
                .toList();
    }
}
