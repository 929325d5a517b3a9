package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts as people meet them: their pages, a password chosen by mail, ProConnect, sessions seen by the support team. */
class UtilisateursIT {

    private static final Pattern LIEN = Pattern.compile("/connexion/nouveau-mot-de-passe\\?jeton=[A-Za-z0-9_-]+");
    private static final String MOT_DE_PASSE = "tulipe-cadran-bruine-ocre";

    /** axe, 320 px, one h1, on every page of an account. */
    @Test
    void the_pages_of_accounts_keep_the_rules_of_every_page() {
        try (var staff = Navigateur.connecte("superuser")) {
            var page = staff.page();
            assertThat(staff.aller("/apilos_settings/users/")).isEqualTo(200);
            staff.verifier("utilisateurs");
            page.locator("#resultats").getByText("Kervella").first().click();
            page.waitForURL("**/apilos_settings/users/*-*");
            staff.verifier("utilisateur-fiche");
            var fiche = page.url();
            for (var suite : new String[] {"modifier", "droits", "roles/nouveau", "desactiver", "historique"}) {
                assertThat(page.navigate(fiche + "/" + suite).status())
                        .as(suite)
                        .isEqualTo(200);
                staff.verifier("utilisateur-" + suite.replace('/', '-'));
            }
            page.navigate(fiche);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Voir ses sessions"))
                    .click();
            assertThat(page.locator("h1").innerText()).startsWith("Sessions ouvertes");
            staff.verifier("utilisateur-sessions-aucune");
            assertThat(staff.aller("/sessions")).isEqualTo(200);
            staff.verifier("sessions");
            assertThat(staff.aller("/apilos_settings/audit/")).isEqualTo(200);
            staff.verifier("audit");
        }
        try (var bailleur = Navigateur.connecte("bailleur")) {
            assertThat(bailleur.aller("/apilos_settings/profile/")).isEqualTo(200);
            bailleur.verifier("profil");
            assertThat(bailleur.page().getByText("Changer de mot de passe").count())
                    .as("an account of Cerbère has no password here")
                    .isZero();
        }
    }

    /** R65, R66: the three profiles of a stand-alone installation, each with a password they chose by mail. */
    @ParameterizedTest
    @CsvSource({"local.equipe, Solène Garrigue", "local.bailleur, Ilan Verdier", "local.instructeur, Marthe Kervella"})
    void R66_each_stand_alone_profile_signs_in_with_a_password_chosen_by_mail(String identifiant, String nom) {
        try (var quelquUn = Navigateur.anonyme()) {
            var page = quelquUn.page();
            quelquUn.aller("/connexion/mot-de-passe-oublie");
            if (identifiant.equals("local.bailleur")) {
                quelquUn.verifier("mot-de-passe-oublie");
            }
            page.locator("#identifiant").fill(identifiant);
            page.locator("main button[type=submit]").click();
            quelquUn.aller(lien(page, identifiant + "@exemple.fr"));
            page.locator("#mot-de-passe").fill(MOT_DE_PASSE);
            page.locator("#encore").fill(MOT_DE_PASSE);
            page.locator("main button[type=submit]").click();
            page.waitForURL("**/connexion/locale");
            page.locator("#identifiant").fill(identifiant);
            page.locator("#mot-de-passe").fill(MOT_DE_PASSE);
            page.locator("main button[type=submit]").click();
            page.waitForURL("**/conventions/recherche");
            assertThat(page.locator("h1").count()).isEqualTo(1);
            assertThat(page.locator(".ap-compte__qui").first().innerText()).contains(nom);
            if (!identifiant.equals("local.bailleur")) {
                return;
            }
            quelquUn.aller("/apilos_settings/profile/");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Changer de mot de passe"))
                    .click();
            quelquUn.verifier("mot-de-passe");
            page.locator("#champ-actuel").fill("pas-le-bon-du-tout");
            page.locator("#champ-nouveau").fill("rivage-lampe-cuivre-onze");
            page.locator("#champ-encore").fill("rivage-lampe-cuivre-onze");
            page.locator("main button[type=submit]").click();
            assertThat(page.locator("#champ-actuel-messages").innerText()).contains("pas votre mot de passe actuel");
            quelquUn.verifier("mot-de-passe-erreur");
            page.locator("#champ-actuel").fill(MOT_DE_PASSE);
            page.locator("#champ-nouveau").fill("rivage-lampe-cuivre-onze");
            page.locator("#champ-encore").fill("rivage-lampe-cuivre-onze");
            page.locator("main button[type=submit]").click();
            page.waitForURL("**/apilos_settings/profile/");
            assertThat(page.locator("main [role=status]").first().innerText())
                    .contains("Votre mot de passe est changé");
        }
    }

