package fr.gouv.apilos.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private final Formats formats = new Formats();

    @Test
    void amounts_and_surfaces_use_narrow_groups_and_two_decimals() {
        assertThat(formats.montant(new BigDecimal("1234.5"))).isEqualTo("1\u202f234,50\u00a0€");
        assertThat(formats.surface(new BigDecimal("54.2"))).isEqualTo("54,20\u00a0m²");
        assertThat(formats.decimal(new BigDecimal("-0.005"), 2)).isEqualTo("-0,01");
        assertThat(formats.montant(null)).isEqualTo("Non renseigné");
    }

    @Test
    void dates_are_french_and_of_paris() {
        assertThat(formats.date(LocalDate.of(2026, 3, 12))).isEqualTo("12 mars 2026");
        assertThat(formats.date(LocalDate.of(2026, 5, 1))).isEqualTo("1er mai 2026");
        assertThat(formats.instant(Instant.parse("2026-07-31T22:05:00Z"))).isEqualTo("1 août 2026 à 00:05");
        assertThat(formats.dateCourte(LocalDate.of(2026, 3, 2))).isEqualTo("02/03/2026");
    }

    @Test
    void plurals_follow_french_where_zero_is_singular() {
        assertThat(formats.pluriel(0, "logement", "logements")).isEqualTo("0\u00a0logement");
        assertThat(formats.pluriel(1200, "logement", "logements")).isEqualTo("1\u202f200\u00a0logements");
    }

    @Test
    void sizes_and_siret_read_as_people_write_them() {
        assertThat(formats.taille(1_258_291)).isEqualTo("1,2\u00a0Mo");
        assertThat(formats.siret("12345678900012")).isEqualTo("123\u00a0456\u00a0789\u00a000012");
        assertThat(formats.siret("odette@exemple.fr")).isEqualTo("odette@exemple.fr");
    }
}
