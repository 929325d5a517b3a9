package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in through the CAS screen with every account of the simulator, and the sessions this opens. */
class ConnexionCasIT {

    /** 04 §5.4: each profile of SIAP comes in under its own habilitation, read-only ones are told so. */
    @ParameterizedTest
    @CsvSource({
        "bailleur, MO_PERS_MORALE, false",
        "bailleur2, MO_PERS_MORALE, false",
        "lecturebailleur, MO_PERS_MORALE, true",
        "mophys, MO_PERS_PHYS, false",
        "instructeur, SER_GEST, false",
        "instructeur2, SER_GEST, false",
        "lecture, SER_GEST, true",
        "serdep, SER_DEP, false",
        "dirreg, DIR_REG, false",
        "administrateur, ADM_CENTRALE, false",
        "superuser, ADM_CENTRALE, false",
        "asshlm, ASS_HLM, true",
        "partenaire, PARTENAIRES, true"
    })
    void each_profile_signs_in_through_cas(String compte, String profil, boolean lectureSeule) {
        try (var quelquUn = Navigateur.connecte(compte)) {
            var page = quelquUn.page();
            assertThat(page.url()).as(profil).endsWith("/conventions/recherche");
            assertThat(page.locator("h1").count()).isEqualTo(1);
            assertThat(page.locator(".ap-compte__qui").first().innerText()).isNotBlank();
            assertThat(page.getByText("Consultation seule.").count()).as(profil).isEqualTo(lectureSeule ? 1 : 0);
        }
    }

    /** R27, P15: several habilitations are a choice; only those that are validated are offered. */
    @Test
    void several_habilitations_are_a_choice_then_the_page_asked_for() {
        try (var quelquUn = Navigateur.anonyme()) {
            var page = quelquUn.page();
            quelquUn.seConnecter("multi");
            assertThat(page.url()).contains("/habilitations?suite=");
            assertThat(page.locator("input[name=habilitation]").count()).isEqualTo(3);
            page.locator(".fr-radio-rich label").nth(2).click();
            page.locator("main button[type=submit]").click();
            page.waitForURL("**/conventions/recherche");
            assertThat(page.getByText("Consultation seule.").count()).isEqualTo(1);
        }
    }

    /** D8: without a validated habilitation the door says why, and stays closed. */
    @Test
    void without_habilitation_the_door_says_why() {
        try (var quelquUn = Navigateur.anonyme()) {
            quelquUn.seConnecter("sanshabilitation");
            assertThat(quelquUn.page().locator("h1").innerText()).isEqualTo("Vous n’avez pas accès à APiLos");
            assertThat(quelquUn.aller("/conventions/recherche")).isEqualTo(200);
            assertThat(quelquUn.page().url()).doesNotContain("/conventions/");
        }
    }

    @Test
    void a_session_is_closed_from_another_device() {
        try (var ici = Navigateur.connecte("dirreg");
                var ailleurs = Navigateur.connecte("dirreg")) {
            ici.aller("/sessions");
            ici.verifier("sessions");
            ici.page().locator("form[action='/sessions/fermeture'] button").click();
            ici.page().waitForURL("**/sessions");
            assertThat(ici.page().locator(".fr-alert").innerText()).contains("fermée");
            ailleurs.aller("/conventions/recherche");
            assertThat(ailleurs.page().url()).doesNotContain("/conventions/recherche");
        }
    }
}
