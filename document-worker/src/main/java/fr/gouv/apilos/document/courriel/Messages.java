package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The messages of mails, as this service reads and writes them (contracts in infra/contracts). */
final class Messages {

    private Messages() {}

    /** Contract {@code courriel.envoi.v1}. */
    record Envoi(
            UUID courriel,
            List<String> destinataires,
            List<String> copies,
            String objet,
            String texte,
            String html,
            List<Piece> pieces) {

        /** @param lien where to fetch the file on the platform when it is too heavy to travel; may be null */
        record Piece(String cle, String nom, String lien) {}
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
