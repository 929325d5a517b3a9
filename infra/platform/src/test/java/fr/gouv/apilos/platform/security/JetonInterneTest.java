package fr.gouv.apilos.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JetonInterneTest {

    private static final UUID QUI = UUID.fromString("9f3c1df0-95cc-4a1e-8e4e-0d3f5f1d8a01");
    private static final UUID BAILLEUR = UUID.fromString("9f3c1df0-95cc-4a1e-8e4e-0d3f5f1d8a02");

    private static Identite identite(Perimetre perimetre) {
        return new Identite(
                QUI,
                "Camille Ferrandi",
                "bailleur@exemple.fr",
                "bailleur",
                "MO_PERS_MORALE",
                Typologie.BAILLEUR,
                new Habilitation(101, "Administrateur délégué"),
                false,
                false,
                false,
                Set.of("convention.view_convention", "convention.change_convention"),
                perimetre);
    }

    @Test
    void what_is_written_is_read_back_whole() {
        for (var perimetre : List.of(
                Perimetre.NATIONAL,
                Perimetre.VIDE,
                new Perimetre(false, "93", null, Set.of(BAILLEUR), null, Set.of("13", "83")),
                new Perimetre(false, null, "13", null, Set.of(), Set.of()))) {
            var identite = identite(perimetre);
            assertThat(JetonInterne.lire(QUI.toString(), JetonInterne.revendications(identite)))
                    .isEqualTo(identite);
        }
    }

    @Test
    void who_belongs_to_a_service_keeps_it_and_acts_for_it_alone() {
        var i = identite(new Perimetre(false, null, "13", null, null, Set.of()));
        var service = new Identite(
                QUI,
                i.nom(),
                i.email(),
                i.login(),
                "SER_DEP",
                Typologie.ADMINISTRATEUR,
                new Habilitation(101, "Service départemental", BAILLEUR),
                false,
                false,
                false,
                i.permissions(),
                i.perimetre());
        var lue = JetonInterne.lire(QUI.toString(), JetonInterne.revendications(service));
        assertThat(lue).isEqualTo(service);
        assertThat(lue.administrations()).containsExactly(BAILLEUR);
        assertThat(i.administrations()).isEmpty();
        assertThat(identite(Perimetre.NATIONAL).bailleurs()).isEmpty();
    }

    @Test
    void what_a_token_does_not_say_is_the_least_right() {
        var lue = JetonInterne.lire(QUI.toString(), Map.of("typologie", "INSTRUCTEUR"));
        assertThat(lue.lectureSeule()).isTrue();
        assertThat(lue.staff()).isFalse();
        assertThat(lue.superuser()).isFalse();
        assertThat(lue.permissions()).isEmpty();
        assertThat(lue.perimetre()).isEqualTo(Perimetre.VIDE);
        assertThat(lue.habilitation()).isEqualTo(Habilitation.AUCUNE);
    }

    @Test
    void a_limit_that_is_missing_allows_nothing_and_one_that_is_null_allows_all() {
        var perimetre = new HashMap<String, Object>();
        perimetre.put("bailleurs", null);
        var lu = JetonInterne.lire(QUI.toString(), Map.of("typologie", "BAILLEUR", "perimetre", perimetre))
                .perimetre();
        assertThat(lu.bailleurs()).isNull();
        assertThat(lu.administrations()).isEmpty();
    }

    @Test
    void rights_are_booleans_and_nothing_that_looks_like_them() {
        var lue = JetonInterne.lire(
                QUI.toString(),
                Map.of("typologie", "BAILLEUR", "staff", "true", "superuser", 1, "lecture_seule", "false"));
        assertThat(lue.staff()).isFalse();
        assertThat(lue.superuser()).isFalse();
        assertThat(lue.lectureSeule()).isTrue();
    }

    @Test
    void a_subject_or_a_side_that_cannot_be_read_is_refused() {
        assertThatThrownBy(() -> JetonInterne.lire("camille", Map.of("typologie", "BAILLEUR")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JetonInterne.lire(QUI.toString(), Map.of("typologie", "ROI")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JetonInterne.lire(QUI.toString(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void D22_a_borrowed_account_carries_both_names_and_who_really_acts() {
        var acteur = new ActeurReel(UUID.randomUUID(), "Équipe Support");
        var empruntee = new Identite(
                        UUID.randomUUID(),
                        "Camille Ferrandi",
                        "",
                        "",
                        "SER_GEST",
                        Typologie.INSTRUCTEUR,
                        Habilitation.AUCUNE,
                        false,
                        false,
                        false,
                        Set.of(),
                        Perimetre.VIDE)
                .par(acteur);
        var lue = JetonInterne.lire(empruntee.utilisateur().toString(), JetonInterne.revendications(empruntee));
        assertThat(lue).isEqualTo(empruntee);
        assertThat(lue.nom()).isEqualTo("Camille Ferrandi (par Équipe Support)");
        assertThat(lue.par()).isEqualTo(acteur);
        assertThat(empruntee
                        .par(new ActeurReel(acteur.utilisateur(), "x".repeat(300)))
                        .nom())
                .hasSize(255);
    }
}
