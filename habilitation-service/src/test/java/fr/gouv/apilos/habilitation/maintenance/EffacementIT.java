package fr.gouv.apilos.habilitation.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.testing.JetonDeTest;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;

/** What clear_all_data takes away here (07 §13.3, S35, S36); everything is rolled back. */
@EssaiDeService
@Transactional
class EffacementIT {

    @Autowired
    Effacement effacement;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    Historique historique;

    @Autowired
    EntityManager memoire;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @Test
    void R33_R35_accounts_go_staff_and_superusers_stay_without_their_roles_and_history_is_kept() {
        var usager = utilisateurs.reprendre(Comptes.reprise("Usager", "A"));
        var membre = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Membre", "B"), true, false));
        var chef = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Chef", "C"), false, true));
        var administration = Comptes.administrationConnue(jdbc, "DDT", "DD" + usager.username());
        Comptes.instructeur(roles, usager.uuid(), administration);
        Comptes.instructeur(roles, membre.uuid(), administration);
        memoire.flush();
        long avant = effacement.compter().get("utilisateurs");
        assertThat(effacement.effacer(1)).isEqualTo(avant - 1);
        assertThat(effacement.effacer(100_000)).isZero();
        assertThat(restant(usager.uuid())).isFalse();
        assertThat(restant(membre.uuid())).isTrue();
        assertThat(restant(chef.uuid())).isTrue();
        assertThat(effacement.compter().values()).containsOnly(0L);
        assertThat(jdbc.sql("select count(*) from historique where sujet = :uuid and action = 'RETRAIT'"
                                + " and objet = 'utilisateur' and motif = 'clear_all_data'")
                        .param("uuid", usager.uuid())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "siap-production"})
    void S36_production_refuses_before_any_write(String nom) {
        var usager = utilisateurs.reprendre(Comptes.reprise("Usager", "P"));
        memoire.flush();
        var ailleurs = new Effacement(jdbc, historique, new Environnement(nom));
        assertThatThrownBy(() -> ailleurs.effacer(10))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining(nom);
        assertThat(restant(usager.uuid())).isTrue();
    }

    @Test
    void S35_the_words_of_confirmation_are_needed() {
        var avant = effacement.compter();
        assertThat(mvc.post()
                        .uri("/api/v1/effacement")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"confirmation\": \"oui\"}")
                        .with(JetonDeTest.de(JetonDeTest.service())))
                .hasStatus(422);
        assertThat(effacement.compter()).isEqualTo(avant);
        assertThat(mvc.get().uri("/api/v1/effacement").with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(403);
    }

    private boolean restant(UUID uuid) {
        return jdbc.sql("select exists (select from utilisateur where uuid = :uuid)")
                .param("uuid", uuid)
                .query(Boolean.class)
                .single();
    }
}
