package fr.gouv.apilos.platform.messaging;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.platform.correlation.Correlation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.modulith.events.support.EventExternalizationTransport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends a stored publication to the broker. The publication counts as done only when the broker confirmed it and did
 * not return it; anything else leaves it to be sent again.
 */
class RelaisAmqp implements EventExternalizationTransport {

    private static final long ATTENTE_CONFIRMATION_S = 5;
    private static final String LECTEUR_REQUIS = "lecteur-requis";

    private final RabbitTemplate rabbit;
    private final JsonMapper json;
    private final ContratDeMessages contrat;

    RelaisAmqp(RabbitTemplate rabbit, JsonMapper json, ContratDeMessages contrat) {
        this.rabbit = rabbit;
        // A message without "mandatory" that no queue takes is dropped by the broker and confirmed.
        rabbit.setMandatoryExpressionString("messageProperties.headers['" + LECTEUR_REQUIS + "'] != false");
        // Each returned message is seen by its sender, through its correlation data.
        rabbit.setReturnsCallback(retour -> {});
        this.json = json;
        this.contrat = contrat;
    }

    /** In the transaction of the sender: a message that breaks its contract must fail there, not in a queue. */
    @EventListener
    void verifier(MessagePublie message) {
        contrat.verifier(message.routingKey(), json.writeValueAsString(message));
    }

    @Override
    public CompletableFuture<?> externalize(Object evenement, RoutingTarget cible) {
        var publie = (MessagePublie) evenement;
        var suivi = new CorrelationData(publie.messageId().toString());
        rabbit.send(publie.exchange(), publie.routingKey(), message(publie), suivi);
        return suivi.getFuture()
                .orTimeout(ATTENTE_CONFIRMATION_S, TimeUnit.SECONDS)
                .thenAccept(confirmation -> {
                    if (!confirmation.ack()) {
                        throw new MessageNonRemis("refused by the broker: " + confirmation.reason());
                    }
                    ReturnedMessage retour = suivi.getReturned();
                    if (retour != null) {
                        throw new MessageNonRemis("no queue for " + publie.exchange() + "/" + publie.routingKey());
                    }
                });
    }

    private Message message(MessagePublie publie) {
        return MessageBuilder.withBody(json.writeValueAsBytes(publie))
                .setMessageId(publie.messageId().toString())
                .setType(publie.routingKey())
                .setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .setHeader(Correlation.ENTETE, Correlation.courante())
                .setHeader(LECTEUR_REQUIS, publie.lecteurRequis())
                .build();
    }

    /** The broker did not take the message in charge. */
    static class MessageNonRemis extends RuntimeException {
        MessageNonRemis(String raison) {
            super(raison);
        }
    }
}
