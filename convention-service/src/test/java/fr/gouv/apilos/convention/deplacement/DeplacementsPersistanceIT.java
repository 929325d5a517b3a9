package fr.gouv.apilos.convention.deplacement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.deplacement.Deplacements.Champ;
import fr.gouv.apilos.convention.deplacement.Deplacements.Commune;
import fr.gouv.apilos.convention.deplacement.Deplacements.Criteres;
import fr.gouv.apilos.convention.deplacement.Deplacements.Demande;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Moves of programmes: selection, batches, stops, undo (03 B6, D2–D4, D13). */
@EssaiDeService
class DeplacementsPersistanceIT {

    @Autowired
    Deplacements deplacements;

    @Autowired
    Jeu jeu;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Test
    void RB6_3_RB6_5_RB6_6_R66_R68_R69_by_communes_or_by_departement_the_same_two_programmes_move_and_no_other() {
        var departement = departement();
        var troyes = place("10000", "TROYES", departement);
        var vendue = place("10800", "La Vendue-Mignot", departement);
        var evry = place("91000", "Évry-Courcouronnes", "91x");
        var cible = jeu.vide().administration();
        var communes = new Criteres(
                null, List.of(new Commune("10000", "Troyes"), new Commune("10800", "Vendue Mignot")), null);
        var parDepartement = new Criteres(departement, null, null);
        var apercu = deplacements.apercu(new Demande(Champ.ADMINISTRATION, cible, parDepartement, null));
        assertThat(apercu.programmes()).isEqualTo(2);
        assertThat(apercu.conventions()).isEqualTo(2);
        assertThat(apercu.actuels()).extracting(Deplacements.Actuel::programmes).containsExactly(1L, 1L);
        assertThat(apercu.exemples()).hasSize(2);
        assertThat(deplacements
                        .apercu(new Demande(Champ.ADMINISTRATION, cible, communes, null))
                        .actuels())
                .extracting(Deplacements.Actuel::uuid)
                .contains(troyes.administration(), vendue.administration());
        var id = UUID.randomUUID();
        deplacements.creer(id, new Demande(Champ.ADMINISTRATION, cible, parDepartement, "Équipe"));
        assertThat(deplacements.avancer(id, 100).faits()).isEqualTo(2);
        assertThat(administration(troyes)).isEqualTo(cible);
        assertThat(administration(vendue)).isEqualTo(cible);
        assertThat(administration(evry)).isEqualTo(evry.administration());
        // R-B6.5 of the source, and the list of conventions follows in the same transaction.
        assertThat(jdbc.sql("select ancienne_administration from programme where id = :id")
                        .param("id", troyes.programme())
                        .query(UUID.class)
                        .single())
                .isEqualTo(troyes.administration());
        assertThat(jdbc.sql("select administration from recherche where convention = :id")
                        .param("id", troyes.convention())
                        .query(UUID.class)
                        .single())
                .isEqualTo(cible);
    }

    @Test
    void D3_nothing_chosen_moves_nothing() {
        var cible = jeu.vide().administration();
        for (var rien : List.of(
                new Criteres(null, null, null), new Criteres("", null, null), new Criteres(null, List.of(), null))) {
            assertThatThrownBy(() -> deplacements.apercu(new Demande(Champ.ADMINISTRATION, cible, rien, null)))
                    .isInstanceOf(ErreurMetier.class);
        }
        assertThatThrownBy(() -> deplacements.creer(
                        UUID.randomUUID(),
                        new Demande(Champ.ADMINISTRATION, UUID.randomUUID(), new Criteres("13", null, null), null)))
                .isInstanceOf(ErreurMetier.class);
    }

    @Test
    void D2_D14_corsican_programmes_are_found_even_under_the_old_code() {
        var sud = place("20137", "Porto-Vecchio", "20");
        var nord = place("20200", "Bastia", "20");
        var cible = jeu.vide().administration();
        var id = UUID.randomUUID();
        deplacements.creer(id, new Demande(Champ.ADMINISTRATION, cible, new Criteres("2A", null, null), null));
        deplacements.avancer(id, 500);
        assertThat(administration(sud)).isEqualTo(cible);
        assertThat(administration(nord)).isEqualTo(nord.administration());
    }

    @Test
    void D4_programmes_already_there_are_left_out_and_a_second_run_keeps_the_origin() {
        var departement = departement();
        var une = place("13001", "Marseille", departement);
        var cible = une.administration();
        var autre = place("13002", "Marseille", departement);
        var demande = new Demande(Champ.ADMINISTRATION, cible, new Criteres(departement, null, null), null);
        assertThat(deplacements.apercu(demande).exclus()).isEqualTo(1);
        var id = UUID.randomUUID();
        assertThat(deplacements.creer(id, demande).total()).isEqualTo(1);
        // Said again, after an answer lost on the way: the same list.
        assertThat(deplacements.creer(id, demande).total()).isEqualTo(1);
        deplacements.avancer(id, 100);
        assertThat(deplacements.avancer(id, 100).faits()).isEqualTo(1);
        assertThat(deplacements.lignes(id, 0, 10))
                .singleElement()
                .satisfies(l -> assertThat(l.de()).isEqualTo(autre.administration()));
    }

