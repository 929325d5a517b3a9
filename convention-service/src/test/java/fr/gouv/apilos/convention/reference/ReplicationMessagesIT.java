package fr.gouv.apilos.convention.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.platform.messaging.MessagesGares;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The copies follow what referentiel-service tells, through a real broker. */
@EssaiDeService
class ReplicationMessagesIT {

    private static final String BAILLEUR = "bailleur.modifie.v1";
    private static final String ADMINISTRATION = "administration.modifiee.v1";

    @Autowired
    RabbitTemplate rabbit;

    @Autowired
    References references;

    @Autowired
    MessagesGares gares;

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_change_told_by_the_owner_reaches_the_copy() {
        var uuid = UUID.randomUUID();
        bailleur(UUID.randomUUID(), uuid, "Premier nom", 1);
        await().untilAsserted(() ->
                assertThat(references.bailleur(uuid)).map(Bailleur::nom).contains("Premier nom"));
        bailleur(UUID.randomUUID(), uuid, "Second nom", 2);
        await().untilAsserted(() ->
                assertThat(references.bailleur(uuid)).map(Bailleur::nom).contains("Second nom"));
        var copie = references.bailleur(uuid).orElseThrow();
        assertThat(copie.capitalSocial()).isEqualByComparingTo("1250.5");
        assertThat(copie.signataireDateDeliberation()).isEqualTo("2024-01-10");
        assertThat(references.bailleurParSiret("S-" + uuid)).contains(copie);

        var administration = UUID.randomUUID();
        administration(administration, "DDTM", 1);
        await().untilAsserted(() -> assertThat(references.administrationParCode("C-" + administration))
                .map(Administration::nom)
                .contains("DDTM"));
    }

    @Test
    void an_older_state_that_comes_late_changes_nothing() {
        var uuid = UUID.randomUUID();
        envoyerEtAttendre(() -> {
            bailleur(UUID.randomUUID(), uuid, "Récent", 5);
            bailleur(UUID.randomUUID(), uuid, "Ancien", 4);
            bailleur(UUID.randomUUID(), uuid, "Même version", 5);
        });
        assertThat(references.bailleur(uuid)).map(Bailleur::nom).contains("Récent");
    }

    @Test
    void a_repeated_message_is_handled_once() {
        var uuid = UUID.randomUUID();
        var message = UUID.randomUUID();
        envoyerEtAttendre(() -> {
            for (int i = 0; i < 3; i++) {
                bailleur(message, uuid, "Une fois", 1);
            }
        });
        assertThat(references.bailleur(uuid)).isPresent();
        assertThat(jdbc.sql("select count(*) from inbox where message_id = :m and file = 'convention.referentiel'")
                        .param("m", message.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_message_that_breaks_its_contract_is_parked_and_the_next_ones_pass() {
        var poison = UUID.randomUUID();
        envoyerEtAttendre(() -> envoyer(poison, BAILLEUR, "{\"bailleur\": {}}"));
        await().untilAsserted(() -> assertThat(gares.lister("convention.referentiel"))
                .anyMatch(m -> poison.toString().equals(m.messageId())));
        gares.abandonner("convention.referentiel", poison.toString());
    }

    @Test
    void a_later_version_of_a_contract_is_left_alone() {
        var message = UUID.randomUUID();
        envoyerEtAttendre(
                () -> rabbit.send("", "convention.referentiel", message(message, "bailleur.modifie.v2", "{}")));
        assertThat(gares.lister("convention.referentiel"))
                .noneMatch(m -> message.toString().equals(m.messageId()));
    }

    /** On one channel the order is kept, on several it is not: when a last message is handled, those before were too. */
    private void envoyerEtAttendre(Runnable envois) {
        var dernier = UUID.randomUUID();
        rabbit.invoke(unSeulCanal -> {
            envois.run();
            administration(dernier, "Dernier", 1);
            return null;
        });
        await().untilAsserted(
                        () -> assertThat(references.administration(dernier)).isPresent());
    }

    private void bailleur(UUID message, UUID uuid, String nom, long version) {
        envoyer(message, BAILLEUR, Etats.message(message, "bailleur", version, Etats.bailleur(uuid, nom, version)));
    }

    private void administration(UUID uuid, String nom, long version) {
        var message = UUID.randomUUID();
        envoyer(
                message,
                ADMINISTRATION,
                Etats.message(message, "administration", version, Etats.administration(uuid, nom, version)));
    }

    private void envoyer(UUID message, String type, String corps) {
        rabbit.send("referentiel.evenements", type, message(message, type, corps));
    }

    private static org.springframework.amqp.core.Message message(UUID id, String type, String corps) {
        return MessageBuilder.withBody(corps.getBytes(StandardCharsets.UTF_8))
                .setMessageId(id.toString())
                .setType(type)
                .setContentType("application/json")
                .build();
    }
}
