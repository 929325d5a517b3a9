package fr.gouv.apilos.platform.messaging;

import java.util.UUID;

/**
 * An event that leaves the service. Publish it with {@code ApplicationEventPublisher} inside the transaction that makes
 * it true: it is stored with that transaction and sent to the broker after it, as many times as needed. Its JSON form
 * (the components of the record) must match the schema named by its routing key in {@code infra/contracts}.
 */
public interface MessagePublie {

    /** Exchange to send to, for instance {@code referentiel.evenements}. */
    String exchange();

    /** Routing key and type of the message, for instance {@code bailleur.modifie.v1}. */
    String routingKey();

    /** Identifier by which receivers recognise a repetition. */
    UUID messageId();

    /**
     * Whether the message is lost when no queue takes it, so that it must be sent again until one does. A fact that no
     * service subscribes to yet answers false: it counts as sent once the broker has it.
     */
    default boolean lecteurRequis() {
        return true;
    }
}
