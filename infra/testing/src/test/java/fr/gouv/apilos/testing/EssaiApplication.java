package fr.gouv.apilos.testing;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.MessagePublie;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service: publishes a message, receives it, answers a request. */
@SpringBootApplication
class EssaiApplication {

    record Envoye(UUID evenementId, UUID courriel, Instant survenuLe) implements MessagePublie {
        @Override
        public String exchange() {
            return "document.resultats";
        }

        @Override
        public String routingKey() {
            return "courriel.envoye.v1";
        }

        @Override
        public UUID messageId() {
            return evenementId;
        }
    }

    /** A message no queue takes; the sender says whether that matters. */
    record SansLecteur(
            UUID evenementId,
            UUID convention,
            String numero,
            String avant,
            String apres,
            Acteur acteur,
            Instant survenuLe,
            boolean lecteurRequis)
            implements MessagePublie {

        record Acteur(UUID uuid, String nom) {}

        @Override
        public String exchange() {
            return "document.resultats";
        }

        @Override
        public String routingKey() {
            return "convention.statut-change.v1";
        }

        @Override
        public UUID messageId() {
            return evenementId;
        }
    }

    @Bean
    Declarables file() {
        return QueuesDurables.file("essai.resultats", "document.resultats", "courriel.#");
    }

    @Component
    static class Emetteur {
        private final ApplicationEventPublisher evenements;

        Emetteur(ApplicationEventPublisher evenements) {
            this.evenements = evenements;
        }

        @Transactional
        public void emettre(UUID id, boolean conforme) {
            evenements.publishEvent(new Envoye(id, conforme ? id : null, Instant.parse("2026-11-24T14:00:00Z")));
        }

        @Transactional
        public void emettreSansLecteur(boolean lecteurRequis) {
            evenements.publishEvent(new SansLecteur(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    null,
                    "PROJET",
                    "INSTRUCTION",
                    new SansLecteur.Acteur(null, "Camille Ferrandi"),
                    Instant.parse("2026-11-24T14:00:00Z"),
                    lecteurRequis));
        }
    }

    @Component
    static class Recepteur {
        final AtomicInteger recus = new AtomicInteger();
        final AtomicBoolean panne = new AtomicBoolean();
        private final Inbox inbox;

        Recepteur(Inbox inbox) {
            this.inbox = inbox;
        }

        @RabbitListener(queues = "essai.resultats")
        void recevoir(Message message) {
            inbox.traiter(message, Envoye.class, envoye -> {
                if (panne.get()) {
                    throw new IllegalStateException("out of order, on purpose");
                }
                recus.incrementAndGet();
            });
        }
    }

    @RestController
    static class Api {
        @GetMapping("/api/moi")
        String moi(Identite identite) {
            return identite.profil();
        }

        @GetMapping("/api/choses/{id}")
        String chose(@PathVariable UUID id) {
            throw ErreurMetier.introuvable("Aucune chose ne porte l’identifiant " + id + ".");
        }
    }
}
