package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The settings of the référentiel, as staff use them (03 part B and C, 07 §5 and §15, ux P12 and P14). */
class ReferentielIT {

    private static final String RACINE = "/apilos_settings/";
    private static final String OVERSEAS = "Alizés Logement";

    private static Navigateur staff;

    @BeforeAll
    static void connecter() {
        staff = Navigateur.connecte("superuser");
    }

    @AfterAll
    static void fermer() {
        staff.close();
    }

    @Test
    void a_bailleur_is_found_with_a_typo_corrected_and_its_history_kept() throws IOException {
        var page = staff.page();
        assertThat(staff.aller(RACINE + "bailleurs/")).isEqualTo(200);
        staff.verifier("referentiel-bailleurs");

        page.locator("#search_input").fill("Alisés");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(OVERSEAS))
                .waitFor();
        staff.verifier("referentiel-bailleurs-faute");

        page.locator("#search_input").fill("logement");
        page.locator("#resultats tbody tr").first().waitFor();
        var fichier = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("texte (.csv)"))
                        .click());
        assertThat(fichier.suggestedFilename()).matches("bailleurs-\\d{4}-\\d{2}-\\d{2}\\.csv");
        assertThat(Files.readString(fichier.path())).contains(OVERSEAS).doesNotContain("Seine Logis");

        page.locator("#resultats").getByText(OVERSEAS).click();
        page.waitForURL("**/apilos_settings/bailleurs/*-*");
        assertThat(page.locator("h1").innerText()).isEqualTo(OVERSEAS);
        staff.verifier("referentiel-bailleur");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Modifier"))
                .first()
                .click();
        champ(page, "Code postal").fill("971");
        enregistrer(page);
        assertThat(page.locator("#resume-des-erreurs").innerText()).contains("code postal");
        assertThat(champ(page, "Code postal").inputValue())
                .as("what was typed stays")
                .isEqualTo("971");
        staff.verifier("referentiel-bailleur-erreur");
        champ(page, "Code postal").fill("97100");
        champ(page, "Ville").fill("Pointe-à-Pitre");
        enregistrer(page);
        assertThat(page.locator("main [role=status]").first().innerText()).contains("enregistrée");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Historique"))
                .click();
        assertThat(page.locator("main").innerText()).contains("Pointe-à-Pitre");
        staff.verifier("referentiel-bailleur-historique");
        page.locator(".ap-onglets a")
                .filter(new Locator.FilterOptions().setHasText("Utilisateurs"))
                .click();
        page.waitForURL("**/utilisateurs");
        staff.verifier("referentiel-bailleur-utilisateurs");
    }

    @Test
    void the_programmes_of_a_departement_change_hands_after_a_preview_and_come_back() {
        var page = staff.page();
        assertThat(staff.aller(RACINE + "delegataires/")).isEqualTo(200);
        staff.verifier("referentiel-delegataires");
        choisir(page, "administration", "Finistere", "DDTM du Finistère");
        page.locator("#champ-departement").selectOption("971");
        voirCeQuiChangera(page);
        assertThat(page.locator("h1").innerText()).isEqualTo("Vérifiez les conventions impactées");
        assertThat(page.locator("main").innerText()).contains("DDTM du Finistère");
        staff.verifier("referentiel-delegataires-apercu");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Réassigner ces programmes"))
                .click();
        fini(page, "Terminée");
        staff.verifier("referentiel-delegataires-suivi");
        annuler(page);
        staff.aller(RACINE + "delegataires/");
        staff.verifier("referentiel-delegataires-dernieres");
    }

    @Test
    void a_bailleur_gives_its_programmes_to_another_and_takes_them_back() {
        var page = staff.page();
        assertThat(staff.aller(RACINE + "transferts/")).isEqualTo(200);
        staff.verifier("referentiel-transferts");
        choisir(page, "de", "Faubourg", "SEM Faubourg Levant");
        choisir(page, "vers", "Alizes", OVERSEAS);
        voirCeQuiChangera(page);
        assertThat(page.locator("main").innerText()).contains("SEM Faubourg Levant", OVERSEAS);
        staff.verifier("referentiel-transferts-apercu");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Transférer ces programmes"))
                .click();
        fini(page, "Terminée");
        annuler(page);
    }

    @Test
    void an_import_shows_every_refused_line_before_it_writes_anything() {
        var page = staff.page();
        assertThat(staff.aller(RACINE + "imports/administrations")).isEqualTo(200);
        staff.verifier("referentiel-import");
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload(
                        "administrations.csv",
                        "text/csv",
                        ("Code de l’administration;Nom de l’administration;Ville de signature;Adresse;Code postal;Ville du"
                                        + " siège;Exemplaires d’une convention;Bloc de signature\n"
                                        + "77777;Métropole d’essai Communautedecommunesdupaysdelahautevalleedelaveyron;Essai-Ville;;;;;\n88888;;Sans nom;;;;;\n")
                                .getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Vérifier le fichier"))
                .click();
        assertThat(page.locator("h1").innerText()).isEqualTo("Vérifier le fichier");
        assertThat(page.locator("main").innerText()).contains("est refusée", "Ligne 3", "Indiquez le nom");
        staff.verifier("referentiel-import-verification");
        assertThat(page.request().get("/search/administration?q=77777").text())
                .as("nothing is written yet")
                .doesNotContain("Métropole d’essai");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Écrire les lignes acceptées"))
                .click();
        page.getByText("L’import est terminé").waitFor();
        staff.aller(RACINE + "administrations/?search_input=77777");
        assertThat(page.locator("#resultats").innerText()).contains("Métropole d’essai");
        staff.verifier("referentiel-administrations");
        page.locator("#resultats").getByText("Métropole d’essai").first().click();
        page.waitForURL("**/administrations/*-*");
        staff.verifier("referentiel-administration-nom-long");
    }

    @Test
    void an_index_is_refused_then_entered_and_removed() {
        var page = staff.page();
        assertThat(staff.aller(RACINE + "indices/")).isEqualTo(200);
        staff.verifier("referentiel-indices");
        assertThat(staff.aller(RACINE + "indices/nouveau")).isEqualTo(200);
        staff.verifier("referentiel-indice");
        enregistrer(page);
        assertThat(page.locator("#resume-des-erreurs").isVisible()).isTrue();
        champ(page, "Année").fill("2019");
        page.getByLabel("Nature de logement").selectOption(new SelectOption().setIndex(1));
        page.getByLabel("Évolution").fill("1,25");
        enregistrer(page);
        assertThat(page.locator("main [role=status]").first().innerText()).contains("L’indice est enregistré");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^2019")))
                .first()
                .click();
        assertThat(page.getByLabel("Évolution").inputValue()).startsWith("1,25");
        page.getByText("Supprimer cet indice").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Supprimer l’indice"))
                .click();
        assertThat(page.locator("main [role=status]").first().innerText()).contains("supprimé");
        assertThat(staff.aller("/conventions/simulateur-de-loyer")).isEqualTo(200);
        staff.verifier("referentiel-simulateur");
    }

    /** Types into a field that proposes, and takes what it proposes. */
    private static void choisir(Page page, String champ, String saisie, String attendu) {
        page.locator("#" + champ + "-q").pressSequentially(saisie);
        page.locator("#" + champ + "-choix").getByText(attendu).first().click();
    }

    private static Locator champ(Page page, String libelle) {
        return page.getByLabel(libelle, new Page.GetByLabelOptions().setExact(true));
    }

    private static void voirCeQuiChangera(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Voir ce qui changera"))
                .click();
    }

    private static void enregistrer(Page page) {
        page.locator("main form[method=post] button[type=submit]")
                .filter(new Locator.FilterOptions().setHasText("Enregistrer"))
                .first()
                .click();
    }

    /** The page that is open follows by itself. */
    private static void fini(Page page, String etat) {
        page.locator("#suivi [role=status]")
                .filter(new Locator.FilterOptions().setHasText(etat))
                .waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    }

    private static void annuler(Page page) {
        page.getByText("Annuler cette opération").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Annuler l’opération"))
                .click();
        fini(page, "Annulée");
    }
}
