package fr.gouv.apilos.convention.convention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proposed numbers (01 §6.1). */
class NumerotationTest {

    @ParameterizedTest(name = "{0} {1} after {3}: {4}")
    @CsvSource({
        "13, 67890, 2023, '', 13.67890.23.0001",
        "13, 67890, 2023, 13.67890.23.0001, 13.67890.23.0002",
        "13, 67890, 2023, 13.67890.23.9998, 13.67890.23.9999",
        "13, 67890, 2023, 13.D.23.0001, 13.67890.23.0002",
        "13, DDT13, 2026, '', 13.D.26.0001",
        "13, DDT13, 2026, 13.D.26.0007;13.T.26.0003;13.D.26.sans, 13.D.26.0008",
        "2A, T1, 2026, 2A.T1.25.0041, 2A.T1.26.0042"
    })
    void R69_one_counter_per_departement_and_year_across_administrations(
            String departement, String code, int annee, String dejaDonnes, String attendu) {
        var donnes = dejaDonnes.isEmpty() ? List.<String>of() : Arrays.asList(dejaDonnes.split(";"));
        assertThat(Numerotation.generer(departement, code, annee, donnes)).isEqualTo(attendu);
    }
}
