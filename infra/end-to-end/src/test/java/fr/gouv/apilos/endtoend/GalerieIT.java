package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every component in every state, in both schemes, at 1280 and 320 px; and what every page shares. */
class GalerieIT {

    @ParameterizedTest
    @ValueSource(strings = {"/galerie", "/galerie/objet", "/galerie/etape"})
    void every_component_holds_to_the_common_rules(String chemin) {
        try (var quelquUn = Navigateur.connecte("bailleur")) {
            quelquUn.mesurer();
            for (int largeur : new int[] {1280, 320}) {
                quelquUn.page().setViewportSize(largeur, 900);
                assertThat(quelquUn.aller(chemin)).isEqualTo(200);
                assertThat(Mesure.lire(quelquUn.page()).decalage()).isLessThanOrEqualTo(Budget.DECALAGE);
            }
            quelquUn.verifier("galerie" + chemin.replace('/', '-').replace("-galerie", ""));
            assertThat(Mesure.lire(quelquUn.page()).enDouble()).isEmpty();
            quelquUn.sombre(true);
            assertThat(quelquUn.contrastes()).as("contrasts in the dark").isEmpty();
            quelquUn.capturer("galerie" + chemin.replace('/', '-').replace("-galerie", "") + "-sombre");
        }
    }

    /** ux §2 "Theme": the server sets it from a cookie, before anything is drawn, and without a script. */
    @Test
    void the_chosen_colours_are_kept_and_drawn_without_a_script() {
        try (var quelquUn = Navigateur.anonyme(false)) {
            var page = quelquUn.page();
            quelquUn.aller("/affichage");
            assertThat(fond(quelquUn)).isEqualTo("rgb(255, 255, 255)");
            page.locator("label[for=theme-dark]").click();
            page.locator("main button[type=submit]").click();
            assertThat(page.url()).endsWith("/");
            assertThat(fond(quelquUn)).isEqualTo("rgb(22, 22, 22)");
            quelquUn.aller("/affichage");
            assertThat(page.locator("#theme-dark").isChecked()).isTrue();
            page.locator("label[for=theme-system]").click();
            page.locator("main button[type=submit]").click();
            assertThat(fond(quelquUn)).isEqualTo("rgb(255, 255, 255)");
            quelquUn.sombre(true);
            assertThat(fond(quelquUn)).as("as the device asks").isEqualTo("rgb(22, 22, 22)");
        }
    }

    /** ux §3.10: words stay readable where the system imposes its own colours, and nothing moves for who asked so. */
    @Test
    void forced_colours_and_reduced_motion_are_respected() {
        try (var quelquUn = Navigateur.connecte("bailleur")) {
            quelquUn.aller("/galerie");
            quelquUn.sobre();
            assertThat((Double) ((Number) quelquUn.page()
                                    .evaluate("Math.max(...[...document.querySelectorAll('*')]"
                                            + ".map((e) => parseFloat(getComputedStyle(e).transitionDuration)))"))
                            .doubleValue())
                    .isLessThanOrEqualTo(0.01);
            quelquUn.capturer("galerie-couleurs-imposees");
            assertThat(quelquUn.page().locator(".fr-badge").allInnerTexts())
                    .allSatisfy(texte -> assertThat(texte).isNotBlank());
        }
    }

    private static String fond(Navigateur quelquUn) {
        return (String) quelquUn.page()
                .evaluate("getComputedStyle(document.documentElement).backgroundColor === "
                        + "'rgba(0, 0, 0, 0)' ? getComputedStyle(document.body).backgroundColor"
                        + " : getComputedStyle(document.documentElement).backgroundColor");
    }
}
