package fr.gouv.apilos.habilitation.profil;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** « Mon profil » (04 R97 to R99). */
@EssaiDeService
class ProfilIT {

    private static final String PAGE = "/apilos_settings/profile/";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    Historique historique;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @Test
    void R97_the_middle_choice_says_what_a_bailleur_or_an_instructeur_does() {
        assertThat(lire(personne(JetonDeTest.bailleur(UUID.randomUUID()))))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Option d’envoi d’e-mail",
                        "Toutes les conventions",
                        "Les conventions que vous avez soumises à l’instruction",
                        "Aucun e-mail")
                .doesNotContain("que vous avez instruites");
        assertThat(lire(personne(JetonDeTest.instructeur(UUID.randomUUID()))))
                .hasStatusOk()
                .bodyText()
                .contains("Les conventions que vous avez instruites")
                .doesNotContain("soumises à l’instruction");
    }

    @ParameterizedTest
    @EnumSource(PreferencesEmail.class)
    void R97_each_choice_is_saved_announced_and_shown_again(PreferencesEmail choix) {
        var moi = personne(JetonDeTest.bailleur(UUID.randomUUID()));
        var reponse = enregistrer(moi, choix.name());
        assertThat(reponse).hasRedirectedUrl(PAGE);
        assertThat(utilisateurs.actif(moi.utilisateur()).preferencesEmail()).isEqualTo(choix);
        var suite = mvc.get()
                .uri(PAGE)
                .cookie(reponse.getResponse().getCookie("apilos_annonce"))
                .with(JetonDeTest.de(moi))
                .accept(MediaType.TEXT_HTML)
                .exchange();
        assertThat(suite).bodyText().contains("Votre profil a été enregistré avec succès.");
        assertThat(suite).bodyText().containsPattern("value=\"" + choix + "\" checked");
    }

    @Test
    void R97_nothing_or_anything_else_is_refused_next_to_the_field() {
        var moi = personne(JetonDeTest.instructeur(UUID.randomUUID()));
        for (var faux : new String[] {"", "PARFOIS", "tous"}) {
            assertThat(enregistrer(moi, faux))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Choisissez les e-mails que vous voulez recevoir.", "#champ-preferences-email");
        }
        assertThat(mvc.post().uri(PAGE).with(JetonDeTest.de(moi)).accept(MediaType.TEXT_HTML))
                .hasStatus(422);
        assertThat(utilisateurs.actif(moi.utilisateur()).preferencesEmail()).isEqualTo(PreferencesEmail.PARTIEL);
    }

    @Test
    void R98_the_support_team_reads_a_sentence_instead_of_the_form_and_saves_nothing() {
        for (var droits : new boolean[][] {{true, false}, {false, true}, {true, true}}) {
            var compte = utilisateurs.reprendre(
                    Comptes.exploitant(Comptes.reprise("Alix", "Support"), droits[0], droits[1]));
            var moi = Comptes.identite(compte, JetonDeTest.staff());
            assertThat(lire(moi))
                    .hasStatusOk()
                    .bodyText()
                    .contains("vous n’avez pas de préférences d’e-mail")
                    .doesNotContain("Option d’envoi d’e-mail");
            assertThat(enregistrer(moi, "AUCUN")).hasStatus(403);
            assertThat(utilisateurs.actif(compte.uuid()).preferencesEmail()).isEqualTo(PreferencesEmail.PARTIEL);
        }
    }

    @Test
    void R99_nobody_signed_in_nobody_known_and_a_closed_account_read_nothing() {
        assertThat(mvc.get().uri(PAGE).accept(MediaType.TEXT_HTML)).hasStatus(401);
        assertThat(mvc.post().uri(PAGE).param("preferences_email", "AUCUN").accept(MediaType.TEXT_HTML))
                .hasStatus(401);
        assertThat(lire(Comptes.identite(
                        utilisateurs.reprendre(Comptes.ferme(Comptes.reprise("Eve", "Partie"))),
                        JetonDeTest.bailleur(UUID.randomUUID()))))
                .hasStatus(403);
    }

    @Test
    void R99_nothing_else_of_the_account_can_be_changed_and_no_other_account() {
        var moi = personne(JetonDeTest.bailleur(UUID.randomUUID()));
        var autre = personne(JetonDeTest.bailleur(UUID.randomUUID()));
        assertThat(mvc.post()
                        .uri(PAGE)
                        .param("preferences_email", "AUCUN")
                        .param("utilisateur", autre.utilisateur().toString())
                        .param("email", "pirate@exemple.fr")
                        .param("is_superuser", "true")
                        .with(JetonDeTest.de(moi)))
                .hasRedirectedUrl(PAGE);
        var apres = utilisateurs.actif(moi.utilisateur());
        assertThat(apres.email()).isEqualTo(moi.email());
        assertThat(apres.superuser()).isFalse();
        assertThat(utilisateurs.actif(autre.utilisateur()).preferencesEmail()).isEqualTo(PreferencesEmail.PARTIEL);
    }

    @Test
    void a_read_only_habilitation_still_chooses_its_own_mails() {
        var moi = personne(JetonDeTest.bailleurLectureSeule(UUID.randomUUID()));
        assertThat(enregistrer(moi, "AUCUN")).hasRedirectedUrl(PAGE);
    }

    @Test
    void R8_the_history_tells_before_and_after_in_french_for_the_account_and_its_roles() {
        var bailleur = Comptes.bailleurConnu(jdbc, "Habitat des Lilas");
        var moi = personne(JetonDeTest.bailleur(bailleur));
        Comptes.bailleur(roles, moi.utilisateur(), bailleur);
        enregistrer(moi, "TOUS");
        enregistrer(moi, "TOUS");
        assertThat(historique.dePersonne(moi.utilisateur())).hasSize(3);
        assertThat(mvc.get().uri(PAGE + "historique").with(JetonDeTest.de(moi)).accept(MediaType.TEXT_HTML))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Compte modifié",
                        "Option d’envoi d’e-mail : « e-mails des conventions suivies » devient « tous les e-mails »",
                        moi.nom(),
                        "Rôle donné",
                        "Bailleur : Habitat des Lilas",
                        "Compte créé")
                .doesNotContain("Rien n’a encore changé");
    }

    @Test
    void pages_cost_one_statement_and_two_whatever_the_length_of_the_history() throws Exception {
        var moi = personne(JetonDeTest.bailleur(UUID.randomUUID()));
        for (int i = 0; i < 3; i++) {
            Comptes.bailleur(roles, moi.utilisateur(), Comptes.bailleurConnu(jdbc, "B" + i));
        }
        assertThat(CompteurSql.pendant(() -> lire(moi))).hasSize(1);
        assertThat(CompteurSql.pendant(() -> mvc.get()
                        .uri(PAGE + "historique")
                        .with(JetonDeTest.de(moi))
                        .exchange()))
                .hasSize(2);
    }

    private Identite personne(Identite droits) {
        return Comptes.identite(utilisateurs.reprendre(Comptes.reprise("Camille", "Ferrandi")), droits);
    }

    private MvcTestResult lire(Identite identite) {
        return mvc.get()
                .uri(PAGE)
                .with(JetonDeTest.de(identite))
                .accept(MediaType.TEXT_HTML)
                .exchange();
    }

    private MvcTestResult enregistrer(Identite identite, String choix) {
        return mvc.post()
                .uri(PAGE)
                .param("preferences_email", choix)
                .with(JetonDeTest.de(identite))
                .accept(MediaType.TEXT_HTML)
                .exchange();
    }
}
