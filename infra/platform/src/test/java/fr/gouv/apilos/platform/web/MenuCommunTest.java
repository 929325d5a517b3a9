package fr.gouv.apilos.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MenuCommunTest {

    private static final String OPERATION =
            "https://siap.example/operation/mes-operations/editer/<NUM_OPE_SIAP>/informations-generales?habilitation_id=5";

    @Test
    void R72_what_the_door_writes_a_service_reads() {
        var menu = menu(12);
        var entete = menu.ecrire().orElseThrow();
        assertThat(entete).matches("[A-Za-z0-9_-]+").hasSizeLessThan(1_500);
        assertThat(MenuCommun.lire(entete)).contains(menu);
    }

    @Test
    void a_header_that_is_no_menu_shows_none_and_a_menu_too_long_for_a_header_is_left_out() {
        assertThat(List.of("", "é", "AAAA", "eJwDAAAAAAE", "x".repeat(10_000)))
                .allMatch(faux -> MenuCommun.lire(faux).isEmpty());
        assertThat(MenuCommun.lire(null)).isEmpty();
        assertThat(menu(5_000).ecrire()).isEmpty();
    }

    @Test
    void R73_the_number_of_an_operation_takes_its_place_in_the_address() {
        assertThat(menu(0).operation("2022 06/0006"))
                .isEqualTo(
                        "https://siap.example/operation/mes-operations/editer/2022%2006%2F0006/informations-generales"
                                + "?habilitation_id=5");
    }

    private static MenuCommun menu(int entrees) {
        return new MenuCommun(
                "https://siap.example/tableau-bord?habilitation_id=5",
                "https://siap.example/gerer-habilitations?habilitation_id=5",
                OPERATION,
                IntStream.range(0, entrees)
                        .mapToObj(i -> new MenuCommun.Entree(
                                "Entrée n° " + i,
                                i % 2 == 0 ? "https://siap.example/" + Integer.toHexString(i * 7919) : null,
                                i == 1,
                                false,
                                List.of(new MenuCommun.Entree(
                                        "Sous-entrée", "https://siap.example/" + i, false, true, List.of()))))
                        .toList());
    }
}
