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
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of load_test_fixtures (07 ); rolled back. */
@EssaiDeService
@Transactional
class JeuDEssaiIT {

    @Autowired
    JeuDEssai jeu;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    Roles roles;

    @Autowired
    Historique historique;

    @Autowired
    EntityManager memoire;

    @Autowired
    JdbcClient jdbc;

    @Test
    void R39_R40_two_accounts_are_made_once_and_others_go_only_when_asked() {
        groupes.peupler();
        var usager = utilisateurs.reprendre(Comptes.reprise("Usager", "A"));
        var chef = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Chef", "C"), false, true));
        memoire.flush();
        var bailleur = UUID.randomUUID();
        assertThat(jeu.preparer(bailleur, UUID.randomUUID(), false)).isZero();
        var demo = utilisateurs.parUsername("demo.bailleur").orElseThrow().uuid();
        assertThat(jeu.preparer(bailleur, UUID.randomUUID(), false)).isZero();
        assertThat(utilisateurs.parUsername("demo.bailleur").orElseThrow().uuid())
                .isEqualTo(demo);
        assertThat(utilisateurs.parUsername("demo.instructeur")).isPresent();
        assertThat(present(usager.uuid())).isTrue();
        memoire.flush();
        memoire.clear();
        assertThat(jeu.preparer(bailleur, UUID.randomUUID(), true)).isPositive();
        memoire.flush();
        assertThat(present(usager.uuid())).isFalse();
        assertThat(present(chef.uuid())).isTrue();
        assertThat(jdbc.sql("select count(*) from role r join utilisateur u on u.uuid = r.utilisateur"
                                + " where u.username = 'demo.bailleur' and r.bailleur = :b and r.fin is null")
                        .param("b", bailleur)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "siap-production"})
    void R36_S38_production_refuses_before_any_write(String nom) {
        var ailleurs = new JeuDEssai(jdbc, utilisateurs, roles, historique, new Environnement(nom));
        var usager = utilisateurs.reprendre(Comptes.reprise("Usager", "P"));
        memoire.flush();
        assertThatThrownBy(() -> ailleurs.preparer(UUID.randomUUID(), UUID.randomUUID(), true))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining(nom);
        assertThat(present(usager.uuid())).isTrue();
    }

    private boolean present(UUID uuid) {
        return jdbc.sql("select exists (select from utilisateur where uuid = :uuid)")
                .param("uuid", uuid)
                .query(Boolean.class)
                .single();
    }
}