    /** ADR 0021, 0030: the account of Cerbère opens by ProConnect; untied, it does no more and its sessions end. */
    @Test
    void a_sign_in_with_ProConnect_is_tied_to_the_account_and_untied_by_the_support_team() {
        // The account is known of Cerbère first.
        try (var parCerbere = Navigateur.connecte("bailleur2");
                var parProConnect = Navigateur.anonyme();
                var staff = Navigateur.connecte("superuser")) {
            var nom = parCerbere.page().locator(".ap-compte__qui").first().innerText();
            var page = parProConnect.page();
            parProConnect.aller("/");
            parProConnect.verifier("connexion");
            entrerParProConnect(parProConnect);
            page.waitForURL("**/conventions/recherche");
            assertThat(page.locator(".ap-compte__qui").first().innerText()).isEqualTo(nom);

            var equipe = staff.page();
            staff.aller("/apilos_settings/users/?search_input=bailleur2");
            equipe.locator("#resultats").getByText("Quéméner").first().click();
            equipe.waitForURL("**/apilos_settings/users/*-*");
            assertThat(equipe.locator("main").innerText())
                    .contains("Identités reliées", "bailleur2@exemple.fr", "à la première connexion de la personne");
            staff.verifier("utilisateur-identites");
            var fiche = equipe.url();
            suivre(equipe, "Délier");
            equipe.waitForURL("**/identites/*/delier");
            staff.verifier("utilisateur-delier");
            equipe.locator("#champ-motif").fill("Homonyme");
            equipe.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Délier cette identité"))
                    .click();
            equipe.waitForURL(fiche);
            assertThat(equipe.locator("main").innerText()).contains("dont les sessions sont fermées");
            staff.verifier("utilisateur-identite-deliee");
            equipe.navigate(fiche + "/historique");
            assertThat(equipe.locator("main").innerText()).contains("Homonyme");

            parCerbere.aller("/conventions/recherche");
            assertThat(parCerbere.page().url()).contains("/connexion");
            parProConnect.aller("/conventions/recherche");
            assertThat(page.url()).contains("/connexion");
            entrerParProConnect(parProConnect);
            page.waitForURL("**/login/oidc**");
            assertThat(page.locator("main").innerText()).contains("n’est plus relié à cette identité");
            parProConnect.verifier("connexion-identite-deliee");

            equipe.navigate(fiche);
            suivre(equipe, "Permettre de nouveau");
            equipe.waitForURL("**/identites/*/permettre");
            equipe.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Permettre de nouveau"))
                    .click();
            equipe.waitForURL(fiche);
            parProConnect.aller("/");
            entrerParProConnect(parProConnect);
            page.waitForURL("**/conventions/recherche");
        }
    }

    private static void entrerParProConnect(Navigateur quelquUn) {
        var page = quelquUn.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Se connecter avec ProConnect"))
                .click();
        page.waitForURL("**/oidc/authorize**");
        page.locator("#username").fill("bailleur2");
        page.locator("#password").fill("bailleur2");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Se connecter"))
                .click();
    }

    private static void suivre(Page page, String lien) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(lien))
                .first()
                .click();
    }

    /** The address in the mail, once it has come. */
    private static String lien(Page page, String adresse) {
        var courriels = Plateforme.demarree().adresse("simulateurs") + "/mailbox/api/messages?destinataire=" + adresse;
        var lu = new String[1];
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var trouve = LIEN.matcher(page.request().get(courriels).text());
            assertThat(trouve.find()).as("a mail to %s", adresse).isTrue();
            lu[0] = trouve.group();
        });
        return lu[0];
    }
}
