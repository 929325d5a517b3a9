package fr.gouv.apilos.habilitation.utilisateur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.platform.security.IdentiteAuthentication;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Every change of an account: who, when, before, after (R8). */
@EssaiDeService
class HistoriquePersistanceIT {

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Historique historique;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JsonMapper json;

    @AfterEach
    void personne() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void R8_the_actor_the_moment_before_and_after_are_kept() {
        var compte = utilisateurs.reprendre(reprise("a@exemple.fr"));
        var acteur = JetonDeTest.staff();
        SecurityContextHolder.getContext().setAuthentication(new IdentiteAuthentication(acteur, "jeton"));
        utilisateurs.desactiver(compte.uuid());
        var lignes = historique.lire("utilisateur", compte.uuid());
        assertThat(lignes).extracting(Historique.Ligne::action).containsExactly("MODIFICATION", "CREATION");
        assertThat(lignes.getFirst().acteur()).isEqualTo(acteur.utilisateur());
        assertThat(lignes.getFirst().acteurNom()).isEqualTo(acteur.nom());
        assertThat(lignes.getFirst().survenuLe()).isNotNull();
        assertThat(json.readTree(lignes.getFirst().avant()).path("actif").asBoolean())
                .isTrue();
        assertThat(json.readTree(lignes.getFirst().apres()).path("actif").asBoolean())
                .isFalse();
        assertThat(lignes.getLast().acteur()).isNull();
        assertThat(lignes.getLast().avant()).isNull();
    }

    @Test
    void D10_D22_nothing_is_written_when_nothing_changed_and_no_secret_ever() {
        var reprise = reprise("b@exemple.fr");
        var compte = utilisateurs.reprendre(reprise);
        utilisateurs.reprendre(reprise);
        utilisateurs.connecter(
                new IdentiteCerbere(reprise.username(), reprise.cerbereLogin(), "Nom", "Prénom", "b@exemple.fr"));
        var lignes = historique.lire("utilisateur", compte.uuid());
        // The date of the last sign-in is left out.
        assertThat(lignes).hasSize(1);
        assertThat(lignes.getFirst().apres().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("passe", "password", "connexion");
    }

    @Test
    void what_is_undone_leaves_no_trace_and_no_trace_is_written_outside_a_transaction() {
        var reprise = reprise("c@exemple.fr");
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    utilisateurs.reprendre(reprise);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(historique.lire("utilisateur", reprise.uuid())).isEmpty();
        assertThatThrownBy(() -> historique.noter("utilisateur", UUID.randomUUID(), null, Map.of("a", 1)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    private static Reprise reprise(String email) {
        var uuid = UUID.randomUUID();
        return new Reprise(
                uuid,
                "u-" + uuid,
                "l-" + uuid,
                "Nom",
                "Prénom",
                email,
                "",
                null,
                PreferencesEmail.PARTIEL,
                false,
                false,
                true,
                Set.of());
    }
}