    @Test
    void what_changed_hands_in_between_is_left_in_place_forth_and_back() {
        var departement = departement();
        var sage = place("13001", "Marseille", departement);
        var agite = place("13002", "Marseille", departement);
        var cible = jeu.vide().administration();
        var ailleurs = jeu.vide().administration();
        var id = UUID.randomUUID();
        deplacements.creer(id, new Demande(Champ.ADMINISTRATION, cible, new Criteres(departement, null, null), null));
        confier(agite, ailleurs);
        var fait = deplacements.avancer(id, 100);
        assertThat(fait.faits()).isEqualTo(1);
        assertThat(fait.refuses()).isEqualTo(1);
        assertThat(administration(agite)).isEqualTo(ailleurs);
        var annule = deplacements.annuler(id, 100);
        assertThat(annule.annules()).isEqualTo(1);
        assertThat(administration(sage)).isEqualTo(sage.administration());
        // Undone twice, nothing more.
        assertThat(deplacements.annuler(id, 100)).isEqualTo(annule);
    }

    @Test
    void D13_a_transfer_moves_all_the_programmes_of_a_bailleur_in_batches_that_may_stop_and_leaves_its_traces() {
        var source = jeu.vide();
        for (int i = 0; i < 4; i++) {
            jdbc.sql("update programme set bailleur = :bailleur where id = :id")
                    .param("bailleur", source.bailleur())
                    .param("id", jeu.vide().programme())
                    .update();
        }
        var cible = jeu.vide().bailleur();
        var id = UUID.randomUUID();
        var demande = new Demande(Champ.BAILLEUR, cible, new Criteres(null, null, source.bailleur()), null);
        assertThat(deplacements.creer(id, demande).total()).isEqualTo(5);
        assertThat(deplacements.avancer(id, 2).restants()).isEqualTo(3);
        // Stopped here; whoever comes next goes on.
        assertThat(deplacements.avancer(id, 2).restants()).isEqualTo(1);
        assertThat(deplacements.avancer(id, 2).restants()).isZero();
        // Each programme is a version further, and the list says whose it was and when it moved.
        assertThat(jdbc.sql("select count(*) from programme p join deplacement_ligne l on l.programme = p.id"
                                + " where l.deplacement = :id and p.version = 1 and p.mis_a_jour_le = l.fait_le"
                                + " and l.de = :bailleur and l.etat = 'FAIT'")
                        .param("id", id)
                        .param("bailleur", source.bailleur())
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
        assertThat(jdbc.sql("select count(*) from recherche where bailleur = :bailleur")
                        .param("bailleur", source.bailleur())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(deplacements.lignes(id, 2, 2))
                .extracting(Deplacements.Ligne::rang)
                .containsExactly(3, 4);
    }

    @Test
    void a_batch_costs_as_many_statements_whatever_its_size() throws Exception {
        var departement = departement();
        for (int i = 0; i < 12; i++) {
            place("13001", "Marseille", departement);
        }
        var id = UUID.randomUUID();
        deplacements.creer(
                id,
                new Demande(
                        Champ.ADMINISTRATION,
                        jeu.vide().administration(),
                        new Criteres(departement, null, null),
                        null));
        assertThat(CompteurSql.pendant(() -> deplacements.avancer(id, 12))).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void RB5_5_only_conventions_not_validated_yet_follow_a_sheet() {
        var projet = jeu.au(Statut.PROJET);
        var signee = jeu.au(Statut.SIGNEE);
        assertThat(deplacements.usage(Champ.BAILLEUR, projet.bailleur())).isEqualTo(new Deplacements.Usage(1, 1));
        assertThat(deplacements.usage(Champ.ADMINISTRATION, signee.administration()))
                .isEqualTo(new Deplacements.Usage(0, 1));
    }

    @Test
    void programs_and_the_support_team_only() {
        assertThat(mvc.get()
                        .uri("/api/v1/deplacements/" + UUID.randomUUID())
                        .with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(403);
        assertThat(mvc.get()
                        .uri("/api/v1/deplacements/" + UUID.randomUUID())
                        .with(JetonDeTest.de(JetonDeTest.service())))
                .hasStatus(404);
    }

    private static String departement() {
        return "Z" + ThreadLocalRandom.current().nextInt(1_000_000);
    }

    private Jeu.Faite place(String codePostal, String ville, String departement) {
        var faite = jeu.vide();
        jdbc.sql("update programme set code_postal = :codePostal, ville = :ville, code_insee_departement = :departement"
                        + " where id = :id")
                .param("codePostal", codePostal)
                .param("ville", ville)
                .param("departement", departement)
                .param("id", faite.programme())
                .update();
        return faite;
    }

    private void confier(Jeu.Faite faite, UUID administration) {
        jdbc.sql("update programme set administration = :administration where id = :id")
                .param("administration", administration)
                .param("id", faite.programme())
                .update();
    }

    private UUID administration(Jeu.Faite faite) {
        return jdbc.sql("select administration from programme where id = :id")
                .param("id", faite.programme())
                .query(UUID.class)
                .single();
    }
}
