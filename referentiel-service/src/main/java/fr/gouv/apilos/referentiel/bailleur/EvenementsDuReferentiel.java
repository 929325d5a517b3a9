package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.messaging.QueuesDurables;
import org.springframework.amqp.core.Declarables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The exchange this service writes to. */
@Configuration(proxyBeanMethods = false)
class EvenementsDuReferentiel {

    @Bean
    Declarables exchangeDuReferentiel() {
        return QueuesDurables.exchange("referentiel.evenements");
    }
}
