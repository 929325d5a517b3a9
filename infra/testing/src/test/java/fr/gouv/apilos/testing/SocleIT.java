package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.contracts.MessageNonConforme;
import fr.gouv.apilos.platform.messaging.MessagesGares;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The mechanisms of the platform, on real servers, in the smallest service. */
@ServicesReels
@SpringBootTest(classes = EssaiApplication.class)
@AutoConfigureMockMvc
class SocleIT {

    @Autowired
    EssaiApplication.Emetteur emetteur;

    @Autowired
    EssaiApplication.Recepteur recepteur;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RabbitTemplate rabbit;

    @Autowired
    AmqpAdmin amqp;

    @Autowired
    MessagesGares gares;

    @Autowired
    MockMvcTester mvc;

    @BeforeEach
    void remettreAZero() {
        recepteur.recus.set(0);
        recepteur.panne.set(false);
        gares.lister("essai.resultats").forEach(m -> gares.abandonner("essai.resultats", m.messageId()));
    }

    @Test
    void a_published_event_reaches_its_queue_once_and_is_marked_done() {
        var id = UUID.randomUUID();
        emetteur.emettre(id, true);
        await().untilAsserted(() -> assertThat(recepteur.recus).hasValue(1));
        await().untilAsserted(() -> assertThat(ouvertes()).isZero());
    }

    @Test
    void a_message_that_breaks_its_contract_fails_the_transaction_of_its_sender() {
        assertThatThrownBy(() -> emetteur.emettre(UUID.randomUUID(), false)).isInstanceOf(MessageNonConforme.class);
        assertThat(ouvertes()).isZero();
    }

    @Test
    void a_fact_nobody_subscribes_to_counts_as_sent() {
        emetteur.emettreSansLecteur(false);
        await().untilAsserted(() -> assertThat(ouvertes()).isZero());
    }

    @Test
    void a_task_without_its_queue_waits_for_it() {
        emetteur.emettreSansLecteur(true);
        await().untilAsserted(
                        () -> assertThat(jdbc.sql("select count(*) from event_publication where status = 'FAILED'")
                                        .query(Long.class)
                                        .single())
                                .isEqualTo(1));
        var tardive = new Queue("essai.tardive", false, false, true);
        amqp.declareQueue(tardive);
        amqp.declareBinding(BindingBuilder.bind(tardive)
                .to(new TopicExchange("document.resultats"))
                .with("convention.#"));
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ouvertes()).isZero());
            assertThat(rabbit.receive("essai.tardive", 5000)).isNotNull();
        } finally {
            amqp.deleteQueue("essai.tardive");
        }
    }

    @Test
    void a_repeated_message_has_its_effect_once() {
        var id = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            envoyer(id, corps(id));
        }
        await().untilAsserted(() -> assertThat(recepteur.recus).hasValue(1));
        emetteur.emettre(UUID.randomUUID(), true);
        await().untilAsserted(() -> assertThat(recepteur.recus).hasValue(2));
    }

    @Test
    void after_the_last_retry_a_message_is_parked_then_replayed_by_an_operator() {
        var id = UUID.randomUUID();
        recepteur.panne.set(true);
        envoyer(id, corps(id));
        await().untilAsserted(() -> assertThat(
                        mvc.get().uri("/admin/messages/essai.resultats").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.messages[0].messageId")
                .isEqualTo(id.toString()));
        recepteur.panne.set(false);
        assertThat(mvc.post()
                        .uri("/admin/messages/essai.resultats/{id}/rejeu", id)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(204);
        await().untilAsserted(() -> assertThat(recepteur.recus).hasValue(1));
        assertThat(gares.lister("essai.resultats")).isEmpty();
    }

    @Test
    void a_poison_message_is_parked_without_stopping_the_others_and_can_be_dropped() {
        var poison = UUID.randomUUID();
        envoyer(poison, "{\"pas\": \"le bon contrat\"}");
        emetteur.emettre(UUID.randomUUID(), true);
        await().untilAsserted(() -> assertThat(recepteur.recus).hasValue(1));
        await().untilAsserted(() -> assertThat(gares.lister("essai.resultats")).hasSize(1));
        assertThat(mvc.delete()
                        .uri("/admin/messages/essai.resultats/{id}", poison)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(204);
        assertThat(gares.lister("essai.resultats")).isEmpty();
    }

    @Test
    void without_a_token_only_health_answers() {
        assertThat(mvc.get().uri("/actuator/health")).hasStatusOk();
        assertThat(mvc.get().uri("/api/moi"))
                .hasStatus(401)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(mvc.get().uri("/actuator/prometheus")).hasStatus(401);
        assertThat(mvc.get().uri("/v3/api-docs")).hasStatus(401);
        assertThat(mvc.get().uri("/admin/messages").with(JetonDeTest.de(JetonDeTest.bailleur())))
                .hasStatus(403);
    }

    @Test
    void a_real_token_is_read_and_an_expired_or_foreign_one_refused() {
        var jeton = JetonDeTest.jeton(JetonDeTest.administrateur());
        assertThat(mvc.get().uri("/api/moi").header(HttpHeaders.AUTHORIZATION, "Bearer " + jeton))
                .hasStatusOk()
                .bodyText()
                .isEqualTo("ADM_CENTRALE");
        var expire =
                JetonDeTest.jeton(JetonDeTest.administrateur(), Instant.now().minusSeconds(120));
        assertThat(mvc.get().uri("/api/moi").header(HttpHeaders.AUTHORIZATION, "Bearer " + expire))
                .hasStatus(401);
        var sansSignature = jeton.substring(0, jeton.lastIndexOf('.') + 1);
        assertThat(mvc.get().uri("/api/moi").header(HttpHeaders.AUTHORIZATION, "Bearer " + sansSignature))
                .hasStatus(401);
    }

    @Test
    void a_business_refusal_is_a_problem_document_with_a_reference() {
        assertThat(mvc.get()
                        .uri("/api/choses/{id}", UUID.randomUUID())
                        .with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:apilos:erreur:INTROUVABLE");
        assertThat(mvc.get().uri("/api/choses/pas-un-uuid").with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(404);
    }

    @Test
    void the_role_of_a_service_cannot_read_the_schema_of_another() throws SQLException {
        try (var autre = InfrastructureDeTest.demarree().role("voisin");
                var ordre = autre.createStatement()) {
            assertThatThrownBy(() -> ordre.executeQuery("select * from essai.inbox"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("essai");
        }
    }

    private long ouvertes() {
        return jdbc.sql("select count(*) from event_publication where completion_date is null")
                .query(Long.class)
                .single();
    }

    private void envoyer(UUID id, String corps) {
        rabbit.send(
                "document.resultats",
                "courriel.envoye.v1",
                MessageBuilder.withBody(corps.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .setMessageId(id.toString())
                        .setType("courriel.envoye.v1")
                        .setContentType("application/json")
                        .build());
    }

    private static String corps(UUID id) {
        return "{\"evenementId\": \"%s\", \"courriel\": \"%s\", \"survenuLe\": \"2026-11-24T14:00:00Z\"}"
                .formatted(id, id);
    }
}
