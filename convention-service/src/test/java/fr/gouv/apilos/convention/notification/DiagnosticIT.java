package fr.gouv.apilos.convention.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.Voisins;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Whom the mails of an opération would reach, told to the support team and to programs alone (07 §13.6). */
@EssaiDeService
class DiagnosticIT {

    @Autowired
    Jeu jeu;

    @Autowired
    ProgrammeRepository programmes;

    @Autowired
    MockMvcTester mvc;

    @Test
    void R44_an_operation_is_told_by_its_exact_number_with_recipients_and_last_acts() {
        var c = jeu.complete(1);
        var numero = programmes.findById(c.programme()).orElseThrow().numeroOperation();
        Voisins.HABILITATION.stubFor(Voisins.correspondants("bailleur", c.bailleur())
                .willReturn(okJson(
                        "[" + Voisins.personne(UUID.randomUUID(), "tout@exemple.fr", "TOUS", "BAILLEUR", true) + "]")));
        Voisins.HABILITATION.stubFor(Voisins.correspondants("administration", c.administration())
                .willReturn(okJson("["
                        + Voisins.personne(UUID.randomUUID(), "service@exemple.fr", "PARTIEL", "INSTRUCTEUR", true)
                        + "]")));
        var reponse = lire("operations/" + numero, JetonDeTest.service());
        assertThat(reponse)
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[0].conventions[0].bailleurs")
                .isEqualTo(List.of("tout@exemple.fr"));
        // A project not yet submitted: the whole service would be told.
        assertThat(reponse)
                .bodyJson()
                .extractingPath("$[0].conventions[0].instructeurs")
                .isEqualTo(List.of("service@exemple.fr"));
        assertThat(reponse)
                .bodyJson()
                .extractingPath("$[0].conventions[0].uuid")
                .isEqualTo(c.convention().toString());
        assertThat(lire("operations/" + numero + "X", JetonDeTest.service()))
                .hasStatusOk()
                .bodyText()
                .isEqualTo("[]");
    }

    @Test
    void P18_the_bailleurs_of_an_administration_are_those_of_its_programmes() {
        var c = jeu.complete(1);
        assertThat(lire("administrations/" + c.administration() + "/bailleurs", JetonDeTest.service()))
                .hasStatusOk()
                .bodyText()
                .contains(c.bailleur().toString());
        assertThat(lire("administrations/" + UUID.randomUUID() + "/bailleurs", JetonDeTest.service()))
                .hasStatusOk()
                .bodyText()
                .isEqualTo("[]");
    }

    @Test
    void nobody_but_the_support_team_and_programs_reads_a_diagnosis() {
        for (var identite : List.of(JetonDeTest.administrateur(), JetonDeTest.bailleur(UUID.randomUUID()))) {
            assertThat(lire("operations/1", identite)).hasStatus(403);
            assertThat(lire("administrations/" + UUID.randomUUID() + "/bailleurs", identite))
                    .hasStatus(403);
        }
        assertThat(lire("operations/1", JetonDeTest.staff())).hasStatusOk();
    }

    private MvcTestResult lire(String chemin, Identite identite) {
        return mvc.get()
                .uri("/api/v1/diagnostics/" + chemin)
                .with(JetonDeTest.de(identite))
                .accept("application/json")
                .exchange();
    }
}
