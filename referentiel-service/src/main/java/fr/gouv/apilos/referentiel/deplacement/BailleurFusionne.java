package fr.gouv.apilos.referentiel.deplacement;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.UUID;

/** Contract {@code bailleur.fusionne.v1}: everything of one bailleur now belongs to another, or no longer does. */
record BailleurFusionne(UUID evenementId, Instant survenuLe, UUID absorbe, UUID absorbant, boolean annulee)
        implements MessagePublie {

    @Override
    public String exchange() {
        return "referentiel.evenements";
    }

    @Override
    public String routingKey() {
        return "bailleur.fusionne.v1";
    }

    @Override
    public UUID messageId() {
        return evenementId;
    }

    @Override
    public boolean lecteurRequis() {
        // Whoever subscribes later asks the journal for what it missed.
        return false;
    }
}
