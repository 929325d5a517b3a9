package fr.gouv.apilos.document.production;

import fr.gouv.apilos.platform.messaging.MessagesGares;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How much work waits, in seconds of one worker: the figure to scale on. */
@Component
class ChargeDeTravail {

    private static final double MS = 1000;

    private final AmqpAdmin amqp;
    private final MessagesGares messagesGares;
    private final Taches taches;
    private final int simultanees;

    ChargeDeTravail(
            AmqpAdmin amqp,
            MessagesGares messagesGares,
            Taches taches,
            MeterRegistry mesures,
            @Value("${spring.rabbitmq.listener.simple.concurrency}") int simultanees) {
        this.amqp = amqp;
        this.messagesGares = messagesGares;
        this.taches = taches;
        this.simultanees = simultanees;
        Gauge.builder("apilos.document.attente", this, ChargeDeTravail::attenteSecondes)
                .baseUnit("seconds")
                .description("Time one worker would need for the productions that wait")
                .register(mesures);
    }

    /** Productions in the queue; negative when the broker does not answer. */
    int enAttente() {
        return messages(Productions.FILE);
    }

    private int messages(String file) {
        try {
            var etat = amqp.getQueueInfo(file);
            return etat == null ? 0 : (int) etat.getMessageCount();
        } catch (AmqpException e) {
            return -1;
        }
    }

    /** Parked messages of each queue of this service; negative when the broker does not answer. */
    Map<String, Integer> gares() {
        var gares = new LinkedHashMap<String, Integer>();
        for (var file : messagesGares.files()) {
            gares.put(file, messages(file + QueuesDurables.SUFFIXE_PARKING));
        }
        return gares;
    }

    /** From the mean of the last productions; NaN when the broker does not answer. */
    double attenteSecondes() {
        int attente = enAttente();
        return attente < 0 ? Double.NaN : attente * taches.dureeMoyenne() / MS / simultanees;
    }
}
