package fr.gouv.apilos.habilitation.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a password must be. */
class ReglesDeMotDePasseTest {

    private static final List<String> PROCHES = List.of("cferrandi", "Camille", "Ferrandi", "camille@bailleur.fr");

    @ParameterizedTest
    @CsvSource({
        "court1!, au moins 8 caractères ; vous en avez saisi 7",
        "4839201748392, Ajoutez des lettres",
        "password1, se devine trop vite",
        "azertyuiop, se devine trop vite",
        "aaaaaaaaaaaa, se devine trop vite",
        "Ferrandi!2026, sans votre nom",
        "xx-cferrandi-9Z, sans votre nom",
        "camille-tres-longue-9, sans votre nom"
    })
    void R65_a_weak_password_is_refused_with_its_reason(String motDePasse, String raison) {
        assertThat(ReglesDeMotDePasse.refus(motDePasse, PROCHES))
                .hasValueSatisfying(m -> assertThat(m).contains(raison));
    }

    @ParameterizedTest
    @CsvSource({"tulipe-cadran-bruine-ocre", "Vz8!kQ2#rT"})
    void R65_a_strong_one_is_taken(String motDePasse) {
        assertThat(ReglesDeMotDePasse.refus(motDePasse, PROCHES)).isEmpty();
    }

    @Test
    void a_password_too_long_to_hash_is_refused() {
        assertThat(ReglesDeMotDePasse.refus("a1-".repeat(43), PROCHES)).isPresent();
    }
}
