package fr.gouv.apilos.convention.convention;

import java.util.UUID;

/** Inside the service: something of a convention changed; its search projection follows in the same transaction. */
public record ConventionModifiee(UUID convention) {}
