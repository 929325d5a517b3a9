package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The messages exchanged with document-worker, as this service writes and reads them (contracts in infra/contracts). */
final class Messages {

    static final String DEMANDES = "document.demandes";
    static final String RESULTATS = "document.resultats";

    private Messages() {}

    /** Contract {@code document.production.v1}. */
    record ProductionDemandee(
            UUID tache,
            UUID convention,
            String modele,
            Map<String, Object> contexte,
            String filigrane,
            List<String> sorties,
            String cle,
            String nomFichier,
            Auteur demandePar,
            Instant demandeLe)
            implements MessagePublie {

        record Auteur(UUID uuid, String nom) {}

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

    /** Contract {@code document.progression.v1}. */
    record Progression(UUID tache, String etape, int rang, int total, Instant survenuLe) {}

    /** Contract {@code document.produit.v1}. */
    record Produit(
            UUID tache,
            UUID convention,
            List<Fichier> fichiers,
            String modele,
            String versionModele,
            String sha256Modele,
            long dureeMs,
            String pdfAbsent) {

        record Fichier(String type, String cle, String nom, long taille, String sha256) {}
    }

    /** Contract {@code document.echec.v1}. */
    record Echec(UUID tache, String raison, boolean definitif) {}
}
