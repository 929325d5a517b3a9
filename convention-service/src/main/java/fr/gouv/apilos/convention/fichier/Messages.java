package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.UUID;

/** What is asked of the antivirus of document-worker and what it answers (contracts in infra/contracts). */
final class Messages {

    private Messages() {}

    /** Contract {@code fichier.analyse.v1}. */
    record AnalyseDemandee(UUID fichier, String cle, long taille, Instant demandeLe) implements MessagePublie {

        @Override
        public String exchange() {
            return "document.demandes";
        }

        @Override
        public String routingKey() {
            return "fichier.analyse.v1";
        }

        @Override
        public UUID messageId() {
            return fichier;
        }
    }

    /** Contract {@code fichier.analyse-faite.v1}. */
    record AnalyseFaite(UUID fichier, Fichier.Analyse resultat, String menace, Instant survenuLe) {}
}
