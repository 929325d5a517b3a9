package fr.gouv.apilos.convention.convention;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose a family of acts is, as its avenants go on (04 R46, 01 R43): lists and direct access answer alike at each step. */
@EssaiDeService
class BailleurEffectifIT {

    private static final Perimetre.Colonnes COLONNES =
            new Perimetre.Colonnes("region", "departement", "code_postal", "bailleur", "administration");

    @Autowired
    Jeu jeu;

    @Autowired
    DroitsConvention droits;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher evenements;

    @Test
    void R46_R48_an_avenant_in_correction_or_later_says_whose_the_whole_family_is() {
        var c = jeu.complete(1);
        var chezB2 = jeu.complete(1);
        var chezB3 = jeu.complete(1);
        voient(List.of(c.convention()), c.bailleur(), chezB2.bailleur(), chezB3.bailleur());

        var a1 = jeu.avenant(c, Statut.SIGNEE);
        voient(List.of(c.convention(), a1), c.bailleur(), chezB2.bailleur(), chezB3.bailleur());

        // A project takes nothing away from anybody, whomever it names.
        var a2 = jeu.avenant(c, Statut.PROJET);
        changer(a2, "programme", chezB2.programme());
        var famille = List.of(c.convention(), a1, a2);
        voient(famille, c.bailleur(), chezB2.bailleur(), chezB3.bailleur());

        changer(a2, "statut", Statut.CORRECTION.name());
        voient(famille, chezB2.bailleur(), c.bailleur(), chezB3.bailleur());

        // An older avenant has no say any more.
        changer(a1, "programme", chezB3.programme());
        voient(famille, chezB2.bailleur(), c.bailleur(), chezB3.bailleur());

        // What was ended does not count either.
        changer(a2, "statut", Statut.ANNULEE.name());
        voient(famille, chezB3.bailleur(), c.bailleur(), chezB2.bailleur());
    }

    private void changer(UUID convention, String colonne, Object valeur) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("update convention set " + colonne + " = :valeur where id = :id")
                    .param("valeur", valeur)
                    .param("id", convention)
                    .update();
            evenements.publishEvent(new ConventionModifiee(convention));
        });
    }

    /** The first sees every act, the others none, in the list as by its address. */
    private void voient(List<UUID> actes, UUID celui, UUID... pasEux) {
        assertThat(liste(actes, celui)).containsExactlyInAnyOrderElementsOf(actes);
        assertThat(directement(actes, celui)).containsExactlyInAnyOrderElementsOf(actes);
        for (var autre : pasEux) {
            assertThat(liste(actes, autre)).isEmpty();
            assertThat(directement(actes, autre)).isEmpty();
        }
    }

    private Set<UUID> liste(List<UUID> actes, UUID bailleur) {
        var predicat = JetonDeTest.bailleur(bailleur).perimetre().versSql(COLONNES);
        return new TreeSet<>(
                jdbc.sql("select convention from recherche where convention in (:actes) and " + predicat.clause())
                        .param("actes", actes)
                        .params(predicat.parametres())
                        .query(UUID.class)
                        .list());
    }

    private List<UUID> directement(List<UUID> actes, UUID bailleur) {
        return actes.stream()
                .filter(acte -> droits.peut(acte, JetonDeTest.bailleur(bailleur), DroitsConvention.VOIR))
                .toList();
    }
}
