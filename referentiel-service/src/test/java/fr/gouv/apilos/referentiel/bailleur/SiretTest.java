package fr.gouv.apilos.referentiel.bailleur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiretTest {

    @ParameterizedTest
    @CsvSource({
        "82000000800012, SIRET, true, 820000008",
        "82000000800013, SIRET, false, 820000008",
        "12345678900000, SIRET, false, 123456789",
        "820000008, SIREN, true, 820000008",
        "820000009, SIREN, false, 820000009",
        "35600000000048, SIRET, true, 356000000",
        "35600000049837, SIRET, true, 356000000",
        "35600000049838, SIRET, false, 356000000",
        "odette.larmor@exemple.fr, EMAIL, true, odette.larmor@exemple.fr",
        "2345678901, LIBRE, true, 2345678901",
        "BAILLEUR-77, LIBRE, true, BAILLEUR-77"
    })
    void B1_D12_says_what_the_identifier_is_and_whether_its_key_is_right(
            String brut, Siret.Genre genre, boolean cleJuste, String siren) {
        var siret = new Siret(brut);
        assertThat(siret.genre()).isEqualTo(genre);
        assertThat(siret.cleJuste()).isEqualTo(cleJuste);
        assertThat(siret.siren()).isEqualTo(siren);
    }

    @Test
    void spaces_people_group_digits_by_are_not_part_of_it() {
        assertThat(new Siret(" 820 000 008 00012 ").valeur()).isEqualTo("82000000800012");
        assertThat(new Siret("820\u00a0000\u202f008").valeur()).isEqualTo("820000008");
        assertThat(new Siret("Dossier 12 bis").valeur()).isEqualTo("Dossier 12 bis");
    }

    @Test
    void an_empty_or_endless_identifier_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Siret(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new Siret("x".repeat(256)));
    }

    @ParameterizedTest
    @CsvSource({
        "OFFICE_PUBLIC_HLM, SEM, HLM",
        "COOPERATIVE_HLM_SCIC, SEM, HLM",
        "SA_HLM_ESH, SEM, HLM",
        "SEM_EPL, HLM, SEM",
        "PARTICULIERS, HLM, Bailleurs privés",
        "FONDATION_HLM, HLM, Autres bailleurs sociaux non HLM",
        "NONRENSEIGNE, HLM, HLM",
        "NONRENSEIGNE, Bailleurs privés, Bailleurs privés"
    })
    void RB1_1_a_known_sub_nature_imposes_its_nature(String sousNature, String demandee, String enVigueur) {
        assertThat(NatureBailleur.imposee(sousNature, demandee)).isEqualTo(enVigueur);
    }
}
