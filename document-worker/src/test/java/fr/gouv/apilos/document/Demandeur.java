package fr.gouv.apilos.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.context.TestComponent;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks for documents and mails as convention-service does. */
@TestComponent
public class Demandeur {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RabbitTemplate rabbit;

    Demandeur(RabbitTemplate rabbit) {
        this.rabbit = rabbit;
    }

    /** A request for the document of the contract's own example. */
    public static ObjectNode production(UUID tache, String modele, String... sorties) {
        var demande = JSON.createObjectNode();
        demande.put("tache", tache.toString());
        demande.put("convention", convention(tache).toString());
        demande.put("modele", modele);
        demande.set("contexte", exemple());
        demande.putNull("filigrane");
        demande.set("sorties", JSON.valueToTree(List.of(sorties)));
        demande.put("cle", cle(tache));
        demande.put("nomFichier", "Convention d essai");
        demande.putObject("demandePar").putNull("uuid").put("nom", "Essai");
        demande.put("demandeLe", "2026-11-24T14:00:00Z");
        return demande;
    }

    /** The convention a task of these tests is for. */
    public static UUID convention(UUID tache) {
        return UUID.nameUUIDFromBytes(tache.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Where a task of these tests is written, without the extension. */
    public static String cle(UUID tache) {
        return "conventions/" + convention(tache) + "/documents/" + tache;
    }

    /** The context published with the contract. */
    public static ObjectNode exemple() {
        try (var flux = Demandeur.class.getResourceAsStream("/contracts/contextes/hlm.exemple.json")) {
            return (ObjectNode) JSON.readTree(flux);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request for a mail. */
    public static ObjectNode courriel(UUID courriel, List<String> destinataires, List<String> copies) {
        var demande = JSON.createObjectNode();
        demande.put("courriel", courriel.toString());
        demande.set("destinataires", JSON.valueToTree(destinataires));
        demande.set("copies", JSON.valueToTree(copies));
        demande.put("objet", "Convention à signer — Les Cèdres");
        demande.put("texte", "Bonjour,\n\nLa convention est prête : https://apilos.exemple.fr/conventions/1");
        demande.putNull("html");
        demande.putArray("pieces");
        return demande;
    }

    /** Sends a message of a type. */
    public void envoyer(String type, UUID id, String corps) {
        rabbit.send("document.demandes", type, message(type, id, corps));
    }

    /** Asks for a document. */
    public void demander(ObjectNode production) {
        envoyer(
                "document.production.v1",
                UUID.fromString(production.path("tache").asString()),
                production.toString());
    }

    /** Asks for a mail. */
    public void poster(ObjectNode courriel) {
        envoyer("courriel.envoi.v1", UUID.fromString(courriel.path("courriel").asString()), courriel.toString());
    }

    /** A message as the relay of a service makes it. */
    public static Message message(String type, UUID id, String corps) {
        return MessageBuilder.withBody(corps.getBytes(StandardCharsets.UTF_8))
                .setMessageId(id.toString())
                .setType(type)
                .setContentType("application/json")
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }
}
