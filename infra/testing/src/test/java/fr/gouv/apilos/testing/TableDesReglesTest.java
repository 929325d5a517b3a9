package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDesReglesTest {

    @TempDir
    Path racine;

    @BeforeEach
    void sources() throws IOException {
        ecrire("src/main/java/Maison.java", "class Maison {}");
        ecrire("src/main/resources/V1__maison.sql", "create table maison ();");
        ecrire("target/classes/Ruine.java", "class Ruine {}");
        ecrire("src/test/java/MaisonTest.java", """
                class MaisonTest {
                    @Test
                    void RB1_1_a_house_has_a_door() {
                        if (true) {
                            return;
                        }
                    }

                    @ParameterizedTest
                    @CsvSource({"a, b"})
                    void RB1_2_a_house_has_windows(String mur) {}

                    void RB1_3_nobody_runs_this() {}
                }
                """);
    }

    @Test
    void a_true_page_has_no_fault() throws IOException {
        assertThat(fautes("""
                        | rule | what it says | code | test |
                        |---|---|---|---|
                        | R-B1.1 | A door. | `Maison`, `V1__maison.sql` | `MaisonTest.RB1_1_a_house_has_a_door` |
                        | 03 R-B1.2 | Windows. | `Maison` | `MaisonTest.RB1_2_a_house_has_windows` |
                        | R-B1.3 | A moat. | — | not applicable: houses of this town have none |
                        """, List.of("R-B1.1", "03 R-B1.2", "R-B1.3"))).isEmpty();
    }

    @Test
    void what_is_renamed_removed_or_forgotten_is_told() throws IOException {
        assertThat(fautes("""
                        | rule | what it says | code | test |
                        |---|---|---|---|
                        | R-B1.1 | A door. | `Ruine` | `MaisonTest.RB1_1_a_house_has_two_doors` |
                        | R-B1.2 | Windows. | `Maison` | `MaisonTest.RB1_1_a_house_has_a_door` |
                        | R-B1.3 | A moat. | `Maison` | `MaisonTest.RB1_3_nobody_runs_this` |
                        | R-B1.4 | A roof. | — | not applicable: no |
                        | R-B1.4 | A roof. | `Maison` | by eye |
                        """, List.of("R-B1.1", "R-B1.2", "R-B1.3", "R-B1.5")))
                .containsExactly(
                        "R-B1.1: no file of the sources is Ruine",
                        "R-B1.1: no test is MaisonTest.RB1_1_a_house_has_two_doors",
                        "R-B1.2: no test carries RB1_2 in its name",
                        "R-B1.3: no test is MaisonTest.RB1_3_nobody_runs_this",
                        "R-B1.4 does not apply: its code is « — » and its reason a sentence",
                        "R-B1.4 has two rows",
                        "R-B1.4 names no code or no test",
                        "R-B1.4: no test carries RB1_4 in its name",
                        "R-B1.5 has no row",
                        "R-B1.4 is not expected");
    }

    private List<String> fautes(String page, List<String> regles) throws IOException {
        return TableDesRegles.fautes(ecrire("regles.md", page), racine, regles);
    }

    private Path ecrire(String nom, String texte) throws IOException {
        var fichier = racine.resolve(nom);
        Files.createDirectories(fichier.getParent());
        return Files.writeString(fichier, texte);
    }
}
