package fr.gouv.apilos.convention.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the nature of a bailleur changes for its conventions. */
class BailleurTest {

    @ParameterizedTest
    @CsvSource({
        "HLM, true, false, false",
        "SEM, false, true, false",
        "Bailleurs privés, false, false, true",
        "Autres bailleurs sociaux non HLM, false, false, true"
    })
    void RB1_5_a_bailleur_is_hlm_or_sem_or_signs_conventions_of_type_I_or_II(
            String nature, boolean hlm, boolean sem, boolean type1et2) {
        var bailleur = new Bailleur(
                UUID.randomUUID(),
                "Habitat",
                "820000008",
                "820000008",
                nature,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                false);
        assertThat(bailleur.estHlm()).isEqualTo(hlm);
        assertThat(bailleur.estSem()).isEqualTo(sem);
        assertThat(bailleur.estType1et2()).isEqualTo(type1et2);
    }
}
