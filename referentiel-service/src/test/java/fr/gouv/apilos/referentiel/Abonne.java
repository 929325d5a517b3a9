package fr.gouv.apilos.referentiel;

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

/** Another service, which keeps everything it is told. */
@TestComponent
public class Abonne {

    private final JsonMapper json;
    private final List<Recu> recus = new CopyOnWriteArrayList<>();

    Abonne(JsonMapper json) {
        this.json = json;
    }

    /** A message as it came. */
    public record Recu(String type, String messageId, String brut, JsonNode corps) {}

    /** A queue that goes with the test: a real broker may serve several at once. */
    @Bean
    static Queue fileDEssai() {
        return new Queue("essai." + UUID.randomUUID(), false, true, true);
    }

    @Bean
    static Binding abonnementDEssai(Queue fileDEssai) {
        return BindingBuilder.bind(fileDEssai)
                .to(new TopicExchange("referentiel.evenements", true, false))
                .with("#");
    }

    @RabbitListener(queues = "#{fileDEssai.name}")
    void recevoir(Message message) {
        var proprietes = message.getMessageProperties();
        var brut = new String(message.getBody(), StandardCharsets.UTF_8);
        recus.add(new Recu(proprietes.getType(), proprietes.getMessageId(), brut, json.readTree(brut)));
    }

    /** What was told of an entity, in the order it came. */
    public List<Recu> de(String entite, UUID uuid) {
        return recus.stream()
                .filter(r -> uuid.toString()
                        .equals(r.corps().path(entite).path("uuid").asString("")))
                .toList();
    }

    /** Everything of one type, in the order it came. */
    public List<Recu> tous(String type) {
        return recus.stream().filter(r -> type.equals(r.type())).toList();
    }
}
