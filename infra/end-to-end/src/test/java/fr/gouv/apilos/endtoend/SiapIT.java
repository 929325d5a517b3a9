package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** To SIAP and back: the menu both share, the ways between, the counters its dashboard asks for. */
class SiapIT {

    @Test
    void R72_R74_the_header_shows_the_menu_of_siap_wide_and_narrow() {
        try (var bailleur = Navigateur.connecte("bailleur")) {
            var page = bailleur.page();
            bailleur.aller("/conventions/recherche");
            var menu = page.locator("#menu-principal");
            var operations = bouton(menu, "Mes opérations");
            assertThat(operations.getAttribute("aria-current")).isEqualTo("true");
            operations.click();
            var financement = lien(menu, "Financement");
            financement.waitFor();
            assertThat(financement.getAttribute("href"))
                    .endsWith("/siap-web/operation/mes-operations?habilitation_id=101");
            assertThat(lien(menu, "Conventionnement").getAttribute("aria-current"))
                    .isEqualTo("true");
            bailleur.capturer("menu-siap-1280");
            assertThat(bailleur.violations()).isEmpty();
            page.keyboard().press("Escape");
            bailleur.verifier("menu-siap");
            page.setViewportSize(375, 800);
            page.locator("#bouton-menu").click();
            bouton(menu, "Habilitation").click();
            lien(menu, "Gestion des demandes").waitFor();
            bailleur.capturer("menu-siap-375");
            assertThat(bailleur.violations()).isEmpty();
        }
    }

    @Test
    void R83_the_dashboard_of_siap_asks_for_the_counters_and_leads_to_the_list() {
        try (var instructeur = Navigateur.connecte("instructeur")) {
            var page = instructeur.page();
            instructeur.aller("/conventions/recherche");
            lien(page.locator("#menu-principal"), "Tableau de bord").click();
            page.waitForURL("**/siap-web/tableau-bord?habilitation_id=103");
            assertThat(page.locator("main li, li").allInnerTexts())
                    .anyMatch(texte -> texte.matches("\\d+ en instruction"))
                    .anyMatch(texte -> texte.matches("\\d+ en correction"))
                    .anyMatch(texte -> texte.matches("\\d+ à signer"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("en instruction"))
                    .click();
            page.waitForURL("**/conventions/recherche?cstatut=**");
            assertThat(page.url()).doesNotContain("habilitation_id");
            assertThat(page.locator("h1").count()).isEqualTo(1);
        }
    }

    @Test
    void R28_R73_from_an_operation_to_its_financement_and_back_under_the_habilitation_siap_names() {
        try (var multi = Navigateur.connecte("multi")) {
            var page = multi.page();
            multi.aller("/conventions/recherche?habilitation_id=142");
            assertThat(page.url()).endsWith("/conventions/recherche");
            assertThat(page.locator(".ap-compte__qui").first().innerText()).contains("Service gestionnaire");
            assertThat(multi.aller("/conventions/recherche?habilitation_id=144"))
                    .isEqualTo(200);
            assertThat(page.url()).contains("/habilitations?demandee");
            multi.verifier("habilitation-demandee");
            multi.aller("/conventions/recherche?habilitation_id=141");
            assertThat(page.locator(".ap-compte__qui").first().innerText()).contains("Maître d'ouvrage");
        }
        try (var administrateur = Navigateur.connecte("administrateur")) {
            var page = administrateur.page();
            administrateur.aller("/operations/20261100001");
            administrateur.verifier("operation-siap");
            lien(page.locator("main"), "Financement, dans SIAP").click();
            page.waitForURL("**/siap-web/operation/mes-operations/editer/20261100001/**");
        }
    }

    private static Locator bouton(Locator dans, String nom) {
        return dans.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(nom).setExact(true));
    }

    private static Locator lien(Locator dans, String nom) {
        return dans.getByRole(
                AriaRole.LINK, new Locator.GetByRoleOptions().setName(nom).setExact(true));
    }
}
