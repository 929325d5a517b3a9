package fr.gouv.apilos.document.production;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.document.modele.Modeles;
import fr.gouv.apilos.document.moteur.ErreurDeModele;
import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import fr.gouv.apilos.document.production.Messages.Demande;
import fr.gouv.apilos.document.production.Messages.Etape;
import fr.gouv.apilos.platform.correlation.Correlation;
import fr.gouv.apilos.platform.messaging.MessagePublie;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import fr.gouv.apilos.platform.storage.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes productions from the queue. A task delivered again after a worker died is done by the next; a task already done is
 * only acknowledged; the same task never runs twice at once, even on two workers.
 */
@Component
class Productions {

    private static final Logger LOG = LoggerFactory.getLogger(Productions.class);
    private static final String FILE = "document.taches";

    private final Modeles modeles;
    private final ConversionPdf conversion;
    private final ObjectStore magasin;
    private final JdbcClient jdbc;
    private final DataSource base;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final ContratDeMessages contrat;
    private final JsonMapper json;
    private final MeterRegistry mesures;
    private final Clock horloge;
    private final Timer rendu;

    Productions(
            Modeles modeles,
            ConversionPdf conversion,
            ObjectStore magasin,
            JdbcClient jdbc,
            DataSource base,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            ContratDeMessages contrat,
            JsonMapper json,
            MeterRegistry mesures,
            Clock horloge) {
        this.modeles = modeles;
        this.conversion = conversion;
        this.magasin = magasin;
        this.jdbc = jdbc;
        this.base = base;
        this.transaction = transaction;
        this.evenements = evenements;
        this.contrat = contrat;
        this.json = json;
        this.mesures = mesures;
        this.horloge = horloge;
        this.rendu = Timer.builder("apilos.document.rendu")
                .description("Time to render a Word document")
                .register(mesures);
    }

