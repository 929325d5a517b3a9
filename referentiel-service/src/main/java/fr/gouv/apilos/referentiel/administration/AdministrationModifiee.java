package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.UUID;

/** Contract {@code administration.modifiee.v1}: the full state after a change. */
record AdministrationModifiee(UUID evenementId, long sequence, Instant survenuLe, Administration administration)
        implements MessagePublie {

    @Override
    public String exchange() {
        return "referentiel.evenements";
    }

    @Override
    public String routingKey() {
        return "administration.modifiee.v1";
    }

    @Override
    public UUID messageId() {
        return evenementId;
    }
}
