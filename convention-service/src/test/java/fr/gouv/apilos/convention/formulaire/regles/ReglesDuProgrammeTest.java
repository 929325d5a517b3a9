package fr.gouv.apilos.convention.formulaire.regles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows of a programme. */
class ReglesDuProgrammeTest {

    @Test
    void R78_a_reference_needs_its_section_number_place_and_surface() {
        assertThat(ReglesDuProgramme.cadastre(List.of(
                        Map.of("section", "AB", "numero", "12", "lieudit", "Les Cèdres", "surface", "0 ha 1 a 27 ca"))))
                .isEmpty();
        assertThat(ReglesDuProgramme.cadastre(List.of(Map.of("numero", " "))))
                .extracting(Probleme::message)
                .containsExactly(
                        "La section est obligatoire",
                        "Le numéro est obligatoire",
                        "Le lieudit est obligatoire",
                        "La surface est obligatoire");
        assertThat(ReglesDuProgramme.cadastre(List.of(Map.of(
                        "section",
                        "AB",
                        "numero",
                        "12",
                        "lieudit",
                        "x".repeat(256),
                        "surface",
                        "x",
                        "autre",
                        "x".repeat(255)))))
                .singleElement()
                .satisfies(p -> assertThat(p.champ()).isEqualTo("lieudit"));
    }

    @Test
    void R80_a_table_that_is_not_empty_names_every_financement_of_the_programme() {
        assertThat(ReglesDuProgramme.financementsAbsents(Set.of(), List.of("PLUS")))
                .isEmpty();
        assertThat(ReglesDuProgramme.financementsAbsents(Set.of("PLUS", "PLS"), List.of("PLUS")))
                .isEmpty();
        assertThat(ReglesDuProgramme.financementsAbsents(Set.of("PLUS"), List.of("PLUS", "PLAI")))
                .singleElement()
                .asString()
                .contains("PLUS, PLAI", "Il manque : PLAI.");
    }
}
