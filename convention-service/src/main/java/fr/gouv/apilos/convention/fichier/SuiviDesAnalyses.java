package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Reads what the antivirus answers. */
@Component
class SuiviDesAnalyses {

    private static final String FILE = "convention.analyses";
    private static final String TYPE = "fichier.analyse-faite.v1";

    private final Inbox inbox;
    private final Fichiers fichiers;

    SuiviDesAnalyses(Inbox inbox, Fichiers fichiers) {
        this.inbox = inbox;
        this.fichiers = fichiers;
    }

    @RabbitListener(queues = FILE)
    void recevoir(Message message) {
        if (TYPE.equals(message.getMessageProperties().getType())) {
            inbox.traiter(message, Messages.AnalyseFaite.class, fichiers::noter);
        }
    }

    /** The queue of this module. */
    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDesAnalyses() {
            return QueuesDurables.file(FILE, "document.resultats", TYPE);
        }
    }
}
