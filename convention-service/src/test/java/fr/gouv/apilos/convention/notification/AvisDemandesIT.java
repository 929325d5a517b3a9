package fr.gouv.apilos.convention.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.Voisins;
import fr.gouv.apilos.convention.convention.Acteur;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.convention.enumeration.Statut;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The opinion that is asked of a person, once. */
@EssaiDeService
class AvisDemandesIT {

    @Autowired
    AvisDemandes avis;

    @Autowired
    Jeu jeu;

    @Autowired
    JdbcClient jdbc;

    private final UUID qui = UUID.randomUUID();
    private final String email = qui + "@exemple.fr";
    private int instant;

    @Test
    void R230_MAIL13_a_bailleur_is_asked_once_whatever_they_do_next() {
        jouer(Transition.VALIDER, Statut.A_SIGNER, true, false);
        jouer(Transition.VALIDER, Statut.A_SIGNER, true, false);
        assertThat(demandes()).as("not their side").isEmpty();
        var premiere = jouer(Transition.SOUMETTRE, Statut.INSTRUCTION, true, false);
        avis.surTransition(premiere);
        jouer(Transition.RENVOYER, Statut.INSTRUCTION, true, false);
        assertThat(demandes()).containsExactly("SATISFACTION_BAILLEUR");
        assertThat(courriels()).isEqualTo(1);
    }

    @Test
    void R230_MAIL13_an_instructeur_is_asked_once_at_their_first_validation() {
        jouer(Transition.SOUMETTRE, Statut.INSTRUCTION, false, true);
        assertThat(demandes()).isEmpty();
        jouer(Transition.VALIDER, Statut.A_SIGNER, false, true);
        jouer(Transition.VALIDER, Statut.A_SIGNER, false, true);
        assertThat(demandes()).containsExactly("SATISFACTION_INSTRUCTEUR");
        assertThat(courriels()).isEqualTo(1);
    }

    @Test
    void MAIL13_who_acted_before_is_not_asked_any_more_nor_who_wants_no_mail() {
        ligne(Statut.INSTRUCTION);
        jouer(Transition.SOUMETTRE, Statut.INSTRUCTION, true, false);
        assertThat(demandes()).isEmpty();

        var muet = new AvisDemandesIT();
        Voisins.HABILITATION.stubFor(post(urlPathEqualTo("/api/v1/correspondants"))
                .withRequestBody(matchingJsonPath("$.utilisateurs[?(@ == '%s')]".formatted(muet.qui)))
                .willReturn(okJson("[" + Voisins.personne(muet.qui, muet.email, "AUCUN", "BAILLEUR", true) + "]")));
        avis.surTransition(new TransitionFaite(
                jeu.complete(1).convention(),
                Transition.SOUMETTRE,
                new Acteur(muet.qui, "Muet", muet.email, true, false, false, "BAILLEUR"),
                null,
                false,
                Instant.now()));
        assertThat(jdbc.sql("select count(*) from avis_demande where utilisateur = :qui")
                        .param("qui", muet.qui)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Told twice, or told of an act of nobody. */
    @Test
    void D29_an_act_told_twice_asks_once_and_an_act_without_author_asks_nobody() {
        var faite = jouer(Transition.SOUMETTRE, Statut.INSTRUCTION, true, false);
        avis.surTransition(faite);
        avis.surTransition(faite);
        assertThat(courriels()).isEqualTo(1);
        avis.surTransition(new TransitionFaite(
                faite.convention(),
                Transition.SOUMETTRE,
                new Acteur(null, "Reprise", "", true, false, false, "BAILLEUR"),
                null,
                false,
                Instant.now()));
        assertThat(courriels()).isEqualTo(1);
    }

    private TransitionFaite jouer(Transition transition, Statut statut, boolean bailleur, boolean instructeur) {
        var acteur =
                new Acteur(qui, "Camille", email, bailleur, instructeur, false, bailleur ? "BAILLEUR" : "INSTRUCTEUR");
        var faite = new TransitionFaite(jeu.complete(1).convention(), transition, acteur, null, false, ligne(statut));
        avis.surTransition(faite);
        return faite;
    }

    /** A line of the history, each later than the one before. */
    private Instant ligne(Statut statut) {
        var quand = Instant.parse("2026-11-01T10:00:00Z").plusSeconds(60L * instant++);
        jdbc.sql("""
            insert into convention_historique (id, convention, statut, statut_precedent, utilisateur, cree_le)
            values (gen_random_uuid(), :c, :statut, 'PROJET', :qui, :quand)\
            """)
                .param("c", jeu.complete(1).convention())
                .param("statut", statut.name())
                .param("qui", qui)
                .param("quand", quand.atOffset(ZoneOffset.UTC))
                .update();
        return quand;
    }

    private List<String> demandes() {
        return jdbc.sql("select cote from avis_demande where utilisateur = :qui")
                .param("qui", qui)
                .query(String.class)
                .list();
    }

    private long courriels() {
        return jdbc.sql("select count(*) from event_publication where serialized_event like :adresse")
                .param("adresse", "%" + email + "%")
                .query(Long.class)
                .single();
    }
}
