package fr.gouv.apilos.platform.messaging;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.platform.correlation.Correlation;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.Message;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Receives messages once: the trace of the message and its effect are one transaction. */
public class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final ContratDeMessages contrat;

    Inbox(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json, ContratDeMessages contrat) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.contrat = contrat;
    }

    /**
     * Checks the message against its contract, then runs the effect in one transaction with the trace of the message.
     * A repetition does nothing. Whatever the effect throws is retried by the listener, then parked.
     *
     * @param message as given to a {@code @RabbitListener}; its type names the contract
     * @param forme record to read the body into; unknown fields are ignored
     * @param effet runs at most once per message and queue
     * @return false when the message was a repetition
     */
    public <T> boolean traiter(Message message, Class<T> forme, Consumer<T> effet) {
        var proprietes = message.getMessageProperties();
        if (proprietes.getHeader(Correlation.ENTETE) instanceof String correlation) {
            Correlation.ouvrir(correlation);
        }
        try {
            var type = String.valueOf(proprietes.getType());
            var corps = new String(message.getBody(), StandardCharsets.UTF_8);
            contrat.verifier(type, corps);
            var contenu = json.readValue(corps, forme);
            var identifiant = proprietes.getMessageId();
            if (identifiant == null) {
                throw new AmqpRejectAndDontRequeueException("message without an identifier: " + type);
            }
            return Boolean.TRUE.equals(transaction.execute(statut -> {
                if (!noter(identifiant, String.valueOf(proprietes.getConsumerQueue()), type)) {
                    LOG.info("Message {} of type {} already handled", identifiant, type);
                    return false;
                }
                effet.accept(contenu);
                return true;
            }));
        } finally {
            Correlation.fermer();
        }
    }

    private boolean noter(String identifiant, String file, String type) {
        return jdbc.sql("""
            insert into inbox (message_id, file, type) values (:id, :file, :type)
            on conflict do nothing\
            """)
                        .param("id", identifiant)
                        .param("file", file)
                        .param("type", type)
                        .update()
                == 1;
    }
}
