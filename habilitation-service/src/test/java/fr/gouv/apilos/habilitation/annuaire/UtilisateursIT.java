package fr.gouv.apilos.habilitation.annuaire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** List, export and sheet of accounts, within the reader's perimeter (04 §6.7, R100, D5, D23). */
@EssaiDeService
class UtilisateursIT {

    private static final String LISTE = "/apilos_settings/users/";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    JdbcClient jdbc;

    private final String marque = "Zorg" + ThreadLocalRandom.current().nextInt(10_000_000);

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    /** The data set of 04 §20: two administrations, two bailleurs, those who act for one or for both. */
    @Test
    void P20_an_instructeur_of_two_administrations_sees_two_people_and_a_bailleur_of_two_bailleurs_too() {
        var a1 = Comptes.administrationConnue(jdbc, marque + " un", "A1" + marque);
        var a2 = Comptes.administrationConnue(jdbc, marque + " deux", "A2" + marque);
        var a3 = Comptes.administrationConnue(jdbc, marque + " trois", "A3" + marque);
        var i12 = compte("I12");
        Comptes.instructeur(roles, i12, a1);
        Comptes.instructeur(roles, i12, a2);
        Comptes.instructeur(roles, compte("I2"), a2);
        Comptes.instructeur(roles, compte("I3"), a3);
        var b1 = Comptes.bailleurConnu(jdbc, marque + " 3F");
        var b2 = Comptes.bailleurConnu(jdbc, marque + " HLM");
        var u12 = compte("U12");
        Comptes.bailleur(roles, u12, b1);
        Comptes.bailleur(roles, u12, b2);
        Comptes.bailleur(roles, compte("U2"), b2);
        Comptes.bailleur(roles, compte("U3"), Comptes.bailleurConnu(jdbc, marque + " SEM"));

        assertThat(lire("", JetonDeTest.instructeur(a1, a2)))
                .hasStatusOk()
                .bodyText()
                .contains("2\u00a0comptes", "I12 " + marque, "I2 " + marque)
                .doesNotContain("I3 " + marque, "U12 " + marque);
        assertThat(lire("", JetonDeTest.bailleur(b1, b2)))
                .bodyText()
                .contains("2\u00a0comptes", "U12 " + marque, "U2 " + marque)
                .doesNotContain("U3 " + marque, "I12 " + marque);
    }

    @Test
    void R6_a_role_is_told_by_its_side_then_its_bailleur_else_its_administration_else_nothing() {
        var quelquUn = compte("Multi");
        Comptes.bailleur(roles, quelquUn, Comptes.bailleurConnu(jdbc, marque + " Habitat"));
        Comptes.instructeur(roles, quelquUn, Comptes.administrationConnue(jdbc, marque + " DDT", "R6" + marque));
        Comptes.administrateur(roles, quelquUn, null, null);
        assertThat(lire("?search_input=" + marque, JetonDeTest.staff()))
                .bodyText()
                .contains("Multi " + marque, "Bailleur — " + marque + " Habitat", "Instructeur — " + marque + " DDT")
                .containsPattern("Administrateur(?! — )");
    }

    @Test
    void D5_a_withdrawn_role_shows_nobody_and_a_role_elsewhere_is_never_told() {
        var sien = Comptes.bailleurConnu(jdbc, marque + " Sien");
        var autre = Comptes.bailleurConnu(jdbc, marque + " Autre");
        var deux = compte("Deux");
        Comptes.bailleur(roles, deux, sien);
        Comptes.bailleur(roles, deux, autre);
        var parti = compte("Parti");
        Comptes.bailleur(roles, parti, sien);
        jdbc.sql("update role set fin = now() where utilisateur = ?")
                .param(parti)
                .update();
        var moi = JetonDeTest.bailleur(sien);
        assertThat(lire("", moi))
                .bodyText()
                .contains("Deux " + marque, "Bailleur — " + marque + " Sien")
                .doesNotContain("Parti " + marque, marque + " Autre");
        // Nor by filtering on it.
        assertThat(lire("?bailleur=" + autre, moi)).bodyText().doesNotContain(">Deux " + marque);
        assertThat(lire("?bailleur=Autre", moi)).bodyText().doesNotContain(">Deux " + marque);
        assertThat(lire("?bailleur=Sien", moi)).bodyText().contains(">Deux " + marque);
        assertThat(lire(deux.toString(), moi))
                .hasStatusOk()
                .bodyText()
                .contains(marque + " Sien")
                .doesNotContain(marque + " Autre", "Identifiant Cerbère", "/historique");
        assertThat(lire(parti.toString(), moi)).hasStatus(404);
        assertThat(lire(deux.toString(), JetonDeTest.staff())).bodyText().contains(marque + " Sien", marque + " Autre");
        assertThat(lire(parti.toString(), JetonDeTest.staff())).bodyText().contains("Rôles retirés (1)");
    }

