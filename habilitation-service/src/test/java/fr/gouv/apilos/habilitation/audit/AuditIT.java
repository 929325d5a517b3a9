package fr.gouv.apilos.habilitation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The audit of the support team: who, when, before, after (04 R8). */
@EssaiDeService
class AuditIT {

    private static final String PAGE = "/apilos_settings/audit/";

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

    private final String marque = "Aud" + ThreadLocalRandom.current().nextInt(10_000_000);

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @Test
    void R8_each_change_says_who_when_before_and_after() {
        var compte = compte();
        var habitat = Comptes.bailleurConnu(jdbc, "Habitat " + marque);
        Comptes.bailleur(roles, compte, habitat);
        desactiver(compte);
        assertThat(lire("?personne=" + marque, JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "3\u00a0changements",
                        "Compte modifié — Départ",
                        "Compte actif : « oui » devient « non »",
                        "Équipe Support",
                        "Rôle donné",
                        "Bailleur : Habitat " + marque,
                        "système",
                        "/apilos_settings/users/" + compte);
    }

    @Test
    void filters_add_up_by_actor_object_action_and_day() {
        var compte = compte();
        Comptes.bailleur(roles, compte, UUID.randomUUID());
        desactiver(compte);
        jdbc.sql(
                        "update historique set survenu_le = '2020-01-15T23:30:00Z' where sujet = ? and action = 'MODIFICATION'")
                .param(compte)
                .update();
        var base = "?personne=" + marque;
        assertThat(compter(base + "&acteur=support")).isEqualTo(1);
        assertThat(compter(base + "&acteur=SYSTEME")).isEqualTo(2);
        assertThat(compter(base + "&objet=role")).isEqualTo(1);
        assertThat(compter(base + "&action=CREATION")).isEqualTo(2);
        assertThat(compter(base + "&action=CREATION&objet=utilisateur")).isEqualTo(1);
        // Days are those of Paris.
        assertThat(compter(base + "&du=16/01/2020&au=16/01/2020")).isEqualTo(1);
        assertThat(compter(base + "&du=2020-01-15&au=2020-01-15")).isZero();
        assertThat(compter(base + "&objet=autre&action=RIEN")).isEqualTo(3);
        assertThat(lire(base + "&du=31/02/2020", JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("La date « 31/02/2020 » n’existe pas", "value=\"31/02/2020\"");
        assertThat(lire(base + "x", JetonDeTest.staff())).bodyText().contains("Aucun changement ne correspond");
    }

    @Test
    void it_is_for_the_support_team_alone() {
        for (var identite : List.of(
                JetonDeTest.bailleur(UUID.randomUUID()),
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.administrateur(),
                JetonDeTest.lectureSeule())) {
            assertThat(lire("", identite)).hasStatus(403);
            assertThat(lire("export.csv", identite)).hasStatus(403);
        }
        assertThat(mvc.get().uri(PAGE).accept(MediaType.TEXT_HTML)).hasStatus(401);
    }

    @Test
    void the_export_holds_what_is_filtered() throws Exception {
        var compte = compte();
        Comptes.bailleur(roles, compte, Comptes.bailleurConnu(jdbc, "Habitat " + marque));
        var csv = lire("export.csv?objet=role&personne=" + marque, JetonDeTest.staff());
        assertThat(csv).hasStatusOk();
        var texte = csv.getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(texte).contains("Rôle donné", "Bailleur : Habitat " + marque).doesNotContain("Compte créé");
        assertThat(lire("export.zip", JetonDeTest.staff())).hasStatus(404);
    }

    @Test
    void a_page_costs_three_statements_whatever_it_holds() throws Exception {
        var compte = compte();
        for (int i = 0; i < 25; i++) {
            Comptes.bailleur(roles, compte, Comptes.bailleurConnu(jdbc, marque + i));
        }
        assertThat(CompteurSql.pendant(() -> lire("?personne=" + marque, JetonDeTest.staff())))
                .hasSize(3);
        assertThat(CompteurSql.pendant(() -> lire("export.csv?personne=" + marque, JetonDeTest.staff())))
                .hasSize(2);
    }

    private long compter(String suite) {
        try {
            var page = lire(suite, JetonDeTest.staff()).getResponse().getContentAsString(StandardCharsets.UTF_8);
            return page.split("<td role=\"cell\" class=\"ap-large\"><time ", -1).length - 1L;
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID compte() {
        return utilisateurs.reprendre(Comptes.reprise("Sujet", marque)).uuid();
    }

    private void desactiver(UUID compte) {
        assertThat(mvc.post()
                        .uri("/apilos_settings/users/" + compte + "/desactiver")
                        .param("motif", "Départ")
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus3xxRedirection();
    }

    private MvcTestResult lire(String suite, Identite identite) {
        return mvc.get()
                .uri(URI.create(PAGE + suite))
                .with(JetonDeTest.de(identite))
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .exchange();
    }
}
