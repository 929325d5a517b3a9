package fr.gouv.apilos.document.production;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How much work waits, in seconds of one worker: the figure to scale on. */
@Component
class ChargeDeTravail {

    private static final double MS = 1000;

    private final AmqpAdmin amqp;
    private final Taches taches;
    private final int simultanees;

    ChargeDeTravail(
            AmqpAdmin amqp,
            Taches taches,
            MeterRegistry mesures,
            @Value("${spring.rabbitmq.listener.simple.concurrency}") int simultanees) {
        this.amqp = amqp;
        this.taches = taches;
        this.simultanees = simultanees;
        Gauge.builder("apilos.document.attente", this, ChargeDeTravail::attenteSecondes)
                .baseUnit("seconds")
                .description("Time one worker would need for the productions that wait")
                .register(mesures);
    }

    /** Productions in the queue; negative when the broker does not answer. */
    int enAttente() {
        try {
            var file = amqp.getQueueInfo(Productions.FILE);
            return file == null ? 0 : (int) file.getMessageCount();
        } catch (AmqpException e) {
            return -1;
        }
    }

    /** From the mean of the last productions; NaN when the broker does not answer. */
    double attenteSecondes() {
        int attente = enAttente();
        return attente < 0 ? Double.NaN : attente * taches.dureeMoyenne() / MS / simultanees;
    }
}
