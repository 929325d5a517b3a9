package fr.gouv.apilos.referentiel.delegation;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.UUID;

/** Contract {@code delegation.modifiee.v1}: the full state after a change. */
record DelegationModifiee(UUID evenementId, long sequence, Instant survenuLe, Delegation delegation)
        implements MessagePublie {

    @Override
    public String exchange() {
        return "referentiel.evenements";
    }

    @Override
    public String routingKey() {
        return "delegation.modifiee.v1";
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
