package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of mails, as this service reads and writes them (contracts in infra/contracts). */
final class Messages {

    private Messages() {}

    /**
     * Contract {@code courriel.envoi.v1}; published again when an operator replays it.
     *
     * @param texte paragraphs, separated by empty lines
     * @param html a page of the sender's own, or null: the words are then dressed here
     * @param modele code in the catalogue, or null
     * @param arretable not sent while the switch is on; null for no
     * @param faits what it is about, or null
     * @param citation words of a person, or null
     * @param action the one thing to do, or null
     * @param repondreA who gets the answer, or null for nobody
     */
    record Envoi(
            UUID courriel,
            List<String> destinataires,
            List<String> copies,
            String objet,
            String texte,
            @Nullable String html,
            List<Piece> pieces,
            @Nullable String modele,
            @Nullable Boolean arretable,
            @Nullable List<Fait> faits,
            @Nullable Citation citation,
            @Nullable Action action,
            @Nullable String repondreA)
            implements MessagePublie {

        /** @param lien where to fetch the file on the platform when it is too heavy to travel; may be null */
        record Piece(String cle, String nom, @Nullable String lien) {}

        record Fait(String libelle, String valeur) {}

        record Citation(String titre, String texte) {}

        record Action(String libelle, String lien) {}

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
}
