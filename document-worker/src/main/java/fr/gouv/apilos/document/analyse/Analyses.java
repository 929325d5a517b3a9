package fr.gouv.apilos.document.analyse;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.platform.antivirus.Antivirus;
import fr.gouv.apilos.platform.antivirus.Antivirus.Resultat;
import fr.gouv.apilos.platform.antivirus.Antivirus.Verdict;
import fr.gouv.apilos.platform.correlation.Correlation;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.messaging.MessagePublie;
import fr.gouv.apilos.platform.storage.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes files to read from the queue. While the antivirus is away the message is tried again, then parked: the file stays
 * in quarantine, nobody reads it, and an operator replays the message.
 */
@Component
class Analyses {

    static final String FILE = "document.analyses";

    private static final Logger LOG = LoggerFactory.getLogger(Analyses.class);

    private final Antivirus antivirus;
    private final ObjectStore magasin;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final ContratDeMessages contrat;
    private final JsonMapper json;
    private final MeterRegistry mesures;
    private final Clock horloge;

    Analyses(
            Antivirus antivirus,
            ObjectStore magasin,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            ContratDeMessages contrat,
            JsonMapper json,
            MeterRegistry mesures,
            Clock horloge) {
        this.antivirus = antivirus;
        this.magasin = magasin;
        this.transaction = transaction;
        this.evenements = evenements;
        this.contrat = contrat;
        this.json = json;
        this.mesures = mesures;
        this.horloge = horloge;
    }

    /** Contract {@code fichier.analyse.v1}. */
    record Demande(UUID fichier, String cle, long taille) {}

    /** Contract {@code fichier.analyse-faite.v1}: a file read again has the same result under the same identifier. */
    record Faite(UUID evenementId, UUID fichier, Resultat resultat, String menace, Instant survenuLe)
            implements MessagePublie {

        @Override
        public String exchange() {
            return "document.resultats";
        }

        @Override
        public String routingKey() {
            return "fichier.analyse-faite.v1";
        }

        @Override
        public UUID messageId() {
            return evenementId;
        }
    }

    @RabbitListener(queues = FILE)
    void recevoir(Message message) throws IOException {
        var proprietes = message.getMessageProperties();
        if (proprietes.getHeader(Correlation.ENTETE) instanceof String correlation) {
            Correlation.ouvrir(correlation);
        }
        try {
            var corps = new String(message.getBody(), StandardCharsets.UTF_8);
            contrat.verifier(String.valueOf(proprietes.getType()), corps);
            analyser(json.readValue(corps, Demande.class));
        } finally {
            Correlation.fermer();
        }
    }

    void analyser(Demande demande) throws IOException {
        Verdict verdict;
        try (InputStream contenu = magasin.lire(demande.cle())) {
            verdict = antivirus.analyser(contenu);
        } catch (ErreurMetier e) {
            // Removed and collected before its turn came: there is nothing left to read, nor to tell.
            LOG.info("File {} is no longer in the store", demande.fichier());
            return;
        }
        mesures.counter(
                        "apilos.fichiers.analyses",
                        "resultat",
                        verdict.resultat().name())
                .increment();
        if (verdict.resultat() == Resultat.INFECTE) {
            LOG.warn("File {} is infected: {}", demande.fichier(), verdict.menace());
        }
        var faite = new Faite(
                demande.fichier(), demande.fichier(), verdict.resultat(), verdict.menace(), horloge.instant());
        transaction.executeWithoutResult(statut -> evenements.publishEvent(faite));
    }
}
