package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.UUID;

/** Contract {@code bailleur.modifie.v1}: the full state after a change. */
record BailleurModifie(UUID evenementId, long sequence, Instant survenuLe, Bailleur bailleur) implements MessagePublie {

    @Override
    public String exchange() {
        return "referentiel.evenements";
    }

    @Override
    public String routingKey() {
        return "bailleur.modifie.v1";
    }

    @Override
    public UUID messageId() {
        return evenementId;
    }
}
