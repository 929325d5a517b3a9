package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.convention.document.DocumentProduit;
import fr.gouv.apilos.convention.document.Documents.Motif;
import fr.gouv.apilos.convention.document.PiecesDeValidation;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.fichier.FichierInfecte;
import fr.gouv.apilos.platform.messaging.Inbox;
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

/** Asks for the mails of transitions and of infected files, once these are kept, and notes that they left. */
@Service
class Courriels {

    private static final String FILE = "convention.courriels";

    private final SujetsDeCourriel sujets;
    private final Destinataires destinataires;
    private final PiecesDeValidation pieces;
    private final AvisDemandes avis;
    private final Historique historique;
    private final ApplicationEventPublisher evenements;
    private final Inbox inbox;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock horloge;
    private final String adresse;
    private final String contact;

    Courriels(
            SujetsDeCourriel sujets,
            Destinataires destinataires,
            PiecesDeValidation pieces,
            AvisDemandes avis,
            Historique historique,
            ApplicationEventPublisher evenements,
            Inbox inbox,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock horloge,
            @Value("${apilos.url}") String adresse,
            @Value("${apilos.contact}") String contact) {
        this.sujets = sujets;
        this.destinataires = destinataires;
        this.pieces = pieces;
        this.avis = avis;
        this.historique = historique;
        this.evenements = evenements;
        this.inbox = inbox;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.horloge = horloge;
        this.adresse = adresse.replaceAll("/+$", "");
        this.contact = contact;
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
        avis.surTransition(faite);
        if (transition == Transition.VALIDER || !Destinataires.previent(transition)) {
            // The mail of a validation carries the document, and waits for it.
            return;
        }
        var programme = sujets.programme(faite.convention());
        var sujet = sujets.de(faite.convention());
        var cle = faite.transition() + " " + faite.survenuLe();
        var texte = TexteDeCourriel.de(
                ModeleDeCourriel.de(transition), sujet, faite.acteur().nom(), faite.commentaire(), adresse);
        var qui = Destinataires.cote(transition) == Destinataires.Cote.INSTRUCTEUR
                ? destinataires.instructeurs(faite.convention(), programme, transition == Transition.SOUMETTRE)
                : destinataires.bailleurs(faite.convention(), programme);
        // R234: nobody to tell, no copy either.
        var copies = faite.copie() && !qui.isEmpty() ? List.of(faite.acteur().email()) : List.<String>of();
        envoyer(faite.convention(), cle, qui, copies, texte, List.of());
        if (transition == Transition.SOUMETTRE) {
            // Mails 105 and 106.
            envoyer(
                    faite.convention(),
                    cle + " confirmation",
                    destinataires.bailleurs(faite.convention(), programme),
                    List.of(),
                    TexteDeCourriel.de(ModeleDeCourriel.SOUMISSION_CONFIRMEE, sujet, "", null, adresse),
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
        var programme = sujets.programme(produit.convention());
        var qui = destinataires.bailleurs(produit.convention(), programme);
        if (qui.isEmpty()) {
            return;
        }
        var sujet = sujets.de(produit.convention());
        // R173: what a foyer or a résidence attaches travels with its convention.
        var archive = !sujet.avenant() && (programme.estFoyer() || programme.estResidence());
        envoyer(
                produit.convention(),
                "document " + produit.tache(),
                qui,
                validateur(produit.convention()),
                TexteDeCourriel.de(ModeleDeCourriel.VALIDEE, sujet, "", null, adresse),
                pieces.de(produit.convention(), produit.tache(), archive).stream()
                        .map(piece -> new CourrielDemande.Piece(piece.cle(), piece.nom(), piece.lien()))
                        .toList());
    }

    /**
     * Mail 163 to who joined an infected file, whatever they wish otherwise, and a word to the team (06 FIL-42). After the
     * commit, tried again until habilitation-service says at which address.
     */
    @Async
    @TransactionalEventListener
    void surFichierInfecte(FichierInfecte infecte) {
        var qui = infecte.deposePar() == null ? List.<String>of() : destinataires.adresseDe(infecte.deposePar());
        var sujet = sujets.de(infecte.convention());
        var nom = infecte.deposeParNom() == null ? "" : infecte.deposeParNom();
        var cle = "virus " + infecte.fichier();
        envoyer(
                infecte.convention(),
                cle,
                qui,
                List.of(),
                TexteDeCourriel.virus(nom, infecte.nom(), sujet, adresse),
                List.of());
        envoyer(
                infecte.convention(),
                cle + " équipe",
                List.of(contact),
                List.of(),
                TexteDeCourriel.virusPourLEquipe(
                        nom, String.join(", ", qui), infecte.nom(), infecte.menace(), sujet, adresse),
                List.of());
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
            evenements.publishEvent(CourrielDemande.de(id, destinataire, texte, pieces));
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

    /** Queue of this module. */
    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDesCourrielsEnvoyes() {
            return QueuesDurables.file(FILE, "document.resultats", "courriel.envoye.v1");
        }
    }
}
