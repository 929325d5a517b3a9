package fr.gouv.apilos.convention.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.Voisins;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails of transitions: whom they tell, and that no transition waits for them. */
@EssaiDeService
class CourrielsIT {

    @Autowired
    Jeu jeu;

    @Autowired
    CycleDeVie cycle;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    ProgrammeRepository programmes;

    @Autowired
    JdbcClient jdbc;

    @Test
    void R233_a_first_submission_tells_the_service_and_confirms_to_the_bailleur() {
        var c = jeu.complete(1);
        var numero = programmes.findById(c.programme()).orElseThrow().numeroOperation();
        jdbc.sql("insert into operation_siap (numero, contenu, lu_le) values (:numero, :contenu, now())")
                .param("numero", numero)
                .param("contenu", """
                    {"gestionnaireSecondaire": {"utilisateurs": [
                      {"email": "siap@exemple.fr", "groupes": [{"profil": {"code": "MO_PERS_MORALE"}},
                        {"profil": {"code": "SER_GEST"}}]},
                      {"email": "muet@exemple.fr", "groupes": [{"profil": {"code": "SER_GEST"}}]},
                      {"email": "autre@exemple.fr", "groupes": [{"profil": {"code": "DIR_REG"}}]}]}}\
                    """)
                .update();
        Voisins.HABILITATION.stubFor(Voisins.correspondants("administration", c.administration())
                .willReturn(okJson("["
                        + Voisins.personne(UUID.randomUUID(), "service@exemple.fr", "PARTIEL", "INSTRUCTEUR", true)
                        + ","
                        + Voisins.personne(UUID.randomUUID(), "muet@exemple.fr", "AUCUN", "INSTRUCTEUR", false)
                        + "]")));
        bailleurConnu(c);

        transiter(c, Transition.SOUMETTRE, c.enBailleur(), false);

        await().untilAsserted(() -> assertThat(courriels(c))
                .containsExactly(
                        "Convention transmise : " + nom(c) + " > "
                                + c.enBailleur().email(),
                        "Convention à instruire : " + nom(c) + " > service@exemple.fr",
                        "Convention à instruire : " + nom(c) + " > siap@exemple.fr"));
    }

    @Test
    void MAIL20_the_submission_stands_when_nobody_can_say_whom_to_tell_and_the_mails_follow_once() {
        var c = jeu.complete(1);
        Voisins.HABILITATION.stubFor(Voisins.correspondants("administration", c.administration())
                .inScenario("panne " + c.convention())
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(serviceUnavailable())
                .willSetStateTo("rétabli"));
        Voisins.HABILITATION.stubFor(Voisins.correspondants("administration", c.administration())
                .inScenario("panne " + c.convention())
                .whenScenarioStateIs("rétabli")
                .willReturn(okJson("["
                        + Voisins.personne(UUID.randomUUID(), "service@exemple.fr", "TOUS", "INSTRUCTEUR", true)
                        + "]")));
        // The first mails are asked for, then the confirmation fails once: what is repeated is not sent again.
        Voisins.HABILITATION.stubFor(Voisins.correspondants("bailleur", c.bailleur())
                .inScenario("bailleur " + c.convention())
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(serviceUnavailable())
                .willSetStateTo("rétabli"));
        Voisins.HABILITATION.stubFor(Voisins.correspondants("bailleur", c.bailleur())
                .inScenario("bailleur " + c.convention())
                .whenScenarioStateIs("rétabli")
                .willReturn(okJson("[" + enBailleur(c) + "]")));

        transiter(c, Transition.SOUMETTRE, c.enBailleur(), false);

        assertThat(conventions.findById(c.convention()).orElseThrow().statut()).isEqualTo(Statut.INSTRUCTION);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(courriels(c))
                        .containsExactly(
                                "Convention transmise : " + nom(c) + " > "
                                        + c.enBailleur().email(),
                                "Convention à instruire : " + nom(c) + " > service@exemple.fr"));
    }

    @Test
    void C6_R234_each_person_gets_a_message_of_their_own_the_sender_too_when_asked() {
        var c = jeu.complete(1);
        bailleurConnu(c);
        transiter(c, Transition.SOUMETTRE, c.enBailleur(), false);
        transiter(c, Transition.DEMANDER_CORRECTION, c.enInstructeur(), true);
        await().untilAsserted(() -> assertThat(courriels(c))
                .containsExactly(
                        "Convention transmise : " + nom(c) + " > "
                                + c.enBailleur().email(),
                        "Convention à corriger : " + nom(c) + " > "
                                + c.enBailleur().email(),
                        "Convention à corriger : " + nom(c) + " > "
                                + c.enInstructeur().email()));
    }

    private void bailleurConnu(Jeu.Faite c) {
        Voisins.HABILITATION.stubFor(
                Voisins.correspondants("bailleur", c.bailleur()).willReturn(okJson("[" + enBailleur(c) + "]")));
    }

    private static String enBailleur(Jeu.Faite c) {
        return Voisins.personne(c.enBailleur().utilisateur(), c.enBailleur().email(), "PARTIEL", "BAILLEUR", true);
    }

    private void transiter(Jeu.Faite c, Transition transition, Identite identite, boolean copie) {
        cycle.appliquer(
                c.convention(), transition, new CycleDeVie.Demande(null, null, copie, null, null, null), identite);
    }

    private String nom(Jeu.Faite c) {
        return programmes.findById(c.programme()).orElseThrow().nom();
    }

    private List<String> courriels(Jeu.Faite c) {
        return jdbc
                .sql("select objet || ' > ' || destinataires from courriel where convention = :c")
                .param("c", c.convention())
                .query(String.class)
                .list()
                .stream()
                .sorted()
                .toList();
    }
}
