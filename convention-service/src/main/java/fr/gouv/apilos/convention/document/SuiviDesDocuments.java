package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Asks for a document when a convention is validated, and reads what the worker answers. */
@Component
class SuiviDesDocuments {

    private static final String FILE = "convention.resultats";

    private final Inbox inbox;
    private final Documents documents;

    SuiviDesDocuments(Inbox inbox, Documents documents) {
        this.inbox = inbox;
        this.documents = documents;
    }

    /** In the transaction of the validation: it succeeds with the broker down, and the request follows. */
    @EventListener
    void surTransition(TransitionFaite faite) {
        if (faite.transition() == Transition.VALIDER) {
            documents.demanderApresValidation(
                    faite.convention(),
                    faite.acteur().utilisateur(),
                    faite.acteur().nom());
        }
    }

    @RabbitListener(queues = FILE)
    void recevoir(Message message) {
        switch (String.valueOf(message.getMessageProperties().getType())) {
            case "document.progression.v1" -> inbox.traiter(message, Messages.Progression.class, documents::progresser);
            case "document.produit.v1" -> inbox.traiter(message, Messages.Produit.class, documents::terminer);
            case "document.echec.v1" -> inbox.traiter(message, Messages.Echec.class, documents::echouer);
            default -> {
                // A later version of the contract may add types: they are not ours to refuse.
            }
        }
    }

    /** Queues of this module. */
    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDesResultats() {
            return QueuesDurables.file(
                    FILE, Messages.RESULTATS, "document.progression.v1", "document.produit.v1", "document.echec.v1");
        }

        @Bean
        Declarables exchangeDesDemandes() {
            return QueuesDurables.exchange(Messages.DEMANDES);
        }

        @Bean
        Declarables exchangeDesEvenements() {
            return QueuesDurables.exchange("convention.evenements");
        }
    }
}
