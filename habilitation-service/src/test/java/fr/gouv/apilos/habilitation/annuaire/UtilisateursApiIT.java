package fr.gouv.apilos.habilitation.annuaire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The search API of accounts: the scope of the pages (04 §6.7, R96). */
@EssaiDeService
class UtilisateursApiIT {

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

    private final String marque = "Api" + ThreadLocalRandom.current().nextInt(10_000_000);

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @Test
    void R96_users_by_bailleur_and_by_administration_within_the_scope_of_the_caller() {
        var b = Comptes.bailleurConnu(jdbc, marque + " Habitat");
        var autre = Comptes.bailleurConnu(jdbc, marque + " Autre");
        var a = Comptes.administrationConnue(jdbc, marque + " DDT", "D" + marque);
        var sien = compte("Sien");
        Comptes.bailleur(roles, sien, b);
        Comptes.bailleur(roles, compte("Autre"), autre);
        Comptes.instructeur(roles, compte("Instructeur"), a);
        var moi = JetonDeTest.bailleur(b);
        assertThat(lire("?bailleur=" + b, moi))
                .bodyJson()
                .extractingPath("$.elements[*].nom")
                .asArray()
                .containsExactly("Sien " + marque);
        assertThat(lire("?bailleur=" + autre, moi))
                .bodyJson()
                .extractingPath("$.total")
                .isEqualTo(0);
        assertThat(lire("?administration=" + a, moi))
                .bodyJson()
                .extractingPath("$.total")
                .isEqualTo(0);
        assertThat(lire("?administration=" + a, JetonDeTest.service()))
                .bodyJson()
                .extractingPath("$.elements[0].nom")
                .isEqualTo("Instructeur " + marque);
        assertThat(lire("?q=" + marque + "&type=BAILLEUR", JetonDeTest.staff()))
                .bodyJson()
                .extractingPath("$.total")
                .isEqualTo(2);
        assertThat(lire("?bailleur=" + b, JetonDeTest.administrateur()))
                .bodyJson()
                .extractingPath("$.total")
                .isEqualTo(0);
        assertThat(lire("/" + sien, moi)).hasStatusOk().bodyText().contains(marque + " Habitat");
        assertThat(lire("/" + sien, JetonDeTest.bailleur(autre))).hasStatus(404);
        assertThat(lire("?bailleur=pas-un-uuid", moi)).hasStatus(404);
        assertThat(mvc.get().uri("/api/v1/utilisateurs").accept(MediaType.APPLICATION_JSON))
                .hasStatus(401);
        assertThat(mvc.post()
                        .uri("/api/v1/utilisateurs")
                        .with(JetonDeTest.de(moi))
                        .accept(MediaType.APPLICATION_JSON))
                .hasStatus(405);
    }

    @Test
    void R96_a_field_is_proposed_twenty_open_accounts_by_name() throws Exception {
        for (int i = 0; i < 22; i++) {
            compte("P" + (char) ('A' + i));
        }
        utilisateurs.reprendre(Comptes.ferme(Comptes.reprise("AAA", marque)));
        var reponse = lire("/propositions?q=" + marque, JetonDeTest.staff());
        assertThat(reponse).bodyJson().extractingPath("$").asArray().hasSize(20);
        assertThat(reponse).bodyJson().extractingPath("$[0].label").asString().startsWith("PA " + marque);
        assertThat(CompteurSql.pendant(() -> lire("?q=" + marque, JetonDeTest.staff())))
                .hasSize(3);
    }

    private UUID compte(String prenom) {
        return utilisateurs.reprendre(Comptes.reprise(prenom, marque)).uuid();
    }

    private MvcTestResult lire(String suite, Identite identite) {
        return mvc.get()
                .uri("/api/v1/utilisateurs" + suite)
                .with(JetonDeTest.de(identite))
                .accept(MediaType.APPLICATION_JSON)
                .exchange();
    }
}
