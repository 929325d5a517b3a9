package fr.gouv.apilos.habilitation.utilisateur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account says of itself (04 §1, §2.1). */
class UtilisateurTest {

    /** R1: known to Cerbère as soon as there is a login, an empty one included; local otherwise. */
    @Test
    void R1_an_empty_login_is_of_cerbere_and_none_is_local() {
        assertThat(compte("Camille", "Ferrandi", "", false, false).cerbereLogin())
                .isNotNull();
        assertThat(compte("Camille", "Ferrandi", null, false, false).cerbereLogin())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, false, true", "false, true, true", "true, true, true"})
    void R2_staff_or_superuser_is_of_the_support_team(boolean staff, boolean superuser, boolean exploitant) {
        assertThat(compte("Camille", "Ferrandi", null, staff, superuser).exploitant())
                .isEqualTo(exploitant);
    }

    @ParameterizedTest
    @CsvSource({
        "Prénom, Nom, Prénom Nom",
        "'', Nom, Nom",
        "Prénom, '', Prénom",
        "'', '', identifiant",
        "' ', ' ', identifiant"
    })
    void R3_a_name_is_shown_or_the_username(String prenom, String nom, String affiche) {
        assertThat(compte(prenom, nom, null, false, false).nomAffiche()).isEqualTo(affiche);
    }

    /** §2.1: preferences are PARTIEL, the account is open, nobody is of the team, until somebody says otherwise. */
    @Test
    void P2_1_a_new_account_has_the_defaults_of_the_model_and_a_username_of_150_characters_at_most() {
        var neuf = new Utilisateur(UUID.randomUUID(), "identifiant", Instant.EPOCH);
        assertThat(neuf.preferencesEmail()).isEqualTo(PreferencesEmail.PARTIEL);
        assertThat(neuf.actif()).isTrue();
        assertThat(neuf.exploitant()).isFalse();
        assertThat(neuf.filtreDepartements()).isEmpty();
        assertThatThrownBy(() -> new Utilisateur(UUID.randomUUID(), " ", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Utilisateur(UUID.randomUUID(), "u".repeat(151), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** R56: what Cerbère says is cut to what a column holds, and an absent attribute empties the field. */
    @Test
    void R56_what_cerbere_says_is_cut_to_its_column() {
        var compte = new Utilisateur(UUID.randomUUID(), "900001", Instant.EPOCH);
        compte.identifierParCerbere(
                new IdentiteCerbere("900001", "login", "N".repeat(200), null, "e".repeat(300)), Instant.EPOCH);
        assertThat(compte.nom()).hasSize(150);
        assertThat(compte.prenom()).isEmpty();
        assertThat(compte.email()).hasSize(254);
        assertThat(compte.cerbereLogin()).isEqualTo("login");
    }

    private static Utilisateur compte(String prenom, String nom, String login, boolean staff, boolean superuser) {
        var compte = new Utilisateur(UUID.randomUUID(), "identifiant", Instant.EPOCH);
        compte.reprendre(
                new Reprise(
                        compte.uuid(),
                        "identifiant",
                        login,
                        nom,
                        prenom,
                        "",
                        "",
                        null,
                        PreferencesEmail.PARTIEL,
                        staff,
                        superuser,
                        true,
                        Set.of()),
                Instant.EPOCH);
        return compte;
    }
}
