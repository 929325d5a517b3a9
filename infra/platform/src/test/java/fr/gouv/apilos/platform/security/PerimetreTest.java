package fr.gouv.apilos.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One object at a time here; {@code PerimetreIT} of infra/testing proves that PostgreSQL answers alike for lists. */
class PerimetreTest {

    private static final UUID A = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private static final UUID B = UUID.fromString("00000000-0000-0000-0000-00000000000b");
    private static final Situation MARSEILLE = new Situation("93", "13", "13008", A, B);
    private static final Situation NULLE_PART = new Situation(null, null, null, null, null);

    private static Perimetre perimetre(String region, String departement) {
        return new Perimetre(false, region, departement, null, null, Set.of());
    }

    @Test
    void a_national_perimeter_holds_everything_even_what_has_no_place() {
        assertThat(Perimetre.NATIONAL.contient(MARSEILLE)).isTrue();
        assertThat(Perimetre.NATIONAL.contient(NULLE_PART)).isTrue();
    }

    @Test
    void an_empty_perimeter_holds_nothing() {
        assertThat(Perimetre.VIDE.contient(MARSEILLE)).isFalse();
        assertThat(Perimetre.VIDE.contient(NULLE_PART)).isFalse();
    }

    @Test
    void RB3_3_the_departement_wins_over_the_region() {
        assertThat(perimetre("93", null).contient(MARSEILLE)).isTrue();
        assertThat(perimetre("11", null).contient(MARSEILLE)).isFalse();
        assertThat(perimetre("11", "13").contient(MARSEILLE)).isTrue();
        assertThat(perimetre("93", "83").contient(MARSEILLE)).isFalse();
    }

    @Test
    void what_has_no_place_or_no_owner_is_outside_every_limit() {
        assertThat(perimetre("93", null).contient(NULLE_PART)).isFalse();
        assertThat(new Perimetre(false, null, null, Set.of(A), null, Set.of()).contient(NULLE_PART))
                .isFalse();
        assertThat(new Perimetre(false, null, null, null, Set.of(B), Set.of()).contient(NULLE_PART))
                .isFalse();
        assertThat(new Perimetre(false, null, null, null, null, Set.of("13")).contient(NULLE_PART))
                .isFalse();
    }

    @Test
    void owners_limit_and_the_two_sides_are_not_confused() {
        assertThat(new Perimetre(false, null, null, Set.of(A), Set.of(B), Set.of()).contient(MARSEILLE))
                .isTrue();
        assertThat(new Perimetre(false, null, null, Set.of(B), null, Set.of()).contient(MARSEILLE))
                .isFalse();
        assertThat(new Perimetre(false, null, null, null, Set.of(A), Set.of()).contient(MARSEILLE))
                .isFalse();
    }

    @Test
    void R39_the_personal_filter_compares_the_beginning_of_postal_codes() {
        assertThat(new Perimetre(false, null, null, null, null, Set.of("83", "13")).contient(MARSEILLE))
                .isTrue();
        assertThat(new Perimetre(false, null, null, null, null, Set.of("83")).contient(MARSEILLE))
                .isFalse();
    }

    /** Every limit that is asked of one object is asked of a list, and nothing typed by a user is written in the SQL. */
    @TestFactory
    Stream<DynamicTest> each_limit_is_a_condition_on_its_column() {
        var colonnes = new Perimetre.Colonnes("r", "d", "cp", "b", "a");
        var regions = Arrays.asList(null, "93");
        var departements = Arrays.asList(null, "13");
        var qui = Arrays.asList(null, Set.<UUID>of(), Set.of(A));
        var cas = new ArrayList<Perimetre>();
        for (var region : regions) {
            for (var departement : departements) {
                for (var bailleurs : qui) {
                    for (var administrations : qui) {
                        for (var filtre : List.of(Set.<String>of(), Set.of("13"))) {
                            cas.add(new Perimetre(false, region, departement, bailleurs, administrations, filtre));
                        }
                    }
                }
            }
        }
        return cas.stream()
                .map(perimetre -> DynamicTest.dynamicTest(perimetre.toString(), () -> {
                    var sql = perimetre.versSql(colonnes);
                    var clause = " " + sql.clause() + " ";
                    assertThat(clause.contains(" d = ")).isEqualTo(perimetre.departement() != null);
                    assertThat(clause.contains(" r = "))
                            .isEqualTo(perimetre.region() != null && perimetre.departement() == null);
                    assertThat(clause.contains(" b in "))
                            .isEqualTo(perimetre.bailleurs() != null
                                    && !perimetre.bailleurs().isEmpty());
                    assertThat(clause.contains(" a in "))
                            .isEqualTo(perimetre.administrations() != null
                                    && !perimetre.administrations().isEmpty());
                    assertThat(clause.contains("starts_with(cp"))
                            .isEqualTo(!perimetre.filtreDepartements().isEmpty());
                    assertThat(clause).doesNotContain("'", "93", "13");
                    sql.parametres().keySet().forEach(nom -> assertThat(clause).contains(":" + nom));
                }));
    }
}
