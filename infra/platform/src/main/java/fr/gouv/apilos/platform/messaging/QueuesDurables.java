package fr.gouv.apilos.platform.messaging;

import java.util.ArrayList;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;

/**
 * Declares exchanges and queues with plain arguments only, so that RabbitMQ and the embedded broker accept them alike;
 * quorum queues and limits are policies of the deployment.
 */
public final class QueuesDurables {

    /** Suffix of the queue where messages wait for an operator after the last retry. */
    public static final String SUFFIXE_PARKING = ".parking";

    private QueuesDurables() {}

    /** An exchange this service publishes to. */
    public static Declarables exchange(String nom) {
        return new Declarables(new TopicExchange(nom, true, false));
    }

    /** A queue this service reads, bound to its exchange by one or more keys, and its parking queue. */
    public static Declarables file(String nom, String exchange, String... cles) {
        var declarations = new ArrayList<Declarable>();
        var echange = new TopicExchange(exchange, true, false);
        var queue = new Queue(nom, true);
        declarations.add(echange);
        declarations.add(queue);
        declarations.add(new Queue(nom + SUFFIXE_PARKING, true));
        for (var cle : cles) {
            declarations.add(BindingBuilder.bind(queue).to(echange).with(cle));
        }
        return new Declarables(declarations);
    }
}
