package fr.gouv.apilos.document.production;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The messages of productions, as this service reads and writes them (contracts in infra/contracts). */
final class Messages {

    static final String DEMANDES = "document.demandes";
    static final String RESULTATS = "document.resultats";

    private Messages() {}

    /** Contract {@code document.production.v1}; sent by this service itself when an operator starts a task again. */
    record Demande(
            UUID tache,
            UUID convention,
            String modele,
            JsonNode contexte,
            String filigrane,
            List<String> sorties,
            String cle,
            String nomFichier,
            JsonNode demandePar,
            Instant demandeLe)
            implements MessagePublie {
        @Override
        public String exchange() {
            return DEMANDES;
        }

        @Override
        public String routingKey() {
            return "document.production.v1";
        }

        @Override
        public UUID messageId() {
            return tache;
        }
    }

    /** What is told along the way. */
    enum Etape {
        RECUE,
        RENDU,
        PDF,
        STOCKAGE
    }

    /** Contract {@code document.progression.v1}. */
    record Progression(
            UUID evenementId, UUID tache, UUID convention, Etape etape, int rang, int total, Instant survenuLe)
            implements MessagePublie {
        @Override
        public String exchange() {
            return RESULTATS;
        }

        @Override
        public String routingKey() {
            return "document.progression.v1";
        }

        @Override
        public UUID messageId() {
            return evenementId;
        }
    }

    /** A file produced. */
    record Fichier(String type, String cle, String nom, long taille, String sha256) {}

    /** Contract {@code document.produit.v1}. */
    record Produit(
            UUID evenementId,
            UUID tache,
            UUID convention,
            List<Fichier> fichiers,
            String modele,
            String versionModele,
            String sha256Modele,
            long dureeMs,
            String pdfAbsent,
            Instant survenuLe)
            implements MessagePublie {
        @Override
        public String exchange() {
            return RESULTATS;
        }

        @Override
        public String routingKey() {
            return "document.produit.v1";
        }

        @Override
        public UUID messageId() {
            return evenementId;
        }
    }

    /** Contract {@code document.echec.v1}. */
    record Echec(UUID evenementId, UUID tache, UUID convention, String raison, boolean definitif, Instant survenuLe)
            implements MessagePublie {
        @Override
        public String exchange() {
            return RESULTATS;
        }

        @Override
        public String routingKey() {
            return "document.echec.v1";
        }

        @Override
        public UUID messageId() {
            return evenementId;
        }
    }
}
