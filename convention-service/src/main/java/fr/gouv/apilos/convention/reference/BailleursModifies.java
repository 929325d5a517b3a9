package fr.gouv.apilos.convention.reference;

import java.util.Set;
import java.util.UUID;

/** Inside the service: copies of bailleurs changed together; said once beside one {@link CopieModifiee} for each. */
public record BailleursModifies(Set<UUID> uuids) {}
