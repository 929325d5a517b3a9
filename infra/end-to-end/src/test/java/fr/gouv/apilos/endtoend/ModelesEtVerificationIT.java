package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Models as staff meet them, and the check of a document by whoever holds it, signed in nowhere. */
class ModelesEtVerificationIT {

    private static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String A_SIGNER = "c41c020e-6c43-5e81-9722-efde7545fa1d";

    @Test
    void staff_deposit_a_version_read_its_report_put_it_in_force_and_take_it_back() throws IOException {
        try (var staff = Navigateur.connecte("superuser")) {
            var page = staff.page();
            assertThat(staff.aller("/apilos_settings/modeles/")).isEqualTo(200);
            staff.verifier("modeles-liste");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Avenant — foyer ou résidence"))
                    .click();
            staff.verifier("modele-fiche");
            page.locator("main td a").first().click();
            var fichier = page.waitForDownload(
                    () -> page.getByText("Télécharger le fichier Word").click());
            var docx = Files.readAllBytes(fichier.path());
            page.goBack();
            deposer(page, "e2e", docx);
            assertThat(page.locator("main").innerText()).contains("Ce fichier est déjà la version");
            staff.verifier("modele-refus");
            deposer(page, "e2e", autre(docx));
            assertThat(page.locator("main").innerText())
                    .containsIgnoringCase("À l’essai")
                    .contains("Le document est rédigé en entier", "Convention à ses débuts");
            staff.verifier("modele-version");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Mettre en vigueur"))
                    .click();
            assertThat(page.locator("main").innerText()).containsIgnoringCase("En vigueur");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Version e2e"))
                    .click();
            page.getByText("Retirer cette version").click();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retirer la version"))
                    .click();
            assertThat(page.locator("main").innerText())
                    .containsIgnoringCase("Retirée")
                    .contains("Version e2e — Mise en vigueur");
            staff.verifier("modele-historique");
        }
    }

    @Test
    void whoever_holds_the_final_document_checks_it_without_sending_it() throws IOException {
        byte[] pdf;
        String code;
        try (var instructeur = Navigateur.connecte("instructeur")) {
            var page = instructeur.page();
            instructeur.aller("/conventions/" + A_SIGNER + "/documents");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rédiger le document"))
                    .click();
            var lien = page.getByRole(
                    AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Télécharger.*")));
            lien.first().waitFor(new Locator.WaitForOptions().setTimeout(150_000));
            var enPdf = lien.filter(new Locator.FilterOptions().setHasText("PDF"));
            Assumptions.assumeTrue(enPdf.count() > 0, "LibreOffice is not installed on this machine");
            var chemin = enPdf.first().getAttribute("href");
            pdf = page.request().get(Plateforme.demarree().url() + chemin).body();
            code = code(chemin.replaceAll(".*/documents/([0-9a-f-]+)/pdf", "$1"));
        }
        try (var passant = Navigateur.anonyme()) {
            var page = passant.page();
            var envoyes = new ArrayList<Integer>();
            page.onRequest(requete -> envoyes.add(taille(requete)));
            assertThat(passant.aller("/verification")).isEqualTo(200);
            passant.verifier("verification");
            page.getByLabel("Code de vérification").fill(code.toLowerCase(Locale.ROOT));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continuer"))
                    .click();
            passant.verifier("verification-document");
            verifier(page, pdf);
            assertThat(page.locator("main").innerText()).contains("Ce fichier est celui que la plateforme a produit");
            passant.verifier("verification-conforme");
            assertThat(envoyes).as("bytes sent by any request").allMatch(octets -> octets < 2_000);
            var altere = pdf.clone();
            altere[altere.length - 2]++;
            verifier(page, altere);
            assertThat(page.locator("main").innerText()).contains("n’est pas celui que la plateforme a produit");
            passant.verifier("verification-autre");
            assertThat(passant.aller("/verification/0000-0000-0000-0000")).isEqualTo(404);
            passant.verifier("verification-inconnu");
        }
        try (var passant = Navigateur.anonyme(false)) {
            passant.aller("/verification/" + code);
            verifier(passant.page(), pdf);
            assertThat(passant.page().locator("main").innerText())
                    .as("without a script the file itself is sent")
                    .contains("Ce fichier est celui que la plateforme a produit");
        }
    }

    /** As an operator reads it. */
    private static String code(String tache) {
        try (var staff = Navigateur.connecte("superuser")) {
            var detail = staff.page()
                    .request()
                    .get(Plateforme.demarree().url() + "/exploitation/document/admin/documents/taches/" + tache)
                    .text();
            return detail.replaceAll("(?s).*\"verification\":\"([0-9A-Z-]{19})\".*", "$1");
        }
    }

    private static int taille(Request requete) {
        var corps = requete.postDataBuffer();
        return corps == null ? 0 : corps.length;
    }

    private static void verifier(Page page, byte[] pdf) {
        page.locator("input[type=file]").setInputFiles(new FilePayload("Convention.pdf", "application/pdf", pdf));
        // With a script the page comes after the fingerprint: the click alone does not wait for it.
        page.waitForResponse(
                reponse -> "POST".equals(reponse.request().method()),
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Vérifier ce fichier"))
                        .click());
        page.locator("main .fr-alert").waitFor();
    }

    private static void deposer(Page page, String version, byte[] docx) {
        page.getByLabel("Nom de la version").fill(version);
        page.locator("input[type=file]").setInputFiles(new FilePayload("modele.docx", WORD, docx));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Déposer et essayer"))
                .click();
    }

    /** The same model in other bytes. */
    private static byte[] autre(byte[] docx) throws IOException {
        var fichier = new ByteArrayOutputStream();
        try (var lu = new ZipInputStream(new ByteArrayInputStream(docx));
                var ecrit = new ZipOutputStream(fichier)) {
            for (var entree = lu.getNextEntry(); entree != null; entree = lu.getNextEntry()) {
                ecrit.putNextEntry(new ZipEntry(entree.getName()));
                ecrit.write(lu.readAllBytes());
                ecrit.closeEntry();
            }
            ecrit.setComment("essai");
        }
        return fichier.toByteArray();
    }
}
