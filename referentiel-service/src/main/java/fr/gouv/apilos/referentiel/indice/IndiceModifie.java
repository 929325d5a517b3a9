package fr.gouv.apilos.referentiel.indice;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.UUID;

/** Contract {@code indice.modifie.v1}: the full state after a change. */
record IndiceModifie(UUID evenementId, long sequence, Instant survenuLe, Indice indice) implements MessagePublie {

    @Override
    public String exchange() {
        return "referentiel.evenements";
    }

    @Override
    public String routingKey() {
        return "indice.modifie.v1";
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