    @Test
    void who_acts_for_no_entity_sees_nobody() {
        var quelquUn = compte("Quelqu’un");
        for (var identite : List.of(
                JetonDeTest.administrateur(),
                JetonDeTest.lectureSeule(),
                JetonDeTest.instructeurDepartemental("13"),
                JetonDeTest.bailleur(),
                JetonDeTest.instructeur(),
                JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL))) {
            assertThat(lire("", identite)).hasStatus(403);
            assertThat(lire("export.csv", identite)).hasStatus(403);
            assertThat(lire(quelquUn.toString(), identite)).hasStatus(404);
        }
        assertThat(mvc.get().uri(LISTE).accept(MediaType.TEXT_HTML)).hasStatus(401);
        assertThat(mvc.get().uri(LISTE + quelquUn).accept(MediaType.TEXT_HTML)).hasStatus(401);
    }

    @Test
    void R100_the_support_team_sees_everybody_but_itself_unless_it_asks() {
        compte("Usager");
        utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Membre", marque), true, false));
        utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Chef", marque), false, true));
        assertThat(lire("?search_input=" + marque, JetonDeTest.staff()))
                .bodyText()
                .contains("Usager " + marque)
                .doesNotContain("Membre " + marque, "Chef " + marque);
        assertThat(lire("?search_input=" + marque + "&type=EXPLOITATION", JetonDeTest.staff()))
                .bodyText()
                .contains("Membre " + marque, "Chef " + marque, "Superutilisateur")
                .doesNotContain("Usager " + marque);
    }

    @Test
    void R100_searches_names_email_and_identifier_without_accents_and_pages_by_twenty() {
        for (int i = 0; i < 23; i++) {
            compte("Élodie" + (char) ('A' + i));
        }
        // Somebody else, whatever the tests before this one left.
        utilisateurs.reprendre(Comptes.reprise("Autre", "Personne"));
        var staff = JetonDeTest.staff();
        var recherche = "?search_input=" + marque + "+elodie";
        // By identifier, which says nothing of the name: any of them.
        assertThat(lire(recherche, staff))
                .bodyText()
                .contains("23 sur ", "page=2")
                .containsPattern("Élodie[A-W] " + marque);
        assertThat(noms(lire(recherche, staff))).isEqualTo(20);
        assertThat(noms(lire(recherche + "&page=2", staff))).isEqualTo(3);
        // Not a number: the first; beyond the end: the last.
        assertThat(noms(lire(recherche + "&page=abc", staff))).isEqualTo(20);
        assertThat(noms(lire(recherche + "&page=99", staff))).isEqualTo(3);
        var precis = utilisateurs.reprendre(Comptes.reprise("Seul", marque));
        assertThat(noms(lire("?search_input=" + precis.email(), staff))).isEqualTo(1);
        assertThat(noms(lire("?search_input=" + precis.username(), staff))).isEqualTo(1);
        assertThat(lire("?search_input=%25_%5C'%00", staff)).hasStatusOk();
    }

    @Test
    void R100_D23_sorts_by_a_white_list_and_by_the_identifier_otherwise() {
        var b = Comptes.bailleurConnu(jdbc, marque);
        for (var prenom : List.of("Bea", "Ali", "Cyd", "Dan")) {
            Comptes.bailleur(roles, compte(prenom), b);
        }
        var moi = JetonDeTest.bailleur(b);
        assertThat(lire("?order_by=nom", moi)).bodyText().containsSubsequence("Ali ", "Bea ", "Cyd ", "Dan ");
        assertThat(lire("?order_by=-nom", moi))
                .bodyText()
                .containsSubsequence("Dan ", "Cyd ", "Bea ", "Ali ")
                .contains("aria-sort=\"descending\"");
        for (var faux : List.of("mot_de_passe", "u.email", "1", ";drop table role", "-", "--")) {
            assertThat(mvc.get()
                            .uri(LISTE)
                            .param("order_by", faux)
                            .with(JetonDeTest.de(moi))
                            .accept(MediaType.TEXT_HTML))
                    .hasStatusOk();
        }
    }

    @Test
    void R100_the_search_shows_only_above_three_accounts() {
        var b = Comptes.bailleurConnu(jdbc, marque);
        for (int i = 0; i < 3; i++) {
            Comptes.bailleur(roles, compte("P" + i), b);
        }
        var moi = JetonDeTest.bailleur(b);
        assertThat(lire("", moi)).bodyText().doesNotContain("id=\"search_input\"");
        Comptes.bailleur(roles, compte("P3"), b);
        assertThat(lire("", moi)).bodyText().contains("id=\"search_input\"");
    }

    @Test
    void filters_add_up_are_shown_and_say_what_they_hide_when_nothing_is_left() {
        var b = Comptes.bailleurConnu(jdbc, marque + " Habitat");
        var a = Comptes.administrationConnue(jdbc, marque + " DDT", "DD" + marque);
        Comptes.bailleur(roles, compte("Bail"), b);
        Comptes.instructeur(roles, compte("Inst"), a);
        compte("Rien");
        utilisateurs.reprendre(Comptes.ferme(Comptes.reprise("Clos", marque)));
        var staff = JetonDeTest.staff();
        var base = "?search_input=" + marque;
        assertThat(lire(base + "&type=BAILLEUR", staff))
                .bodyText()
                .contains(">Bail ", "Retirer le filtre Type : Bailleur")
                .doesNotContain(">Inst ", ">Rien ");
        assertThat(lire(base + "&type=SANS_ROLE", staff))
                .bodyText()
                .contains(">Rien ", ">Clos ")
                .doesNotContain(">Bail ");
        assertThat(lire(base + "&actif=non", staff))
                .bodyText()
                .contains(">Clos ")
                .doesNotContain(">Rien ");
        assertThat(lire("?administration=DD" + marque, staff))
                .bodyText()
                .contains(">Inst ")
                .doesNotContain(">Bail ");
        assertThat(lire("?bailleur=" + b, staff)).bodyText().contains(">Bail ").doesNotContain(">Inst ");
        assertThat(lire(base + "&type=INSTRUCTEUR&actif=non", staff))
                .bodyText()
                .contains(
                        "Aucun compte ne correspond",
                        "Sans « Type : Instructeur » : 1\u00a0compte",
                        "Sans « Comptes désactivés » : 1\u00a0compte");
        // htmx asks for the results alone.
        assertThat(mvc.get()
                        .uri(LISTE + base)
                        .header("HX-Request", "true")
                        .with(JetonDeTest.de(staff))
                        .accept(MediaType.TEXT_HTML))
                .hasStatusOk()
                .hasHeader("Vary", "HX-Request")
                .bodyText()
                .startsWith("<div id=\"resultats\"")
                .doesNotContain("<html");
    }

    @Test
    void exports_hold_exactly_what_is_filtered_and_no_more_than_the_reader_may_see() throws Exception {
        var b = Comptes.bailleurConnu(jdbc, marque + " Habitat");
        var autre = Comptes.bailleurConnu(jdbc, marque + " Autre");
        for (int i = 0; i < 25; i++) {
            var c = compte("Prénom" + i);
            Comptes.bailleur(roles, c, b);
            Comptes.bailleur(roles, c, autre);
        }
        Comptes.bailleur(roles, compte("=cmd()"), b);
        Comptes.bailleur(roles, compte("Ailleurs"), autre);
        var moi = JetonDeTest.bailleur(b);
        var csv = lire("export.csv?order_by=nom", moi);
        assertThat(csv).hasStatusOk();
        assertThat(csv.getResponse().getContentType()).startsWith("text/csv");
        assertThat(csv.getResponse().getHeader("Content-Disposition")).contains("utilisateurs-");
        var texte = csv.getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(texte.lines()).hasSize(27);
        assertThat(texte)
                .contains("\"Prénom0\"", "Bailleur — " + marque + " Habitat", "\"'=cmd()\"")
                .doesNotContain("Ailleurs", marque + " Autre");
        var filtre = lire("export.csv?search_input=Pr%C3%A9nom1", moi);
        assertThat(filtre.getResponse()
                        .getContentAsString(StandardCharsets.UTF_8)
                        .lines())
                .hasSize(12);
        var xlsx = lire("export.xlsx?search_input=Pr%C3%A9nom1", moi);
        try (var classeur =
                new ReadableWorkbook(new ByteArrayInputStream(xlsx.getResponse().getContentAsByteArray()))) {
            var lignes = classeur.getFirstSheet().read();
            assertThat(lignes).hasSize(12);
            assertThat(lignes.getFirst().getCellText(0)).isEqualTo("Identifiant");
        }
        assertThat(lire("export.pdf", moi)).hasStatus(404);
    }

    @Test
    void pages_and_exports_cost_as_many_statements_for_one_account_as_for_many() throws Exception {
        var b = Comptes.bailleurConnu(jdbc, marque);
        for (int i = 0; i < 22; i++) {
            Comptes.bailleur(roles, compte("P" + i), b);
        }
        var moi = JetonDeTest.bailleur(b);
        assertThat(CompteurSql.pendant(() -> lire("", moi))).hasSize(2);
        assertThat(CompteurSql.pendant(() -> lire("?search_input=" + marque, moi)))
                .hasSize(3);
        assertThat(CompteurSql.pendant(() -> lire("export.csv", moi))).hasSize(1);
        var compte = compte("Fiche");
        for (int i = 0; i < 5; i++) {
            Comptes.bailleur(roles, compte, Comptes.bailleurConnu(jdbc, marque + i));
            Comptes.identiteExterne(jdbc, compte);
        }
        // The account, its roles, its identities.
        assertThat(CompteurSql.pendant(() -> lire(compte.toString(), JetonDeTest.staff())))
                .hasSize(3);
        assertThat(CompteurSql.pendant(() -> lire(compte + "/historique", JetonDeTest.staff())))
                .hasSize(3);
    }

    @Test
    void R8_the_history_of_an_account_is_for_the_support_team() {
        var b = Comptes.bailleurConnu(jdbc, marque + " Habitat");
        var compte = compte("Suivi");
        Comptes.bailleur(roles, compte, b);
        assertThat(lire(compte + "/historique", JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("Compte créé", "Rôle donné", "Bailleur : " + marque + " Habitat");
        assertThat(lire(compte + "/historique", JetonDeTest.bailleur(b))).hasStatus(403);
    }

    @Test
    void the_menu_leads_there_only_those_who_see_somebody() {
        var b = Comptes.bailleurConnu(jdbc, marque);
        Comptes.bailleur(roles, compte("Un"), b);
        assertThat(lire("", JetonDeTest.bailleur(b))).bodyText().contains(">Utilisateurs</a>");
        var moi = Comptes.identite(
                utilisateurs.reprendre(Comptes.reprise("Sans", "Entité")), JetonDeTest.administrateur());
        assertThat(mvc.get()
                        .uri("/apilos_settings/profile/")
                        .with(JetonDeTest.de(moi))
                        .accept(MediaType.TEXT_HTML))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(">Utilisateurs</a>");
    }

    private UUID compte(String prenom) {
        return utilisateurs.reprendre(Comptes.reprise(prenom, marque)).uuid();
    }

    private static long noms(MvcTestResult resultat) {
        try {
            return resultat.getResponse()
                            .getContentAsString(StandardCharsets.UTF_8)
                            .split("<td role=\"cell\" class=\"ap-large\"><a ", -1)
                            .length
                    - 1L;
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MvcTestResult lire(String suite, Identite identite) {
        return mvc.get()
                .uri(java.net.URI.create(LISTE + suite))
                .with(JetonDeTest.de(identite))
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .exchange();
    }
}
