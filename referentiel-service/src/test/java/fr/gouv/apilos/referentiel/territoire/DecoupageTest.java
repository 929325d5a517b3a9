package fr.gouv.apilos.referentiel.territoire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoupageTest {

    @Test
    void RB3_1_there_are_101_departements_in_insee_order() {
        var tous = Decoupage.departements();
        assertThat(tous).hasSize(101);
        assertThat(tous.getFirst().libelle()).isEqualTo("01 - Ain");
        // D2 names these ranks.
        assertThat(tous.get(20).codeInsee()).isEqualTo("2B");
        assertThat(tous.get(21).nom()).isEqualTo("Côte-d-Or");
        assertThat(tous.getLast().libelle()).isEqualTo("976 - Mayotte");
        assertThat(tous).extracting(Departement::id).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "84,12", "32,5", "93,6", "44,10", "76,13", "28,5", "75,12", "24,6", "94,2", "27,8", "53,4", "52,5", "11,8"
    })
    void RB3_1_each_region_has_its_departements(String region, int nombre) {
        assertThat(Decoupage.departements().stream().filter(d -> d.region().equals(region)))
                .hasSize(nombre);
        assertThat(Decoupage.regions()).containsKey(region);
    }

    @Test
    void RB3_1_both_corsican_departements_share_a_postal_prefix_and_overseas_regions_have_one_digit() {
        assertThat(Decoupage.departements().stream().filter(d -> d.codePostal().equals("20")))
                .extracting(Departement::codeInsee)
                .containsExactly("2A", "2B");
        assertThat(Decoupage.departement("974").orElseThrow().region()).isEqualTo("4");
        assertThat(Decoupage.departements().stream().filter(d -> d.codeInsee().length() == 3))
                .allMatch(d -> d.region().length() == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "75001,75",
        "13055,13",
        "01000,01",
        "20000,2A",
        "20167,2A",
        "20190,2A",
        "20200,2B",
        "20600,2B",
        "20620,2B",
        "97114,971",
        "97420,974",
        "97600,976"
    })
    void D14_a_postal_code_names_its_departement_in_corsica_and_overseas_too(String codePostal, String departement) {
        assertThat(Decoupage.deCodePostal(codePostal).orElseThrow().codeInsee()).isEqualTo(departement);
    }

    @ParameterizedTest
    @CsvSource({"00001", "97500", "98800", "1000", "abcde"})
    void an_unknown_postal_code_names_nothing(String codePostal) {
        assertThat(Decoupage.deCodePostal(codePostal)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2A004,2A", "2B033,2B", "13055,13", "97411,974", "01001,01"})
    void a_commune_names_its_departement(String commune, String departement) {
        assertThat(Decoupage.deCommune(commune).orElseThrow().codeInsee()).isEqualTo(departement);
    }

    @ParameterizedTest
    @CsvSource({"01,1", "1,1", "4,4", "04,4", "11,11", "93,93", "99,99"})
    void D15_region_codes_are_compared_whatever_the_platform_that_wrote_them(String ecrit, String normalise) {
        assertThat(Decoupage.region(ecrit)).isEqualTo(normalise);
    }

    @ParameterizedTest
    @CsvSource({"1000,01000", "'13 001',13001", "75001,75001", "100,100"})
    void D5_a_postal_code_typed_as_a_number_finds_its_zero_again(String saisi, String lu) {
        assertThat(Decoupage.codePostal(saisi)).isEqualTo(lu);
    }
}
