package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scorecard 24: every error page is French, has one h1, a reference, two ways out, and tells nothing of the inside. */
class PagesDErreurIT {

    private static final String D_UN_AUTRE_BAILLEUR = "8aaa43db-9215-53cd-a601-a25f5269495a";
    private static final String EN_PROJET = "c49bd2d8-e195-5681-ba3f-1295641a4a1d";

    /** One layout draws them all: these are looked at in full. */
    private static final Set<String> VUES = Set.of("INTERDIT", "INTROUVABLE", "INDISPONIBLE");

    private static Navigateur quelquUn;

    @BeforeAll
    static void connecter() {
        quelquUn = Navigateur.connecte("bailleur");
    }

    @AfterAll
    static void fermer() {
        quelquUn.close();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUETE_INCORRECTE, 400",
        "NON_CONNECTE, 401",
        "INTERDIT, 403",
        "INTROUVABLE, 404",
        "CONFLIT, 409",
        "PERIME, 409",
        "SUPPRIME, 410",
        "TROP_GROS, 413",
        "FORMAT_INCONNU, 415",
        "INVALIDE, 422",
        "TROP_DE_DEMANDES, 429",
        "INTERNE, 500",
        "INDISPONIBLE, 503",
        "SIAP_INDISPONIBLE, 503"
    })
    void each_error_has_its_page(String code, int statut) {
        assertThat(quelquUn.aller("/galerie/erreur/" + code)).isEqualTo(statut);
        pageDErreur(statut);
        if (VUES.contains(code)) {
            quelquUn.verifier("erreur-" + statut);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/conventions/recapitulatif/" + D_UN_AUTRE_BAILLEUR + ", 403",
        "/conventions/bailleur/" + D_UN_AUTRE_BAILLEUR + ", 403",
        "/conventions/" + D_UN_AUTRE_BAILLEUR + "/documents, 403",
        "/conventions/recapitulatif/00000000-0000-0000-0000-000000000000, 404",
        "/conventions/recapitulatif/pas-un-identifiant, 404",
        "/conventions/nulle-part, 404",
        "/operations/99999999999, 404",
        "/nulle-part, 404",
        "/admin/messages, 403",
        "/exploitation/convention/admin/messages, 403"
    })
    void what_is_absent_or_forbidden_says_so_and_offers_ways_out(String chemin, int statut) {
        assertThat(quelquUn.aller(chemin)).isEqualTo(statut);
        pageDErreur(statut);
    }

    /** Two windows on one page: the second to save sees both versions and loses nothing. */
    @Test
    void a_page_that_has_changed_meanwhile_shows_both_versions() {
        var premier = quelquUn;
        try (var second = Navigateur.connecte("bailleur")) {
            for (var qui : new Navigateur[] {premier, second}) {
                qui.aller("/conventions/bailleur/" + EN_PROJET);
            }
            signataire(premier.page(), "Hélène " + UUID.randomUUID().toString().substring(0, 4));
            signataire(second.page(), "Une autre personne");
            assertThat(second.page().locator("main").innerText())
                    .contains("La convention a changé entre-temps", "Hélène");
            assertThat(second.page()
                            .getByLabel("Nom du signataire", new Page.GetByLabelOptions().setExact(true))
                            .inputValue())
                    .isEqualTo("Une autre personne");
            second.verifier("erreur-409-deux-versions");
        }
    }

    private static void signataire(Page page, String nom) {
        page.getByLabel("Nom du signataire", new Page.GetByLabelOptions().setExact(true))
                .fill(nom);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enregistrer et quitter"))
                .click();
    }

    /** Announced as larger than 100 MB: refused before it is read. */
    @Test
    void a_body_that_is_too_large_is_refused_at_once_in_french() throws IOException {
        var adresse = URI.create(Plateforme.demarree().url());
        try (var prise = new Socket(adresse.getHost(), adresse.getPort())) {
            prise.getOutputStream()
                    .write(("POST /conventions/logements/" + EN_PROJET + "/import HTTP/1.1\r\nHost: "
                                    + adresse.getAuthority() + "\r\nCookie: " + quelquUn.temoinDeSession()
                                    + "\r\nSec-Fetch-Site: same-origin\r\nAccept: text/html\r\n"
                                    + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 200000000\r\n"
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            prise.getOutputStream().flush();
            // Not to its end: the connection stays open a minute for the body that was announced.
            prise.setSoTimeout(10_000);
            var reponse = new StringBuilder();
            var flux = new BufferedReader(new InputStreamReader(prise.getInputStream(), StandardCharsets.UTF_8));
            String ligne;
            while (reponse.indexOf("</html>") < 0 && (ligne = flux.readLine()) != null) {
                reponse.append(ligne).append('\n');
            }
            assertThat(reponse.toString())
                    .startsWith("HTTP/1.1 413")
                    .contains("Ce fichier est trop volumineux", "APL-");
        }
    }

    /** A write from another site is refused, whoever is signed in. */
    @Test
    void a_write_of_another_site_is_refused() {
        var reponse = quelquUn.page()
                .request()
                .post(
                        Plateforme.demarree().url() + "/conventions/bailleur/" + EN_PROJET,
                        RequestOptions.create()
                                .setHeader("Sec-Fetch-Site", "cross-site")
                                .setHeader("Accept", "text/html")
                                .setForm(FormData.create().set("signataire_nom", "x")));
        assertThat(reponse.status()).isEqualTo(403);
        assertThat(reponse.text()).contains("Votre habilitation ne permet pas cette action");
    }

    private static void pageDErreur(int statut) {
        var page = quelquUn.page();
        var texte = page.locator("main").innerText();
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(texte)
                .contains("Erreur " + statut, "Référence à transmettre à l’assistance")
                .containsPattern("APL-[2-9A-Z]{8}")
                .doesNotContain("Exception", "fr.gouv", "java.")
                .doesNotContainPattern("\\bnull\\b");
        assertThat(page.locator("main .fr-btns-group a").count()).isEqualTo(2);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
    }
}
