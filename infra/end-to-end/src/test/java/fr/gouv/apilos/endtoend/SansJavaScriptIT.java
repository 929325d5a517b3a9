package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** ux §3.11 and scorecard 23: search, edit, add a row, import, upload, comment and submit with scripts switched off. */
class SansJavaScriptIT {

    private static final String OPERATION = "20261100002";
    private static final int LOGEMENTS = 24;

    @Test
    void the_job_is_done_without_a_script() throws IOException {
        try (var bailleur = Navigateur.connecteSansJavaScript("bailleur");
                var instructeur = Navigateur.connecteSansJavaScript("instructeur")) {
            var page = bailleur.page();
            chercher(bailleur);
            bailleur.aller("/operations/" + OPERATION);
            bouton(page, "Créer la convention");
            lien(page, "PLS");
            var convention = page.url().replaceAll(".*/recapitulatif/([0-9a-f-]+).*", "$1");

            bailleur.aller("/conventions/bailleur/" + convention);
            champ(page, "Nom du signataire").fill("");
            bouton(page, "Enregistrer et continuer");
            assertThat(page.locator("#resume-des-erreurs").innerText()).contains("à corriger");
            champ(page, "Nom du signataire").fill("Hélène Castagnier");
            bouton(page, "Enregistrer et continuer");
            bouton(page, "Enregistrer et continuer");
            joindreUnFichier(page);
            bouton(page, "Enregistrer et continuer");
            assertThat(page.url()).contains("/conventions/financement/");

            direQuiPrete(page);
            ajouterUnPret(page);
            page.locator("#champ-annee-fin-conventionnement").fill("2067");
            bouton(page, "Enregistrer et continuer");
            assertThat(page.url()).contains("/conventions/logements/");

            Classeurs.importer(bailleur, "logements", convention, Classeurs.logements(LOGEMENTS, "PLS"));
            assertThat(page.locator("main").innerText()).contains("Vous pouvez annuler cet import");
            bouton(page, "Enregistrer et quitter");

            lien(page, "Soumettre au service instructeur");
            bouton(page, "Soumettre la convention");
            assertThat(page.locator("main").innerText()).contains("La convention est soumise");

            commenter(instructeur, convention);
            bailleur.aller("/menu");
            lien(page, "Opérations");
            assertThat(page.url()).endsWith("/operations");
        }
    }

    /** What is typed stays while a file is joined, then removed. */
    private static void joindreUnFichier(Page page) throws IOException {
        assertThat(page.url()).contains("/conventions/cadastre/");
        page.locator("#champ-vendeur").fill("La commune");
        page.locator("#champ-depot-vendeur").setInputFiles(new FilePayload("plan.png", "image/png", Classeurs.image()));
        bouton(page, "Déposer les fichiers : Vendeur");
        assertThat(page.locator("#fichiers-vendeur").innerText()).contains("plan.png");
        assertThat(page.locator("#champ-vendeur").inputValue()).isEqualTo("La commune");
        bouton(page, "Retirer le fichier plan.png");
        assertThat(page.locator("#fichiers-vendeur").innerText()).doesNotContain("plan.png");
        assertThat(page.locator("#champ-vendeur").inputValue()).isEqualTo("La commune");
    }

    private static void chercher(Navigateur bailleur) {
        var page = bailleur.page();
        bailleur.aller("/conventions/recherche");
        page.locator("#q").fill("Figuiers");
        bouton(page, "Rechercher");
        assertThat(page.locator("#resultats").innerText()).contains("Les Figuiers", "1\u00a0convention trouvée");
        bailleur.aller("/conventions/recherche");
        page.locator("form#recherche summary").click();
        page.locator("label[for^=statut-]").first().click();
        bouton(page, "Appliquer les filtres");
        assertThat(page.url()).contains("statut=");
        assertThat(page.locator("#resultats tbody tr").count()).isPositive();
    }

    /** SIAP gives the amount of a loan; who lends is for the bailleur to say. */
    private static void direQuiPrete(Page page) {
        page.locator("main table tbody")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Modifier"))
                .first()
                .click();
        page.locator("#champ-preteur")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Région"));
        enregistrerLaLigne(page);
        assertThat(page.locator("main table").innerText()).contains("Région");
    }

    private static void ajouterUnPret(Page page) {
        lien(page, "Ajouter : prêt ou subvention");
        page.locator("#champ-numero").fill("5588999");
        page.locator("#champ-financement").selectOption("PLS");
        page.locator("#champ-date-octroi-jour").fill("2");
        page.locator("#champ-date-octroi-mois").fill("12");
        page.locator("#champ-date-octroi-annee").fill("2025");
        page.locator("#champ-duree").fill("40");
        page.locator("#champ-montant").fill("1 250 000,00");
        page.locator("#champ-preteur").selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
        enregistrerLaLigne(page);
        assertThat(page.locator("main").innerText()).contains("5588999", "1\u202f250\u202f000,00");
    }

    private static void enregistrerLaLigne(Page page) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Enregistrer").setExact(true))
                .click();
    }

    private static void commenter(Navigateur instructeur, String convention) {
        var page = instructeur.page();
        instructeur.aller("/conventions/programme/" + convention);
        var fil = page.locator(".ap-commentaires", new Page.LocatorOptions().setHasText(": Ville"))
                .first();
        fil.locator("summary").click();
        fil.locator("textarea").fill("La commune a changé de nom : vérifiez.");
        fil.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Envoyer le commentaire"))
                .click();
        assertThat(page.locator("main").innerText()).contains("Votre commentaire est enregistré");
        instructeur.aller("/conventions/recapitulatif/" + convention);
        lien(page, "Demander des corrections au bailleur");
        bouton(page, "Demander les corrections");
        assertThat(page.locator("main [role=status]").innerText()).isNotBlank();
    }

    private static void bouton(Page page, String nom) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(nom))
                .first()
                .click();
    }

    /** Opens what hides the link, if anything does, then follows it. */
    private static void lien(Page page, String nom) {
        var lien = page.locator("main")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(nom))
                .first();
        if (!lien.isVisible()) {
            page.locator("#actions summary").click();
        }
        lien.click();
    }

    private static Locator champ(Page page, String libelle) {
        return page.getByLabel(libelle, new Page.GetByLabelOptions().setExact(true));
    }
}
