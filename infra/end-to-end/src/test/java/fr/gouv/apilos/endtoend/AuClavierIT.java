package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** ux §3 items 4, 5, 6 and 9: whole journeys with the keyboard alone, from sign-in to a refused submission. */
class AuClavierIT {

    private static final int TABULATIONS_MAX = 80;

    @Test
    void from_sign_in_to_a_saved_step_without_a_mouse() {
        try (var quelquUn = Navigateur.anonyme()) {
            var page = quelquUn.page();
            quelquUn.aller("/conventions/recherche");
            atteindre(page, "a[href='/connexion/cerbere']");
            page.keyboard().press("Enter");
            page.waitForURL("**/cas/login**");
            atteindre(page, "#username");
            page.keyboard().type("bailleur");
            atteindre(page, "#password");
            page.keyboard().type("bailleur");
            page.keyboard().press("Enter");
            page.waitForURL("**/conventions/recherche**");

            page.keyboard().press("/");
            assertThat(actif(page, "#q")).as("a slash leads to the search").isTrue();
            page.keyboard().type("Figuiers");
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.contains("q=Figuiers"));
            page.locator("#resultats tbody tr").first().waitFor();
            atteindre(page, "#resultats td a");
            page.keyboard().press("Enter");
            page.waitForURL("**/conventions/recapitulatif/**");

            atteindre(page, "#carte-bailleur .ap-carte__tete a");
            page.keyboard().press("Enter");
            page.waitForURL("**/conventions/bailleur/**");
            atteindre(page, "#champ-signataire-nom");
            page.keyboard().press("Control+a");
            page.keyboard().press("Delete");
            atteindre(page, "button[name=suite][value=continuer]");
            page.keyboard().press("Enter");

            page.locator("#resume-des-erreurs").waitFor();
            assertThat(actif(page, "#resume-des-erreurs"))
                    .as("the summary has the focus")
                    .isTrue();
            assertThat(page.title()).startsWith("Erreur : ");
            atteindre(page, "#resume-des-erreurs a");
            page.keyboard().press("Enter");
            assertThat(actif(page, "#champ-signataire-nom"))
                    .as("its link leads into the field")
                    .isTrue();
            assertThat(page.locator("#champ-signataire-nom").getAttribute("aria-invalid"))
                    .isEqualTo("true");
            var decrit = page.locator("#champ-signataire-nom").getAttribute("aria-describedby");
            assertThat(page.locator("#" + decrit.substring(decrit.lastIndexOf(' ') + 1))
                            .innerText())
                    .isNotBlank();
            page.keyboard().type("Hélène Castagnier");
            atteindre(page, "button[name=suite][value=quitter]");
            page.keyboard().press("Enter");
            page.waitForURL("**/conventions/recapitulatif/**");
            assertThat(page.locator("main [role=status]").innerText()).contains("est enregistrée");
        }
    }

    @Test
    void skip_links_come_first_and_land() {
        try (var quelquUn = Navigateur.connecte("bailleur")) {
            var page = quelquUn.page();
            for (var ancre : new String[] {"contenu", "menu-principal", "pied-de-page"}) {
                quelquUn.aller("/conventions/recherche");
                atteindre(page, ".fr-skiplinks a[href='#" + ancre + "']");
                assertThat(page.locator(".fr-skiplinks a[href='#" + ancre + "']")
                                .boundingBox()
                                .y)
                        .as("seen once it has the focus")
                        .isGreaterThanOrEqualTo(0);
                page.keyboard().press("Enter");
                page.keyboard().press("Tab");
                assertThat((Boolean) page.evaluate(
                                "ancre => document.getElementById(ancre).contains(document.activeElement)", ancre))
                        .as("the next stop after #" + ancre + " is inside it")
                        .isTrue();
            }
        }
    }

    @Test
    void the_menu_of_phones_holds_the_focus_and_gives_it_back() {
        try (var quelquUn = Navigateur.connecte("bailleur")) {
            var page = quelquUn.page();
            page.setViewportSize(375, 812);
            quelquUn.aller("/conventions/recherche");
            atteindre(page, "#bouton-menu");
            page.keyboard().press("Enter");
            page.waitForFunction("document.querySelector('#modale-menu').contains(document.activeElement)");
            for (int i = 0; i < 20; i++) {
                page.keyboard().press("Tab");
                assertThat((Boolean) page.evaluate(
                                "document.querySelector('#modale-menu').contains(document.activeElement)"))
                        .as("the focus stays in the menu")
                        .isTrue();
            }
            quelquUn.capturer("menu-telephone");
            assertThat(quelquUn.violations()).isEmpty();
            page.keyboard().press("Escape");
            page.waitForFunction("document.activeElement?.id === 'bouton-menu'");
        }
    }

    /** Every stop of a page is seen: what has the focus is outlined, and nothing holds it. */
    @Test
    void every_stop_is_visible_and_none_is_a_trap() {
        try (var quelquUn = Navigateur.connecte("bailleur")) {
            var page = quelquUn.page();
            for (var chemin : new String[] {"/conventions/recherche", "/galerie", "/galerie/etape"}) {
                quelquUn.aller(chemin);
                page.evaluate("document.activeElement?.blur()");
                int arrets = 0;
                page.keyboard().press("Tab");
                while (!(Boolean) page.evaluate("document.activeElement === document.body")) {
                    assertThat((Boolean) page.evaluate("""
                            () => {
                              const e = document.activeElement;
                              const cible = e.matches("input[type=radio],input[type=checkbox]")
                                ? document.querySelector(`label[for="${e.id}"]`) : e;
                              const vus = [e, cible].flatMap((x) => [x, "::before", "::after"].map((p) =>
                                typeof p === "string" ? getComputedStyle(x, p) : getComputedStyle(x)));
                              return vus.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1);
                            }
                            """))
                            .as(
                                    "outline of stop %d of %s: %s",
                                    arrets, chemin, page.evaluate("document.activeElement.outerHTML"))
                            .isTrue();
                    arrets++;
                    assertThat(arrets).as("stops of " + chemin).isLessThan(200);
                    page.keyboard().press("Tab");
                }
                assertThat(arrets).isGreaterThan(10);
            }
        }
    }

    private static void atteindre(Page page, String selecteur) {
        for (int i = 0; i < TABULATIONS_MAX; i++) {
            if (actif(page, selecteur)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(selecteur + " is not reached with the tab key on " + page.url());
    }

    private static boolean actif(Page page, String selecteur) {
        return (Boolean) page.evaluate("selecteur => document.activeElement?.matches(selecteur) ?? false", selecteur);
    }
}
