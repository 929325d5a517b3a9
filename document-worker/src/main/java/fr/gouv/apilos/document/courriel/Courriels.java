package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.MessagePublie;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import fr.gouv.apilos.platform.storage.ObjectStore;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Sends mails. The mail leaves last in its transaction: when the relay refuses it nothing is noted and the message is tried
 * again; once it is gone only a failing commit, in the instant after, could send it twice.
 */
@Component
class Courriels {

    private static final String FILE = "document.courriels";

    private final JavaMailSender envoi;
    private final Inbox inbox;
    private final ObjectStore magasin;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;
    private final String expediteur;

    Courriels(
            JavaMailSender envoi,
            Inbox inbox,
            ObjectStore magasin,
            JdbcClient jdbc,
            ApplicationEventPublisher evenements,
            Clock horloge,
            @Value("${apilos.expediteur}") String expediteur) {
        this.envoi = envoi;
        this.inbox = inbox;
        this.magasin = magasin;
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.horloge = horloge;
        this.expediteur = expediteur;
    }

    /** Contract {@code courriel.envoi.v1}. */
    record Envoi(
            UUID courriel,
            List<String> destinataires,
            List<String> copies,
            String objet,
            String texte,
            String html,
            List<Piece> pieces) {

        record Piece(String cle, String nom) {}
    }

    /** Contract {@code courriel.envoye.v1}. */
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

    @RabbitListener(queues = FILE)
    void recevoir(Message message) {
        inbox.traiter(message, Envoi.class, this::envoyer);
    }

    private void envoyer(Envoi demande) {
        jdbc.sql("""
            insert into courriel (id, objet, destinataires, etat, envoye_le)
            values (:id, :objet, :destinataires, 'ENVOYE', now()) on conflict (id) do nothing\
            """)
                .param("id", demande.courriel())
                .param("objet", demande.objet())
                .param("destinataires", String.join(", ", demande.destinataires()))
                .update();
        evenements.publishEvent(new Envoye(demande.courriel(), demande.courriel(), horloge.instant()));
        try {
            var courriel = envoi.createMimeMessage();
            var aide = new MimeMessageHelper(courriel, true, "UTF-8");
            aide.setFrom(expediteur);
            aide.setTo(demande.destinataires().toArray(String[]::new));
            if (!demande.copies().isEmpty()) {
                aide.setCc(demande.copies().toArray(String[]::new));
            }
            aide.setSubject(demande.objet());
            aide.setText(demande.texte(), demande.html() == null ? html(demande) : demande.html());
            for (var piece : demande.pieces()) {
                try (InputStream contenu = magasin.lire(piece.cle())) {
                    aide.addAttachment(piece.nom(), new ByteArrayResource(contenu.readAllBytes()));
                }
            }
            courriel.setHeader("Message-ID", "<" + demande.courriel() + "@apilos>");
            envoi.send(courriel);
        } catch (MessagingException e) {
            throw new IllegalStateException("the mail cannot be written: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same words dressed for mail readers: paragraphs, and links one can follow. */
    private static String html(Envoi demande) {
        var corps = HtmlUtils.htmlEscape(demande.texte(), "UTF-8")
                .replaceAll("(https?://[^\\s<]+)", "<a href=\"$1\">$1</a>")
                .replace("\n\n", "</p><p>")
                .replace("\n", "<br>");
        return "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>"
                + HtmlUtils.htmlEscape(demande.objet(), "UTF-8")
                + "</title></head><body><p>" + corps + "</p></body></html>";
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
