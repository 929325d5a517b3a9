package fr.gouv.apilos.referentiel.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administration is by itself (03 B2). */
class AdministrationTest {

    @Test
    void RB2_1_an_administration_is_named_with_its_code() {
        assertThat(administration("13055").libelle()).isEqualTo("Métropole (13055)");
    }

    @ParameterizedTest
    @CsvSource({"DD075, true", "DDI031, true", "DR013, false", "13055, false", "dd075, false"})
    void RB2_2_a_service_of_a_departement_has_a_code_that_says_so(String code, boolean ddt) {
        assertThat(administration(code).estDdt()).isEqualTo(ddt);
    }

    @Test
    void B2_three_copies_when_nobody_said_how_many() {
        assertThat(administration("13055").regle().nbConventionExemplaires()).isEqualTo(3);
    }

    private static Administration administration(String code) {
        return Administration.nouvelle(
                UUID.randomUUID(), new Administration.Fiche("Métropole", code, null, null, null, null, null, null));
    }
}
