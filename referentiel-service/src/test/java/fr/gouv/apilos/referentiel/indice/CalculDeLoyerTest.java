package fr.gouv.apilos.referentiel.indice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R-A15.1 on the reference series of R-A15.3. */
class CalculDeLoyerTest {

    private static final double[] SERIE = {
        3.23, 1.36, 2.83, 0.04, 0.57, 1.73, 2.2, 1.2, 0.57, 0.08, 0, 0, 1.25, 1.53, 0.66, 0.42, 3.6
    };
    private static final List<Indice> INDICES = indices();

    @Test
    void RA15_3_ten_euros_over_fifteen_years() {
        assertThat(calculer("10", "LOGEMENTSORDINAIRES", "2008-04-06", "13", "2023-04-06")
                        .setScale(2, RoundingMode.HALF_UP))
                .isEqualByComparingTo("11.96");
        assertThat(calculer("10", "LOGEMENTSORDINAIRES", "2008-04-06", "13", "2023-04-06")
                        .setScale(3, RoundingMode.DOWN))
                .as("not rounded on the way")
                .isEqualByComparingTo("11.955");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGEMENTSORDINAIRES", "RESISDENCESOCIALE", "RESIDENCEDACCUEIL"})
    void RA15_2_RA15_3_the_period_of_the_initial_date_counts_alone(String nature) {
        assertThat(calculer("400", nature, "2013-07-12", "13", "2014-03-18")).isEqualByComparingTo("404.80");
    }

    @ParameterizedTest
    @CsvSource({"2023-03-01", "2023-12-31", "2030-01-01"})
    void RA15_3_a_date_beyond_the_last_index_changes_nothing_more(String actualisation) {
        assertThat(calculer("100", "LOGEMENTSORDINAIRES", "2014-02-01", "13", actualisation)
                        .setScale(2, RoundingMode.HALF_UP))
                .isEqualByComparingTo("108.35");
    }

    @ParameterizedTest
    @CsvSource({"13,1036", "2A,1020", "2B,1020"})
    void RA15_3_a_departement_may_have_an_index_of_its_own(String departement, String attendu) {
        assertThat(calculer("1000", "RESISDENCESOCIALE", "2022-07-12", departement, "2023-03-18"))
                .isEqualByComparingTo(attendu);
    }

    @Test
    void RA15_1_a_departement_row_without_a_general_one_of_its_year_is_ignored() {
        var seul = List.of(indice(2023, null, 5, List.of("13")));
        assertThat(CalculDeLoyer.calculer(
                                BigDecimal.TEN,
                                "LOGEMENTSORDINAIRES",
                                LocalDate.of(2022, 7, 12),
                                "13",
                                LocalDate.of(2023, 3, 18),
                                seul)
                        .montant())
                .isEqualByComparingTo("10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENSIONSDEFAMILLE", "HEBERGEMENT", "RESIDENCEUNIVERSITAIRE", "RHVS"})
    void E28_no_index_applies_to_these_natures(String nature) {
        assertThatThrownBy(() -> calculer("100", nature, "2014-02-01", "13", "2023-01-01"))
                .isInstanceOf(ErreurMetier.class);
    }

    @Test
    void D27_an_actualisation_before_the_initial_date_is_refused() {
        assertThatThrownBy(() -> calculer("100", "LOGEMENTSORDINAIRES", "2023-02-01", "13", "2022-01-01"))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("doit suivre");
    }

    @Test
    void A15_the_period_of_a_year_changed_twice() {
        assertThat(Indices.periode(2023)).containsExactly(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 12, 31));
        assertThat(Indices.periode(2010)).containsExactly(LocalDate.of(2009, 7, 1), LocalDate.of(2009, 12, 31));
        assertThat(Indices.periode(2008)).containsExactly(LocalDate.of(2007, 7, 1), LocalDate.of(2008, 6, 30));
    }

    private static BigDecimal calculer(
            String montant, String nature, String initiale, String departement, String actualisation) {
        return CalculDeLoyer.calculer(
                        new BigDecimal(montant),
                        nature,
                        LocalDate.parse(initiale),
                        departement,
                        LocalDate.parse(actualisation),
                        INDICES)
                .montant();
    }

    private static List<Indice> indices() {
        var tous = new ArrayList<Indice>();
        for (int i = 0; i < SERIE.length; i++) {
            for (var nature : new String[] {null, "RESISDENCESOCIALE", "RESIDENCEDACCUEIL", "AUTRE"}) {
                tous.add(indice(2007 + i, nature, SERIE[i], List.of()));
                if (i == SERIE.length - 1) {
                    tous.add(indice(2007 + i, nature, 2, List.of("2A", "2B")));
                }
            }
        }
        return tous;
    }

    private static Indice indice(int annee, @Nullable String nature, double evolution, List<String> departements) {
        var periode = Indices.periode(annee);
        return new Indice(
                UUID.randomUUID(),
                annee,
                nature == null,
                nature,
                periode[0],
                periode[1],
                BigDecimal.valueOf(evolution),
                departements,
                1,
                false);
    }
}
