package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.time.Instant;
import java.util.UUID;

/** Contract {@code convention.statut-change.v1}: fields may be added, never renamed, removed or given a new meaning. */
public record ConventionStatutChange(
        UUID evenementId, UUID convention, String numero, Statut avant, Statut apres, Auteur acteur, Instant survenuLe)
        implements MessagePublie {

    /** Who acted; the identifier is null for a program. */
    public record Auteur(UUID uuid, String nom) {}

    @Override
    public String exchange() {
        return "convention.evenements";
    }

    @Override
    public String routingKey() {
        return "convention.statut-change.v1";
    }

    @Override
    public UUID messageId() {
        return evenementId;
    }

    /** A fact for whoever subscribes; nobody has to. */
    @Override
    public boolean lecteurRequis() {
        return false;
    }
}
