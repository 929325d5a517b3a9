package fr.gouv.apilos.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.core.context.SecurityContextHolder;

class IdentiteTest {

    private static final String LIRE = "convention.view_convention";
    private static final String ECRIRE = "convention.change_convention";

    private static Identite identite(
            String profil, Typologie typologie, boolean lectureSeule, boolean staff, boolean superuser) {
        return new Identite(
                UUID.randomUUID(),
                "Dominique Essai",
                "",
                "",
                profil,
                typologie,
                Habilitation.AUCUNE,
                lectureSeule,
                staff,
                superuser,
                Set.of(LIRE, ECRIRE),
                Perimetre.VIDE);
    }

    private static Identite bailleur(boolean lectureSeule) {
        return identite("MO_PERS_MORALE", Typologie.BAILLEUR, lectureSeule, false, false);
    }

    @AfterEach
    void oublier() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_read_only_habilitation_holds_no_permission_that_writes() {
        assertThat(bailleur(false).aPermission(ECRIRE)).isTrue();
        assertThat(bailleur(true).aPermission(LIRE)).isTrue();
        assertThat(bailleur(true).aPermission(ECRIRE)).isFalse();
        assertThat(bailleur(false).aPermission("convention.validate_convention"))
                .isFalse();
    }

    @Test
    void a_refusal_says_why_in_french() {
        assertThatThrownBy(() -> bailleur(true).exiger(ECRIRE)).isInstanceOfSatisfying(ErreurMetier.class, refus -> {
            assertThat(refus.code()).isEqualTo(ErreurCommune.INTERDIT);
            assertThat(refus.detail()).contains("consultation seule");
        });
        assertThatThrownBy(() -> bailleur(false).exiger("convention.validate_convention"))
                .hasMessageContaining("Changez d’habilitation");
        assertThatCode(() -> bailleur(false).exiger(ECRIRE)).doesNotThrowAnyException();
    }

    /** 04 §4.2: which side of the screen each of the eleven profiles is on; the support team is on both, partners on none. */
    @ParameterizedTest
    @CsvSource({
        "STAFF, true, true",
        "BAILLEUR, true, false",
        "MO_PERS_MORALE, true, false",
        "MO_PERS_PHYS, true, false",
        "INSTRUCTEUR, false, true",
        "ADM_CENTRALE, false, true",
        "ASS_HLM, false, true",
        "DIR_REG, false, true",
        "SER_DEP, false, true",
        "SER_GEST, false, true",
        "PARTENAIRES, false, false"
    })
    void R26_each_profile_is_on_its_side_of_the_screen(String profil, boolean bailleur, boolean instructeur) {
        var identite = identite(profil, Typologie.ADMINISTRATEUR, false, false, false);
        assertThat(identite.estBailleur()).isEqualTo(bailleur);
        assertThat(identite.estInstructeur()).isEqualTo(instructeur);
    }

    @Test
    void programs_and_superusers_hold_every_permission() {
        assertThat(identite("SERVICE", Typologie.SERVICE, true, false, false).aPermission("x.y"))
                .isTrue();
        assertThat(identite("STAFF", Typologie.STAFF, false, true, true).aPermission("x.y"))
                .isTrue();
        assertThat(identite("STAFF", Typologie.STAFF, false, true, false).aPermission("x.y"))
                .isFalse();
    }

    @Test
    void administration_is_for_the_support_team_and_programs() {
        assertThatThrownBy(() -> bailleur(false).exigerExploitation()).isInstanceOf(ErreurMetier.class);
        assertThatCode(() ->
                        identite("STAFF", Typologie.STAFF, false, true, false).exigerExploitation())
                .doesNotThrowAnyException();
        assertThatCode(() -> identite("SERVICE", Typologie.SERVICE, false, false, false)
                        .exigerExploitation())
                .doesNotThrowAnyException();
    }

    /** Staff counts as both sides (01 §4.1). */
    @ParameterizedTest
    @CsvSource({
        "STAFF, true, true",
        "INSTRUCTEUR, true, false",
        "ADM_CENTRALE, true, false",
        "ASS_HLM, true, false",
        "DIR_REG, true, false",
        "SER_DEP, true, false",
        "SER_GEST, true, false",
        "BAILLEUR, false, true",
        "MO_PERS_MORALE, false, true",
        "MO_PERS_PHYS, false, true",
        "PARTENAIRES, false, false",
        "SERVICE, false, false"
    })
    void each_profile_sits_on_its_side(String profil, boolean instructeur, boolean bailleur) {
        var identite = identite(profil, Typologie.BAILLEUR, false, false, false);
        assertThat(identite.estInstructeur()).isEqualTo(instructeur);
        assertThat(identite.estBailleur()).isEqualTo(bailleur);
    }

    @Test
    void the_current_identity_is_that_of_the_request() {
        assertThat(Identite.facultative()).isEmpty();
        assertThatThrownBy(Identite::courante).isInstanceOf(ErreurMetier.class);
        var qui = bailleur(false);
        var authentification = new IdentiteAuthentication(qui, "jeton");
        SecurityContextHolder.getContext().setAuthentication(authentification);
        assertThat(Identite.courante()).isEqualTo(qui);
        assertThat(authentification.getName()).isEqualTo(qui.utilisateur().toString());
        assertThat(authentification.getAuthorities()).extracting("authority").containsExactlyInAnyOrder(LIRE, ECRIRE);
    }

    @Test
    void only_the_support_team_and_programs_carry_the_role_of_operators() {
        assertThat(new IdentiteAuthentication(identite("STAFF", Typologie.STAFF, false, true, false), "")
                        .getAuthorities())
                .extracting("authority")
                .contains("ROLE_EXPLOITATION");
    }
}
