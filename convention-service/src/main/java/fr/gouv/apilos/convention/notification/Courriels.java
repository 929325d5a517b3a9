package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.convention.document.DocumentProduit;
import fr.gouv.apilos.convention.document.Documents;
import fr.gouv.apilos.convention.document.Documents.Motif;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.MessagePublie;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Asks for the mails of transitions, in the transaction of the transition, and notes that they left. */
@Service
class Courriels {

    private static final String FILE = "convention.courriels";

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final Destinataires destinataires;
    private final Documents documents;
    private final Historique historique;
    private final ApplicationEventPublisher evenements;
    private final Inbox inbox;
    private final JdbcClient jdbc;
    private final Clock horloge;
    private final String adresse;

    Courriels(
            ConventionRepository conventions,
            ProgrammeRepository programmes,
            Destinataires destinataires,
            Documents documents,
            Historique historique,
            ApplicationEventPublisher evenements,
            Inbox inbox,
            JdbcClient jdbc,
            Clock horloge,
            @Value("${apilos.url}") String adresse) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.destinataires = destinataires;
        this.documents = documents;
        this.historique = historique;
        this.evenements = evenements;
        this.inbox = inbox;
        this.jdbc = jdbc;
        this.horloge = horloge;
        this.adresse = adresse;
    }

    /** Contract {@code courriel.envoi.v1}. */
    record CourrielDemande(
            UUID courriel,
            List<String> destinataires,
            List<String> copies,
            String objet,
            String texte,
            String html,
            List<Piece> pieces)
            implements MessagePublie {

        record Piece(String cle, String nom) {}

        @Override
        public String exchange() {
            return "document.demandes";
        }

        @Override
        public String routingKey() {
            return "courriel.envoi.v1";
        }

        @Override
        public UUID messageId() {
            return courriel;
        }
    }

    /** Contract {@code courriel.envoye.v1}, what is used of it. */
    record CourrielEnvoye(UUID courriel, Instant survenuLe) {}

    @EventListener
    void surTransition(TransitionFaite faite) {
        if (faite.transition() == Transition.VALIDER) {
            // Its mail carries the document, and waits for it.
            return;
        }
        var qui = destinataires.pour(faite.convention(), faite.transition());
        if (qui.isEmpty()) {
            return;
        }
        var texte = TexteDeCourriel.de(
                faite.transition(), nom(faite.convention()), null, lien(faite.convention()), faite.commentaire());
        envoyer(faite.convention(), qui, faite.copie() ? List.of(faite.acteur().email()) : List.of(), texte, List.of());
    }

    @EventListener
    void surDocument(DocumentProduit produit) {
        if (produit.motif() != Motif.VALIDATION) {
            return;
        }
        var qui = destinataires.pour(produit.convention(), Transition.VALIDER);
        if (qui.isEmpty()) {
            return;
        }
        var fichiers = documents.fichiers(produit.tache());
        // The PDF alone when it is there: it is the one to sign.
        var pieces = fichiers.stream()
                .filter(fichier -> fichier.type().equals("pdf"))
                .findFirst()
                .or(() -> fichiers.stream().findFirst())
                .map(fichier -> List.of(new CourrielDemande.Piece(fichier.cle(), fichier.nom())))
                .orElse(List.of());
        var convention = conventions.findById(produit.convention()).orElseThrow();
        var texte = TexteDeCourriel.de(
                Transition.VALIDER,
                nom(produit.convention()),
                convention.numero(),
                adresse + "/conventions/" + produit.convention() + "/documents",
                null);
        envoyer(produit.convention(), qui, validateur(produit.convention()), texte, pieces);
    }

    @RabbitListener(queues = FILE)
    void recevoir(Message message) {
        inbox.traiter(
                message,
                CourrielEnvoye.class,
                envoye -> jdbc.sql("update courriel set envoye_le = :instant where id = :id")
                        .param("instant", envoye.survenuLe().atOffset(ZoneOffset.UTC))
                        .param("id", envoye.courriel())
                        .update());
    }

    /** One message for each person: nobody reads the addresses of the others (06 C6). */
    private void envoyer(
            UUID convention,
            List<String> qui,
            List<String> copies,
            TexteDeCourriel texte,
            List<CourrielDemande.Piece> pieces) {
        Stream.concat(qui.stream(), copies.stream())
                .filter(adresse -> adresse != null && !adresse.isBlank())
                .distinct()
                .forEach(adresse -> envoyer(convention, adresse, texte, pieces));
    }

    private void envoyer(
            UUID convention, String destinataire, TexteDeCourriel texte, List<CourrielDemande.Piece> pieces) {
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into courriel (id, convention, objet, destinataires, demande_le)
            values (:id, :convention, :objet, :destinataire, :instant)\
            """)
                .param("id", id)
                .param("convention", convention)
                .param("objet", texte.objet())
                .param("destinataire", destinataire)
                .param("instant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        evenements.publishEvent(
                new CourrielDemande(id, List.of(destinataire), List.of(), texte.objet(), texte.texte(), null, pieces));
    }

    /** Who validated gets a copy (01 R174). */
    private List<String> validateur(UUID convention) {
        return historique.de(convention).stream()
                .filter(ligne -> ligne.statut() == Statut.A_SIGNER && ligne.utilisateurEmail() != null)
                .map(Historique.Ligne::utilisateurEmail)
                .limit(1)
                .toList();
    }

    private String lien(UUID convention) {
        return adresse + "/conventions/recapitulatif/" + convention;
    }

    private String nom(UUID id) {
        Convention convention = conventions.findById(id).orElseThrow();
        return programmes.findById(convention.programme()).orElseThrow().nom();
    }

    /** Queue of this module. */
    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDesCourrielsEnvoyes() {
            return QueuesDurables.file(FILE, "document.resultats", "courriel.envoye.v1");
        }
    }
}
