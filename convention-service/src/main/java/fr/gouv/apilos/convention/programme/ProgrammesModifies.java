package fr.gouv.apilos.convention.programme;

import java.util.Set;
import java.util.UUID;

/** Inside the service: several programmes changed hands at once; the projections of their conventions follow. */
public record ProgrammesModifies(Set<UUID> programmes) {}
