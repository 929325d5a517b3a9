package fr.gouv.apilos.document.courriel;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The form anybody may write by, and the switch of the support team (04 R110, R116, R129). */
@EssaiDuWorker
class ContactEtInterrupteurIT {

    private static final String INTERRUPTEUR = "/admin/courriels/interrupteur";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void R110_anybody_writes_to_the_team_with_a_name_of_a_hundred_characters_an_address_a_subject_and_a_message() {
        assertThat(mvc.get().uri("/contact/")).hasStatusOk();
        assertThat(ecrire("n".repeat(101), "camille@exemple.fr", "Sujet", "Message"))
                .hasStatus(422);
        for (var vide : List.of(
                ecrire("", "camille@exemple.fr", "Sujet", "Message"),
                ecrire("Camille", "", "Sujet", "Message"),
                ecrire("Camille", "camille@exemple.fr", " ", "Message"),
                ecrire("Camille", "camille@exemple.fr", "Sujet", ""))) {
            assertThat(vide).hasStatus(422).bodyText().contains("obligatoire");
        }
        assertThat(ecrire("n".repeat(100), "camille@exemple.fr", "Sujet", "Message"))
                .hasStatus(302)
                .hasRedirectedUrl("/contact/");
    }

    /** A switch nobody set is off; it is global; no address of users sets it. */
    @Test
    void R129_D22_a_switch_is_off_until_the_support_team_turns_it_on_for_everybody() {
        jdbc.sql("delete from courriel_interrupteur").update();
        assertThat(etat()).contains("\"arretes\":false");
        for (var personne : List.of(
                JetonDeTest.bailleur(UUID.randomUUID()),
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.administrateur())) {
            assertThat(basculer(true, personne)).hasStatus(403);
        }
        assertThat(etat()).contains("\"arretes\":false");
        try {
            assertThat(basculer(true, JetonDeTest.staff())).hasStatusOk();
            assertThat(etat()).contains("\"arretes\":true");
        } finally {
            assertThat(basculer(false, JetonDeTest.staff())).hasStatusOk();
        }
        assertThat(etat()).contains("\"arretes\":false");
    }

    private String etat() {
        var reponse = mvc.get()
                .uri(INTERRUPTEUR)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        assertThat(reponse).hasStatusOk();
        return new String(reponse.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private MvcTestResult basculer(boolean arretes, Identite identite) {
        return mvc.put()
                .uri(INTERRUPTEUR)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"arretes\": " + arretes + "}")
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult ecrire(String nom, String email, String sujet, String message) {
        return mvc.post()
                .uri("/contact/")
                .param("id", UUID.randomUUID().toString())
                .param("nom", nom)
                .param("email", email)
                .param("sujet", sujet)
                .param("message", message)
                .exchange();
    }
}