    /** A model or data that no new attempt would mend. */
    private static final class Impossible extends RuntimeException {
        Impossible(String raison) {
            super(raison);
        }
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
            var demande = json.readValue(corps, Demande.class);
            seul(demande.tache(), () -> traiter(demande));
        } finally {
            Correlation.fermer();
        }
    }

    /** Holds the task while it is worked on; the lock falls with the connection when a worker is killed. */
    private void seul(UUID tache, Runnable travail) throws SQLException {
        try (var connexion = base.getConnection();
                var prendre = connexion.prepareStatement("select pg_try_advisory_lock(?)");
                var rendre = connexion.prepareStatement("select pg_advisory_unlock(?)")) {
            prendre.setLong(1, tache.getMostSignificantBits());
            rendre.setLong(1, tache.getMostSignificantBits());
            try (var reponse = prendre.executeQuery()) {
                if (!reponse.next() || !reponse.getBoolean(1)) {
                    throw new IllegalStateException("task " + tache + " is in the hands of another worker");
                }
            }
            try {
                travail.run();
            } finally {
                rendre.execute();
            }
        }
    }

    private void traiter(Demande demande) {
        if (!commencer(demande)) {
            LOG.info("Task {} is already done", demande.tache());
            return;
        }
        try {
            produire(demande);
            mesures.counter("apilos.document.produits", "modele", demande.modele())
                    .increment();
        } catch (Impossible | ErreurDeModele e) {
            echouer(demande, String.valueOf(e.getMessage()), true);
        } catch (RuntimeException e) {
            LOG.warn("Task {} failed and will be tried again", demande.tache(), e);
            echouer(demande, "La rédaction a été interrompue. Elle reprend d’elle-même ; sinon, relancez-la.", false);
            throw e;
        }
    }

    private boolean commencer(Demande demande) {
        return jdbc.sql("""
            insert into tache (id, convention, modele, etat, tentatives) values (:id, :convention, :modele, 'EN_COURS', 1)
            on conflict (id) do update set tentatives = tache.tentatives + 1, etat = 'EN_COURS'
            where tache.etat <> 'PRODUITE'\
            """)
                        .param("id", demande.tache())
                        .param("convention", demande.convention())
                        .param("modele", demande.modele())
                        .update()
                == 1;
    }

    private void produire(Demande demande) {
        var debut = horloge.instant();
        boolean avecPdf = demande.sorties().contains("pdf");
        avancer(demande, Etape.RECUE);
        var modele = modeles.de(demande.modele())
                .orElseThrow(() -> new Impossible("Le modèle de document « " + demande.modele()
                        + " » n’est pas encore disponible. La convention est enregistrée ; son document pourra être"
                        + " rédigé dès que le modèle le sera."));
        avancer(demande, Etape.RENDU);
        var contexte = LecteurDeContexte.lire(demande.contexte());
        contexte.put("filigrane", demande.filigrane());
        var docx = rendu.record(
                () -> modele.word().rendre(contexte, Images.aucune()).docx());
        byte[] pdf = null;
        String pdfAbsent = null;
        if (avecPdf) {
            avancer(demande, Etape.PDF);
            var converti = conversion.convertir(docx);
            pdf = converti.pdf();
            pdfAbsent = converti.absent();
        }
        avancer(demande, Etape.STOCKAGE);
        var fichiers = new ArrayList<Messages.Fichier>();
        fichiers.add(stocker(demande, "docx", docx));
        if (pdf != null) {
            fichiers.add(stocker(demande, "pdf", pdf));
        }
        var absent = pdfAbsent;
        transaction.executeWithoutResult(statut -> {
            jdbc.sql("update tache set etat = 'PRODUITE', raison = null, finie_le = now() where id = :id")
                    .param("id", demande.tache())
                    .update();
            evenements.publishEvent(new Messages.Produit(
                    // The same identifier for a task done again: its result is told once.
                    demande.tache(),
                    demande.tache(),
                    demande.convention(),
                    List.copyOf(fichiers),
                    modele.code(),
                    modele.version(),
                    modele.word().sha256(),
                    Duration.between(debut, horloge.instant()).toMillis(),
                    absent,
                    horloge.instant()));
        });
    }

    private Messages.Fichier stocker(Demande demande, String type, byte[] contenu) {
        var ecrit = magasin.ecrire(demande.cle() + "." + type, new ByteArrayInputStream(contenu));
        return new Messages.Fichier(
                type, ecrit.cle(), demande.nomFichier() + "." + type, ecrit.taille(), ecrit.sha256());
    }

    private void avancer(Demande demande, Etape etape) {
        publier(new Messages.Progression(
                UUID.randomUUID(),
                demande.tache(),
                demande.convention(),
                etape,
                etape.ordinal() + 1,
                Etape.values().length,
                instant()));
    }

    private void echouer(Demande demande, String raison, boolean definitif) {
        mesures.counter("apilos.document.echecs", "modele", demande.modele()).increment();
        transaction.executeWithoutResult(statut -> {
            jdbc.sql("update tache set etat = :etat, raison = :raison, finie_le = now() where id = :id")
                    .param("etat", definitif ? "ECHOUEE" : "A_REPRENDRE")
                    .param("raison", raison.substring(0, Math.min(2000, raison.length())))
                    .param("id", demande.tache())
                    .update();
            evenements.publishEvent(new Messages.Echec(
                    UUID.randomUUID(), demande.tache(), demande.convention(), raison, definitif, instant()));
        });
    }

    private void publier(MessagePublie message) {
        transaction.executeWithoutResult(statut -> evenements.publishEvent(message));
    }

    private Instant instant() {
        return horloge.instant();
    }

    /** Queues of this module. */
    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDesTaches() {
            return QueuesDurables.file(FILE, Messages.DEMANDES, "document.production.v1");
        }

        @Bean
        Declarables exchangeDesResultats() {
            return QueuesDurables.exchange(Messages.RESULTATS);
        }
    }
}
