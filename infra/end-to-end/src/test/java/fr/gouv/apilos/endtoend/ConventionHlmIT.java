package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One whole job, as its people do it: from the number of an opération to the signed convention. */
class ConventionHlmIT {

    private static final String OPERATION = "20261100001";
    private static final int LOGEMENTS = 14;

    @Test
    void from_the_operation_to_the_signed_pdf() throws Exception {
        try (var bailleur = Navigateur.connecte("bailleur");
                var instructeur = Navigateur.connecte("instructeur")) {
            var convention = creer(bailleur);
            remplir(bailleur, convention);
            soumettre(bailleur, convention);
            demanderUneCorrection(instructeur, convention);
            corriger(bailleur, convention);
            valider(instructeur, convention);
            signer(bailleur, convention);
            relireLHistorique(instructeur, convention);
        }
    }

    private static String creer(Navigateur bailleur) {
        var page = bailleur.page();
        assertThat(page.url()).endsWith("/conventions/recherche");
        bailleur.verifier("01-liste");
        bailleur.aller("/operations/" + OPERATION);
        bailleur.verifier("02-operation-connue-de-siap");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Créer les conventions"))
                .click();
        bailleur.verifier("03-operation-avec-ses-conventions");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("PLUS").setExact(true))
                .click();
        assertThat(page.url()).contains("/conventions/recapitulatif/");
        bailleur.verifier("04-recapitulatif-d-un-projet-vide");
        return page.url().substring(page.url().lastIndexOf('/') + 1).replaceAll("[?#].*", "");
    }

    private static void remplir(Navigateur bailleur, String convention) throws IOException {
        var page = bailleur.page();
        bailleur.aller("/conventions/bailleur/" + convention);
        page.getByLabel("Nom du signataire", new Page.GetByLabelOptions().setExact(true))
                .fill("");
        continuer(page);
        bailleur.verifier("05-etape-bailleur-refusee");
        assertThat(page.locator("#resume-des-erreurs").evaluate("e => e === document.activeElement"))
                .as("the summary of what is wrong has the focus")
                .isEqualTo(true);
        page.getByLabel("Nom du signataire", new Page.GetByLabelOptions().setExact(true))
                .fill("Hélène Castagnier");
        continuer(page);
        assertThat(page.url()).contains("/conventions/programme/");
        bailleur.verifier("06-etape-operation");
        continuer(page);
        assertThat(page.url()).contains("/conventions/cadastre/");
        joindreDesFichiers(bailleur);
        continuer(page);
        assertThat(page.url()).contains("/conventions/financement/");
        importer(bailleur, "financement", "1", new Object[][] {
            {"5588998", "PLUS", LocalDate.of(2025, 12, 2), 40, 1_250_000.0, "CDC pour le logement", null}
        });
        page.locator("#champ-annee-fin-conventionnement").fill("2067");
        bailleur.verifier("07-etape-financement");
        continuer(page);
        assertThat(page.url()).contains("/conventions/logements/");
        importer(bailleur, "logements", "14", Classeurs.logements(LOGEMENTS, "PLUS"));
        bailleur.verifier("08-etape-logements");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enregistrer et quitter"))
                .click();
        assertThat(page.url()).contains("/conventions/recapitulatif/");
        bailleur.verifier("09-recapitulatif-complet");
    }

    /** A picture dropped on its field, seen, downloaded, removed; a file of another kind refused; what was typed stays. */
    private static void joindreDesFichiers(Navigateur bailleur) throws IOException {
        var page = bailleur.page();
        var plan = Classeurs.image();
        page.locator("#champ-vendeur").fill("Vendeur : commune de Marseille");
        var region = page.locator("#fichiers-vendeur");
        glisser(region, "plan d’été.png", plan);
        // The antivirus answers by itself, or says that there is none.
        var lien = region.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("plan d’été.png"));
        lien.waitFor(new Locator.WaitForOptions().setTimeout(60_000));
        assertThat(page.locator("#champ-vendeur").inputValue()).contains("commune de Marseille");
        bailleur.verifier("06-etape-cadastre");
        var recu = page.waitForDownload(lien::click);
        assertThat(recu.suggestedFilename()).isEqualTo("plan d’été.png");
        assertThat(Files.readAllBytes(recu.path())).isEqualTo(plan);
        region.locator("input[type=file]")
                .setInputFiles(new FilePayload("faux.png", "image/png", "un texte".getBytes(StandardCharsets.UTF_8)));
        region.getByText("« faux.png » n’est pas une image").waitFor();
        bailleur.verifier("06-etape-cadastre-refus");
        region.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Retirer le fichier plan d’été.png"))
                .click();
        lien.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        // This one goes into the document.
        glisser(page.locator("#fichiers-effet_relatif"), "effet.png", plan);
        page.locator("#fichiers-effet_relatif")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("effet.png"))
                .waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    }

    private static void glisser(Locator region, String nom, byte[] octets) {
        var transfert = region.page()
                .evaluateHandle("""
                    ([nom, octets]) => {
                      const transfert = new DataTransfer();
                      const lus = Uint8Array.from(atob(octets), (c) => c.charCodeAt(0));
                      transfert.items.add(new File([lus], nom, { type: 'image/png' }));
                      return transfert;
                    }\
                    """, List.of(nom, Base64.getEncoder().encodeToString(octets)));
        region.dispatchEvent("drop", Map.of("dataTransfer", transfert));
    }

    /** Downloads the model of the step, fills it, sends it back, corrects in place what is wrong, confirms. */
    private static void importer(Navigateur bailleur, String etape, String nombre, Object[][] rangs)
            throws IOException {
        var page = bailleur.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Importer un fichier Excel"))
                .click();
        if (etape.equals("logements")) {
            Classeurs.deposer(page, "faux.xlsx", "not a workbook".getBytes(StandardCharsets.UTF_8));
            assertThat(page.locator("main").innerText()).contains("n’est pas un tableur Excel");
        }
        bailleur.verifier("10-import-" + etape);
        var modele = Classeurs.modele(page);
        var faux = rangs.clone();
        if (etape.equals("logements")) {
            faux[1] = faux[1].clone();
            faux[1][3] = "grand";
            Classeurs.deposer(page, "logements.xlsx", Classeurs.remplir(modele, faux));
            assertThat(page.locator("main").innerText()).contains("grand", "Rien n’a été enregistré");
            bailleur.verifier("11-import-a-corriger");
            page.locator("input[aria-invalid=true]").first().fill("65,00");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Vérifier de nouveau"))
                    .click();
        } else {
            Classeurs.deposer(page, etape + ".xlsx", Classeurs.remplir(modele, rangs));
        }
        assertThat(page.locator("main").innerText()).contains("Le fichier est prêt", nombre);
        bailleur.verifier("12-import-pret-" + etape);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Appliquer le fichier"))
                .click();
        assertThat(page.locator("main").innerText()).contains("Vous pouvez annuler cet import");
    }

    private static void soumettre(Navigateur bailleur, String convention) {
        agir(bailleur, convention, "Soumettre au service instructeur", "13-soumettre", "Soumettre la convention");
        assertThat(bailleur.page().locator("main").innerText())
                .contains("La convention est soumise au service instructeur", "En instruction".toUpperCase());
    }

    private static void demanderUneCorrection(Navigateur instructeur, String convention) {
        var page = instructeur.page();
        instructeur.aller("/conventions/recherche?onglet=a-traiter&q=" + OPERATION);
        assertThat(page.locator("main").innerText()).contains("Résidence Les Genêts", "À instruire".toUpperCase());
        instructeur.verifier("14-liste-de-l-instructeur");
        instructeur.aller("/conventions/programme/" + convention);
        var fil = page.locator(".ap-commentaires", new Page.LocatorOptions().setHasText(": Ville"))
                .first();
        fil.locator("summary").click();
        fil.locator("textarea").fill("La commune a changé de nom : vérifiez.");
        fil.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Envoyer le commentaire"))
                .click();
        assertThat(page.locator("main").innerText()).contains("Votre commentaire est enregistré");
        instructeur.verifier("15-champ-commente");
        agir(
                instructeur,
                convention,
                "Demander des corrections au bailleur",
                "16-demander-corrections",
                "Demander les corrections");
    }

    private static void corriger(Navigateur bailleur, String convention) {
        var page = bailleur.page();
        bailleur.aller("/conventions/programme/" + convention);
        assertThat(page.locator("main").innerText()).contains("La commune a changé de nom");
        assertThat(page.locator("form input[name=nom]").count())
                .as("only the commented field is open")
                .isZero();
        bailleur.verifier("17-un-seul-champ-ouvert");
        page.locator("#champ-ville").fill("Marseille 10e");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enregistrer et quitter"))
                .click();
        assertThat(page.url()).contains("/recapitulatif/");
        assertThat(page.locator("#carte-programme").innerText()).contains("Marseille 10e");
        assertThat(page.locator("#carte-programme del").innerText()).contains("Marseille");
        assertThat(page.locator("#carte-programme").innerText()).containsIgnoringCase("Modifié");
        bailleur.verifier("18-recapitulatif-modifie");
        bailleur.aller("/conventions/" + convention + "/actions/renvoyer");
        page.getByText("J’ai traité ce point").click();
        bailleur.verifier("18-renvoyer");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName("Renvoyer à l’instruction")
                                .setExact(true))
                .click();
    }

    private static void valider(Navigateur instructeur, String convention) throws Exception {
        var page = instructeur.page();
        agir(instructeur, convention, "Valider la convention", "19-valider", "Valider la convention");
        assertThat(page.url()).endsWith("/documents");
        instructeur.capturer("20-document-en-cours");
        // The page follows by itself and shows the links when the document is there.
        var lien = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Télécharger le document Word"));
        lien.waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        instructeur.verifier("21-document-pret");
        var docx = page.request().get(Plateforme.demarree().url() + lien.getAttribute("href"));
        assertThat(docx.status()).isEqualTo(200);
        assertThat(docx.body()).startsWith('P', 'K');
        var courriels = URI.create(Plateforme.demarree().adresse("simulateurs") + "/mailbox/api/messages");
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(http.send(
                                            HttpRequest.newBuilder(courriels).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body())
                            .contains("Convention à signer : Résidence Les Genêts", "bailleur@exemple.fr"));
        }
    }

    private static void signer(Navigateur bailleur, String convention) {
        var page = bailleur.page();
        bailleur.aller("/conventions/recapitulatif/" + convention);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Déposer la convention signée"))
                .first()
                .click();
        bailleur.verifier("22-deposer");
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload(
                        "signee.pdf", "application/pdf", "%PDF-1.7 signed".getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Déposer le document"))
                .click();
        var jour = LocalDate.now(ZoneId.of("Europe/Paris"));
        page.locator("input[name=date_jour]").fill(String.valueOf(jour.getDayOfMonth()));
        page.locator("input[name=date_mois]").fill(String.valueOf(jour.getMonthValue()));
        page.locator("input[name=date_annee]").fill(String.valueOf(jour.getYear()));
        bailleur.verifier("23-dater");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Finaliser la convention"))
                .click();
        assertThat(page.locator("main").innerText()).contains("La convention est finalisée", "FINALISÉE");
        bailleur.verifier("24-finalisee");
    }

    private static void relireLHistorique(Navigateur instructeur, String convention) {
        instructeur.aller("/conventions/" + convention + "/historique");
        var texte = instructeur.page().locator("main").innerText();
        for (var attendu : List.of("Finalisée", "À signer", "En correction", "À instruire", "Maxence Delaunoy")) {
            assertThat(texte).contains(attendu);
        }
        instructeur.verifier("25-historique");
    }

    private static void continuer(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enregistrer et continuer"))
                .click();
    }

    /** From the récapitulatif to the confirmation of an action, then its one button. */
    private static void agir(Navigateur personne, String convention, String lien, String capture, String bouton) {
        var page = personne.page();
        personne.aller("/conventions/recapitulatif/" + convention);
        var action = page.locator("#actions").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(lien));
        if (!action.isVisible()) {
            page.locator("#actions summary").click();
        }
        action.click();
        personne.verifier(capture);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(bouton))
                .click();
    }
}
