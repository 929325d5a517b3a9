package fr.gouv.apilos.convention.reference;

import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import java.util.List;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Keeps the copies by the events of referentiel-service. */
@Component
class ReferenceListener {

    private static final String FILE = "convention.referentiel";

    record BailleurModifie(Bailleur bailleur) {}

    record AdministrationModifiee(Administration administration) {}

    private final Inbox inbox;
    private final References references;

    ReferenceListener(Inbox inbox, References references) {
        this.inbox = inbox;
        this.references = references;
    }

    @RabbitListener(queues = FILE)
    void recevoir(Message message) {
        switch (String.valueOf(message.getMessageProperties().getType())) {
            case "bailleur.modifie.v1" ->
                inbox.traiter(message, BailleurModifie.class, m -> references.retenirBailleurs(List.of(m.bailleur())));
            case "administration.modifiee.v1" ->
                inbox.traiter(
                        message,
                        AdministrationModifiee.class,
                        m -> references.retenirAdministrations(List.of(m.administration())));
            default -> {
                // Later versions travel beside the first ones: not for us.
            }
        }
    }

    /** Queue of this module. */
    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDuReferentiel() {
            return QueuesDurables.file(
                    FILE, "referentiel.evenements", "bailleur.modifie.v1", "administration.modifiee.v1");
        }
    }
}
