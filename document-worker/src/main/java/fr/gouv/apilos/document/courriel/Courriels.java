package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.document.courriel.Messages.Envoi;
import fr.gouv.apilos.document.courriel.Messages.Envoye;
import fr.gouv.apilos.document.verrou.Verrou;
import fr.gouv.apilos.platform.correlation.Correlation;
import fr.gouv.apilos.platform.messaging.MessageMisDeCote;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends mails, one message per recipient, each noted as soon as the relay took it: a retry goes on where it stopped. Only a
 * worker killed in the instant between the relay's answer and our note could send one message twice, under the same
 * Message-ID.
 */
@Component
class Courriels {

    private static final Logger LOG = LoggerFactory.getLogger(Courriels.class);
    static final String FILE = "document.courriels";

    /** The switch of mails that follow the life of conventions (MAIL-4, 04 R116). */
    static final String INTERRUPTEUR = "transactional_emails_off";

    private final JavaMailSender envoi;
    private final Redacteur redacteur;
    private final CourrielsNotes notes;
    private final Verrou verrou;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final ContratDeMessages contrat;
    private final JsonMapper json;
    private final MeterRegistry mesures;
    private final Clock horloge;

    Courriels(
            JavaMailSender envoi,
            Redacteur redacteur,
            CourrielsNotes notes,
            Verrou verrou,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            ContratDeMessages contrat,
            JsonMapper json,
            MeterRegistry mesures,
            Clock horloge) {
        this.envoi = envoi;
        this.redacteur = redacteur;
        this.notes = notes;
        this.verrou = verrou;
        this.transaction = transaction;
        this.evenements = evenements;
        this.contrat = contrat;
        this.json = json;
        this.mesures = mesures;
        this.horloge = horloge;
    }

    @RabbitListener(queues = FILE)
    void recevoir(Message message) throws SQLException {
        var proprietes = message.getMessageProperties();
        if (proprietes.getHeader(Correlation.ENTETE) instanceof String correlation) {
            Correlation.ouvrir(correlation);
        }
        try {
            var corps = new String(message.getBody(), StandardCharsets.UTF_8);
            contrat.verifier(String.valueOf(proprietes.getType()), corps);
            var demande = json.readValue(corps, Envoi.class);
            verrou.seul(demande.courriel(), () -> envoyer(demande, corps));
        } finally {
            Correlation.fermer();
        }
    }

    private void envoyer(Envoi demande, String corps) {
        var adresses = new LinkedHashSet<>(demande.destinataires());
        adresses.addAll(demande.copies());
        if (!notes.ouvrir(demande.courriel(), demande.objet(), demande.modele(), corps, adresses)) {
            LOG.info("Mail {} is already sent, or given up", demande.courriel());
            return;
        }
        if (Boolean.TRUE.equals(demande.arretable()) && notes.interrupteur(INTERRUPTEUR)) {
            notes.arreter(demande.courriel());
            LOG.info("Mail {} is not sent: mails are switched off", demande.courriel());
            return;
        }
        try {
            for (var adresse : notes.restants(demande.courriel())) {
                var refus = remettre(demande, adresse);
                notes.remis(demande.courriel(), adresse, refus.orElse(null));
                mesures.counter("apilos.courriels", "remis", String.valueOf(refus.isEmpty()))
                        .increment();
            }
        } catch (RuntimeException e) {
            notes.noterErreur(demande.courriel(), String.valueOf(e.getMessage()));
            throw e;
        }
        transaction.executeWithoutResult(statut -> {
            if (notes.fermer(demande.courriel())) {
                evenements.publishEvent(new Envoye(demande.courriel(), demande.courriel(), horloge.instant()));
            }
        });
    }

    /** Its last retry failed: operators find it among the failures, not only in a queue. */
    @EventListener
    void surMiseDeCote(MessageMisDeCote mis) {
        if (mis.file().equals(FILE) && mis.messageId() != null) {
            try {
                notes.garer(UUID.fromString(mis.messageId()));
            } catch (IllegalArgumentException _) {
                LOG.warn("A parked message of the mail queue has no identifier of a mail");
            }
        }
    }

    /** Why the relay will never take this recipient; nothing when it took the message. Anything else is tried again. */
    private Optional<String> remettre(Envoi demande, String adresse) {
        try {
            envoi.send(redacteur.ecrire(demande, adresse));
            return Optional.empty();
        } catch (MessagingException e) {
            throw new IllegalStateException("mail " + demande.courriel() + " cannot be written", e);
        } catch (MailSendException e) {
            var refus = e.getFailedMessages().values().stream()
                    .filter(cause -> cause instanceof SendFailedException envoiRefuse
                            && envoiRefuse.getInvalidAddresses() != null
                            && envoiRefuse.getInvalidAddresses().length > 0)
                    .map(cause -> String.valueOf(cause.getMessage()))
                    .findFirst();
            if (refus.isEmpty()) {
                throw e;
            }
            LOG.warn("The relay refuses a recipient of mail {}: {}", demande.courriel(), refus.get());
            return refus;
        }
    }

    /** Queue of this module. */
    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDesCourriels() {
            return QueuesDurables.file(FILE, "document.demandes", "courriel.envoi.v1");
        }
    }
}
