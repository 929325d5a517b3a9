package fr.gouv.apilos.document.production;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.document.modele.Modeles;
import fr.gouv.apilos.document.modele.Sommaire;
import fr.gouv.apilos.document.moteur.ErreurDeModele;
import fr.gouv.apilos.document.pdf.ConversionPdf;
import fr.gouv.apilos.document.production.Messages.Demande;
import fr.gouv.apilos.document.production.Messages.Etape;
import fr.gouv.apilos.document.verification.Cachet;
import fr.gouv.apilos.document.verification.Verifications;
import fr.gouv.apilos.document.verrou.Verrou;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes productions from the queue. A task delivered again after a worker died is done by the next; a task already done is
 * only acknowledged; the same task never runs twice at once, even on two workers.
 */
@Component
class Productions {

    static final String FILE = "document.taches";

    private static final Logger LOG = LoggerFactory.getLogger(Productions.class);

    private final Modeles modeles;
    private final Redaction redaction;
    private final ConversionPdf conversion;
    private final Cachet cachet;
    private final Verifications verifications;
    private final ObjectStore magasin;
    private final Taches taches;
    private final Verrou verrou;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final ContratDeMessages contrat;
    private final JsonMapper json;
    private final ComptesDesProductions comptes;
    private final Clock horloge;
    private final Timer rendu;

    Productions(
            Modeles modeles,
            Redaction redaction,
            ConversionPdf conversion,
            Cachet cachet,
            Verifications verifications,
            ObjectStore magasin,
            Taches taches,
            Verrou verrou,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            ContratDeMessages contrat,
            JsonMapper json,
            ComptesDesProductions comptes,
            MeterRegistry mesures,
            Clock horloge) {
        this.modeles = modeles;
        this.redaction = redaction;
        this.conversion = conversion;
        this.cachet = cachet;
        this.verifications = verifications;
        this.magasin = magasin;
        this.taches = taches;
        this.verrou = verrou;
        this.transaction = transaction;
        this.evenements = evenements;
        this.contrat = contrat;
        this.json = json;
        this.comptes = comptes;
        this.horloge = horloge;
        this.rendu = Timer.builder("apilos.document.rendu")
                .description("Time to render a Word document")
                .publishPercentileHistogram()
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
            verrou.seul(demande.tache(), () -> traiter(demande));
        } finally {
            Correlation.fermer();
        }
    }

    private void traiter(Demande demande) {
        if (!taches.commencer(demande)) {
            ignorer(demande);
            return;
        }
        try {
            produire(demande);
        } catch (Impossible | ErreurDeModele e) {
            echouer(demande, String.valueOf(e.getMessage()), true);
        } catch (RuntimeException | Error e) {
            // Errors too: where memory ran out or a class is missing, whoever waits is told and operators see it.
            LOG.warn("Task {} failed and will be tried again", demande.tache(), e);
            echouer(demande, "La rédaction a été interrompue. Elle reprend d’elle-même ; sinon, relancez-la.", false);
            throw e;
        }
    }

    /** Done already: nothing to say again. Cancelled before it came: whoever waits for it is told. */
    private void ignorer(Demande demande) {
        var tache = taches.une(demande.tache());
        LOG.info("Task {} is not done again: {}", tache.id(), tache.etat());
        if (tache.etat() == Taches.Etat.ANNULEE) {
            publier(new Messages.Echec(
                    tache.id(), tache.id(), demande.convention(), tache.raison(), true, horloge.instant()));
        }
    }

    private void produire(Demande demande) {
        var debut = horloge.instant();
        avancer(demande, Etape.RECUE);
        var modele = modeles.de(demande.modele())
                .orElseThrow(() -> new Impossible("Le modèle de document « " + demande.modele()
                        + " » n’est pas encore disponible. La convention est enregistrée ; son document pourra être"
                        + " rédigé dès que le modèle le sera."));
        avancer(demande, Etape.RENDU);
        var sommaire = Sommaire.de(rendu.record(() -> redaction.rediger(modele, demande)));
        List<Integer> pages = List.of();
        byte[] pdf = null;
        String pdfAbsent = null;
        if (demande.sorties().contains("pdf")) {
            avancer(demande, Etape.PDF);
            // A project may change: only what is final can be checked.
            boolean definitif = demande.filigrane() == null;
            var copie = sommaire.aMettreEnPage();
            var converti = conversion.convertir(definitif ? cachet.apposer(copie, demande.tache()) : copie);
            pdf = converti.pdf();
            pdfAbsent = converti.absent();
            pages = pdf == null ? pages : sommaire.pages(pdf);
        }
        var numeros = pages;
        avancer(demande, Etape.STOCKAGE);
        var fichiers = new ArrayList<Messages.Fichier>();
        fichiers.add(stocker(demande, "docx", sommaire.docx(numeros)));
        if (pdf != null) {
            fichiers.add(stocker(demande, "pdf", pdf));
        }
        var produit = new Messages.Produit(
                // The same identifier for a task done again: its result is told once.
                demande.tache(),
                demande.tache(),
                demande.convention(),
                List.copyOf(fichiers),
                modele.code(),
                modele.version(),
                modele.word().sha256(),
                Duration.between(debut, horloge.instant()).toMillis(),
                pdfAbsent,
                horloge.instant());
        boolean gardee = Boolean.TRUE.equals(transaction.execute(statut -> {
            if (!taches.terminer(produit, numeros)) {
                return false;
            }
            if (demande.filigrane() == null) {
                fichiers.stream()
                        .filter(fichier -> fichier.type().equals("pdf"))
                        .forEach(fichier ->
                                verifications.garder(demande.tache(), fichier.sha256(), produit.survenuLe()));
            }
            evenements.publishEvent(produit);
            return true;
        }));
        if (gardee) {
            comptes.produit(demande.modele());
        } else {
            fichiers.forEach(fichier -> magasin.supprimer(fichier.cle()));
            ignorer(demande);
        }
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
                horloge.instant()));
    }

    private void echouer(Demande demande, String raison, boolean definitif) {
        comptes.echec(demande.modele(), definitif);
        transaction.executeWithoutResult(statut -> {
            taches.echouer(demande.tache(), raison, definitif);
            evenements.publishEvent(new Messages.Echec(
                    UUID.randomUUID(), demande.tache(), demande.convention(), raison, definitif, horloge.instant()));
        });
    }

    private void publier(MessagePublie message) {
        transaction.executeWithoutResult(statut -> evenements.publishEvent(message));
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
