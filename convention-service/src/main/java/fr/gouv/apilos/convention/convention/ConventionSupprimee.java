package fr.gouv.apilos.convention.convention;

import java.util.List;
import java.util.UUID;

/**
 * Inside the service: these acts are about to be deleted, in the transaction that is still open. Whoever keeps something of
 * theirs outside the database lets it go.
 */
public record ConventionSupprimee(List<UUID> conventions) {}
