package fr.gouv.apilos.convention.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.convention.enumeration.Type1et2;
import fr.gouv.apilos.platform.error.ErreurMetier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table of 06 A2, row by row, and what each row wins over. */
class ChoixDuModeleTest {

    @ParameterizedTest(name = "{0}: {9}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # row                     | avenant | 2nd   | foyer | résid. | hlm   | sem   | type  | sous-nature          | model
            T1 foyer                  | true    | false | true  | false  | true  | false | -     | OFFICE_PUBLIC_HLM    | AVENANT_FOYER_RESIDENCE
            T1 résidence              | true    | false | false | true   | false | true  | -     | SEM_EPL              | AVENANT_FOYER_RESIDENCE
            T1 over seconde vie       | true    | true  | true  | false  | true  | false | -     | SA_HLM_ESH           | AVENANT_FOYER_RESIDENCE
            T2 HLM                    | true    | false | false | false  | true  | false | -     | SA_HLM_ESH           | AVENANT
            T2 SEM                    | true    | false | false | false  | false | true  | -     | SEM_EPL              | AVENANT
            T2 whatever the type      | true    | false | false | false  | false | false | Type2 | ASSOCIATIONS         | AVENANT
            T2 without a type         | true    | true  | false | false  | false | false | -     | ASSOCIATIONS         | AVENANT
            T3                        | false   | true  | true  | false  | true  | false | -     | OFFICE_PUBLIC_HLM    | SECONDE_VIE_FOYER
            T4 HLM                    | false   | true  | false | false  | true  | false | -     | OFFICE_PUBLIC_HLM    | SECONDE_VIE
            T4 résidence              | false   | true  | false | true   | true  | false | -     | OFFICE_PUBLIC_HLM    | SECONDE_VIE
            T4 SEM                    | false   | true  | false | false  | false | true  | -     | SEM_EPL              | SECONDE_VIE
            T4 type I                 | false   | true  | false | false  | false | false | Type1 | ASSOCIATIONS         | SECONDE_VIE
            T5                        | false   | false | true  | false  | true  | false | -     | OFFICE_PUBLIC_HLM    | FOYER
            T5 over the type          | false   | false | true  | false  | false | false | Type1 | ASSOCIATIONS         | FOYER
            T6                        | false   | false | false | true   | false | true  | -     | SEM_EPL              | RESIDENCE
            T7 office                 | false   | false | false | false  | true  | false | -     | OFFICE_PUBLIC_HLM    | HLM
            T7 over the type          | false   | false | false | false  | true  | false | Type2 | COOPERATIVE_HLM_SCIC | HLM
            T8                        | false   | false | false | false  | false | true  | -     | SEM_EPL              | SEM
            T9                        | false   | false | false | false  | false | false | Type1 | ASSOCIATIONS         | TYPE1
            T10                       | false   | false | false | false  | false | false | Type2 | ASSOCIATIONS         | TYPE2
            """)
    void A2_the_first_row_that_fits_gives_the_model(
            String rang,
            boolean avenant,
            boolean secondeVie,
            boolean foyer,
            boolean residence,
            boolean hlm,
            boolean sem,
            Type1et2 type,
            String sousNature,
            String modele) {
        assertThat(new ChoixDuModele(avenant, secondeVie, foyer, residence, hlm, sem, type, sousNature).code())
                .as(rang)
                .isEqualTo(modele);
    }

    @Test
    void A2_T11_without_a_type_the_user_is_told_to_choose_one_and_why() {
        assertThatThrownBy(
                        () -> new ChoixDuModele(false, false, false, false, false, false, null, "ASSOCIATIONS").code())
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("type I ou type II")
                .hasMessageContaining("ASSOCIATIONS");
    }
}
