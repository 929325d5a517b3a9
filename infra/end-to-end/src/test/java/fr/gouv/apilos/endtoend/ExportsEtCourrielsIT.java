package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files prepared apart, fetched by who asked; every mail looked at; a message to the team. */
class ExportsEtCourrielsIT {

    @Test
    void the_list_is_exported_followed_fetched_and_read() throws IOException {
        try (var administrateur = Navigateur.connecte("administrateur")) {
            var page = administrateur.page();
            administrateur.aller("/conventions/recherche?statut=PROJET");
            var annonce = page.locator("#resultats [role=status]").innerText().replaceAll("\\D", "");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Exporter la liste"))
                    .click();
            page.waitForURL("**/conventions/telechargements/*-*");
            var lien = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Télécharger le fichier"));
            lien.waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            administrateur.verifier("export-pret");
            var fichier = page.waitForDownload(lien::click);
            assertThat(fichier.suggestedFilename()).matches("conventions_\\d{2}-\\d{2}-\\d{4}\\.xlsx");
            try (var classeur = new XSSFWorkbook(Files.newInputStream(fichier.path()))) {
                var feuille = classeur.getSheet("Conventions");
                assertThat(feuille.getLastRowNum()).isEqualTo(Integer.parseInt(annonce));
                assertThat(feuille.getRow(0).getCell(18).getStringCellValue())
                        .isEqualTo("Date de fin de conventionnement");
                assertThat(feuille.getRow(1).getCell(3).getStringCellValue()).isEqualTo("1. Projet");
            }
            var adresse = page.url();
            administrateur.aller("/conventions/telechargements");
            administrateur.verifier("telechargements");
            try (var autre = Navigateur.connecte("instructeur")) {
                assertThat(autre.aller(adresse)).isEqualTo(404);
            }
        }
    }

    @Test
    void without_a_script_the_same_file_is_there() {
        try (var bailleur = Navigateur.connecteSansJavaScript("bailleur")) {
            var page = bailleur.page();
            bailleur.aller("/conventions/recherche");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Exporter la liste"))
                    .click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Télécharger le fichier"))
                    .waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            // Its page comes back by itself.
            assertThat(page.locator("h1").innerText()).startsWith("Export de");
        }
    }

    @Test
    void the_documents_of_a_convention_come_as_one_zip() throws IOException {
        try (var instructeur = Navigateur.connecte("instructeur")) {
            var page = instructeur.page();
            // One that another test has produced, or that the demonstration holds signed.
            instructeur.aller("/conventions/recherche?q=C%C3%A8dres");
            page.locator("#resultats tbody a").first().click();
            var convention = page.url().replaceAll(".*/recapitulatif/([0-9a-f-]+).*", "$1");
            instructeur.aller("/conventions/" + convention + "/documents");
            var zip = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Tout télécharger (zip)"));
            if (zip.count() == 0) {
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rédiger le document"))
                        .click();
                zip.waitFor(new Locator.WaitForOptions().setTimeout(150_000));
            }
            instructeur.verifier("documents-archive");
            zip.click();
            page.waitForURL("**/conventions/telechargements/*-*");
            var lien = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Télécharger le fichier"));
            lien.waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            var fichier = page.waitForDownload(lien::click);
            var noms = new ArrayList<String>();
            try (var lecture = new ZipInputStream(Files.newInputStream(fichier.path()))) {
                for (var entree = lecture.getNextEntry(); entree != null; entree = lecture.getNextEntry()) {
                    assertThat(lecture.readAllBytes()).as(entree.getName()).hasSizeGreaterThan(1000);
                    noms.add(entree.getName());
                }
            }
            assertThat(noms).isNotEmpty().doesNotHaveDuplicates().anyMatch(nom -> nom.endsWith(".docx"));
        }
    }

    @Test
    void C2_every_mail_is_rendered_with_a_subject_a_text_absolute_links_and_no_hole() throws Exception {
        try (var staff = Navigateur.connecte("superuser")) {
            var page = staff.page();
            for (var service : List.of("convention", "document")) {
                var reponse = page.request()
                        .post(
                                "/exploitation/" + service + "/admin/courriels/apercu",
                                RequestOptions.create()
                                        .setHeader(
                                                "Origin", Plateforme.demarree().url()));
                assertThat(reponse.status()).as(service).isEqualTo(202);
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(recus()).hasSizeGreaterThanOrEqualTo(20));
            for (var mail : recus()) {
                var objet = mail.path("objet").asString();
                var texte = mail.path("texte").asString();
                var html = mail.path("html").asString();
                assertThat(objet).isNotBlank().doesNotContain("null", "\n");
                assertThat(texte)
                        .as(objet)
                        .isNotBlank()
                        .contains("L’équipe APiLos")
                        .doesNotContain("null", "&amp;", "%s");
                assertThat(html)
                        .as(objet)
                        .contains("<html lang=\"fr\">")
                        .doesNotContain("<img", "null", "<Les Cèdres>", "%s");
                var liens = Pattern.compile("href=\"([^\"]*)\"").matcher(html);
                while (liens.find()) {
                    assertThat(liens.group(1)).as(objet).startsWith("http");
                }
            }
            // In a page of nobody's: the policy of the platform would take its styles away.
            page.navigate("about:blank");
            page.setContent(recus().stream()
                    .filter(mail -> mail.path("objet").asString().startsWith("Convention à corriger"))
                    .findFirst()
                    .orElseThrow()
                    .path("html")
                    .asString());
            for (var sombre : new boolean[] {false, true}) {
                staff.sombre(sombre);
                for (int largeur : new int[] {1280, 375}) {
                    page.setViewportSize(largeur, 900);
                    staff.capturer("courriel-" + largeur + (sombre ? "-sombre" : ""));
                    assertThat((Boolean) page.evaluate(
                                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                            .isTrue();
                    assertThat(staff.contrastes()).isEmpty();
                }
            }
        }
    }

    @Test
    void C5_a_visitor_writes_to_the_team() {
        try (var visiteur = Navigateur.anonyme()) {
            var page = visiteur.page();
            visiteur.aller("/contact/");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Envoyer le message"))
                    .click();
            assertThat(page.locator("#resume-des-erreurs").innerText()).contains("Votre message est obligatoire");
            visiteur.verifier("contact-erreurs");
            champ(page, "Votre nom").fill("Camille Martin");
            champ(page, "Votre adresse").fill("camille@exemple.fr");
            champ(page, "Sujet").fill("Question de bout en bout");
            champ(page, "Message").fill("Bonjour, une question.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Envoyer le message"))
                    .click();
            assertThat(page.locator("main").innerText()).contains("Votre message a été envoyé avec succès");
            visiteur.verifier("contact");
        }
    }

    private static Locator champ(Page page, String libelle) {
        return page.getByLabel(libelle, new Page.GetByLabelOptions()).first();
    }

    /** What the simulator's mailbox holds for staff, whole. */
    private static List<JsonNode> recus() throws IOException, InterruptedException {
        var boite = Plateforme.demarree().adresse("simulateurs")
                + "/mailbox/api/messages?destinataire=superuser@exemple.fr";
        try (var http = HttpClient.newHttpClient()) {
            var reponse =
                    http.send(HttpRequest.newBuilder(URI.create(boite)).build(), HttpResponse.BodyHandlers.ofString());
            var mails = new ArrayList<JsonNode>();
            JsonMapper.shared().readTree(reponse.body()).forEach(mails::add);
            return mails;
        }
    }
}
