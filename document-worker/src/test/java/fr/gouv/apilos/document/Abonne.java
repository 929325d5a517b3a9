package fr.gouv.apilos.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever asked for documents and mails, and keeps everything it is told of them. */
@TestComponent
public class Abonne {

    private final JsonMapper json;
    private final List<Recu> recus = new CopyOnWriteArrayList<>();

    Abonne(JsonMapper json) {
        this.json = json;
    }

    /** A message as it came. */
    public record Recu(String type, String brut, JsonNode corps) {}

    /** A queue that goes with the test: a real broker may serve several at once. */
    @Bean
    static Queue fileDEssai() {
        return new Queue("essai." + UUID.randomUUID(), false, true, true);
    }

    @Bean
    static Binding abonnementDEssai(Queue fileDEssai) {
        return BindingBuilder.bind(fileDEssai)
                .to(new TopicExchange("document.resultats", true, false))
                .with("#");
    }

    @RabbitListener(id = "abonne", queues = "#{fileDEssai.name}", concurrency = "1")
    void recevoir(Message message) {
        var brut = new String(message.getBody(), StandardCharsets.UTF_8);
        recus.add(new Recu(message.getMessageProperties().getType(), brut, json.readTree(brut)));
    }

    /** What was told of a task, in the order it came. */
    public List<Recu> de(UUID tache) {
        return recus.stream()
                .filter(r -> r.corps().path("tache").asString("").equals(tache.toString()))
                .toList();
    }

    /** What was told of a task under one type. */
    public List<Recu> de(UUID tache, String type) {
        return de(tache).stream().filter(r -> r.type().equals(type)).toList();
    }

    /** What was told of a mail. */
    public List<Recu> deCourriel(UUID courriel) {
        return recus.stream()
                .filter(r -> r.corps().path("courriel").asString("").equals(courriel.toString()))
                .toList();
    }

    /** What was told of a file. */
    public List<Recu> deFichier(UUID fichier) {
        return recus.stream()
                .filter(r -> r.corps().path("fichier").asString("").equals(fichier.toString()))
                .toList();
    }
}
