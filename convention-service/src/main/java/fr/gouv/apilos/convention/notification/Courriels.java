package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.convention.document.DocumentProduit;
import fr.gouv.apilos.convention.document.Documents;
import fr.gouv.apilos.convention.document.Documents.Motif;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.MessagePublie;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import java.nio.charset.StandardCharsets;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks for the mails of transitions, once these are kept, and notes that they left. */
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
    private final TransactionTemplate transaction;
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
            TransactionTemplate transaction,
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
        this.transaction = transaction;
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

    /**
     * After the commit, tried again until habilitation-service says who is concerned: a transition never waits for a mail
     * (MAIL-20). Its mails are named after it, so that a second try does not send what the first one sent.
     */
    @Async
    @TransactionalEventListener
    void surTransition(TransitionFaite faite) {
        var transition = faite.transition();
        if (transition == Transition.VALIDER || !Destinataires.previent(transition)) {
            // The mail of a validation carries the document, and waits for it.
            return;
        }
        var sujet = sujet(faite.convention());
        var cle = faite.transition() + " " + faite.survenuLe();
        var texte =
                TexteDeCourriel.de(transition, sujet.nom(), sujet.avenant(), null, sujet.lien(), faite.commentaire());
        var qui = Destinataires.cote(transition) == Destinataires.Cote.INSTRUCTEUR
                ? destinataires.instructeurs(faite.convention(), sujet.programme(), transition == Transition.SOUMETTRE)
                : destinataires.bailleurs(faite.convention(), sujet.programme());
        // R234: nobody to tell, no copy either.
        var copies = faite.copie() && !qui.isEmpty() ? List.of(faite.acteur().email()) : List.<String>of();
        envoyer(faite.convention(), cle, qui, copies, texte, List.of());
        if (transition == Transition.SOUMETTRE) {
            // Mails 105 and 106.
            envoyer(
                    faite.convention(),
                    cle + " confirmation",
                    destinataires.bailleurs(faite.convention(), sujet.programme()),
                    List.of(),
                    TexteDeCourriel.confirmation(sujet.nom(), sujet.avenant(), sujet.lien()),
                    List.of());
        }
    }

    /** Mail 103 or 104, once its document is there. */
    @Async
    @TransactionalEventListener
    void surDocument(DocumentProduit produit) {
        if (produit.motif() != Motif.VALIDATION) {
            return;
        }
        var sujet = sujet(produit.convention());
        var qui = destinataires.bailleurs(produit.convention(), sujet.programme());
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
        var texte = TexteDeCourriel.de(
                Transition.VALIDER,
                sujet.nom(),
                sujet.avenant(),
                sujet.numero(),
                adresse + "/conventions/" + produit.convention() + "/documents",
                null);
        envoyer(
                produit.convention(),
                "document " + produit.tache(),
                qui,
                validateur(produit.convention()),
                texte,
                pieces);
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
            String cle,
            List<String> qui,
            List<String> copies,
            TexteDeCourriel texte,
            List<CourrielDemande.Piece> pieces) {
        var tous = Destinataires.adresses(Stream.concat(qui.stream(), copies.stream()));
        transaction.executeWithoutResult(
                _ -> tous.forEach(adresse -> envoyer(convention, cle, adresse, texte, pieces)));
    }

    private void envoyer(
            UUID convention,
            String cle,
            String destinataire,
            TexteDeCourriel texte,
            List<CourrielDemande.Piece> pieces) {
        var id = UUID.nameUUIDFromBytes((convention + " " + cle + " " + destinataire).getBytes(StandardCharsets.UTF_8));
        int nouveau = jdbc.sql("""
            insert into courriel (id, convention, objet, destinataires, demande_le)
            values (:id, :convention, :objet, :destinataire, :instant)
            on conflict (id) do nothing\
            """)
                .param("id", id)
                .param("convention", convention)
                .param("objet", texte.objet())
                .param("destinataire", destinataire)
                .param("instant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (nouveau == 1) {
            evenements.publishEvent(new CourrielDemande(
                    id, List.of(destinataire), List.of(), texte.objet(), texte.texte(), null, pieces));
        }
    }

    /** Who validated gets a copy (01 R174). */
    private List<String> validateur(UUID convention) {
        return historique.de(convention).stream()
                .filter(ligne -> ligne.statut() == Statut.A_SIGNER && ligne.utilisateurEmail() != null)
                .map(Historique.Ligne::utilisateurEmail)
                .limit(1)
                .toList();
    }

    /** What a mail is about. */
    private record Sujet(String nom, boolean avenant, String numero, String lien, Programme programme) {}

    private Sujet sujet(UUID id) {
        var convention = conventions.findById(id).orElseThrow();
        var programme = programmes.findById(convention.programme()).orElseThrow();
        return new Sujet(
                programme.nom(),
                convention.estAvenant(),
                convention.numero(),
                adresse + "/conventions/recapitulatif/" + id,
                programme);
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
