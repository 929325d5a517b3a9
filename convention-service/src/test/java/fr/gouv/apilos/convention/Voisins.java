package fr.gouv.apilos.convention;

import fr.gouv.apilos.platform.messaging.QueuesDurables;
import org.springframework.amqp.core.Declarables;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What the neighbours of this service declare on the broker: without their queue its requests wait for ever. */
@TestConfiguration
class Voisins {

    @Bean
    Declarables fileDuProducteurDeDocuments() {
        return QueuesDurables.file("essai.demandes", "document.demandes", "#");
    }
}
