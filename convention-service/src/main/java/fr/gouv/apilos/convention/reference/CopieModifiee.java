package fr.gouv.apilos.convention.reference;

import java.util.UUID;

/** Inside the service: a copy changed, what was derived from it must follow. */
public sealed interface CopieModifiee {

    /** Identifier of what changed. */
    UUID uuid();

    /** A bailleur changed. */
    record BailleurModifie(UUID uuid) implements CopieModifiee {}

    /** An administration changed. */
    record AdministrationModifiee(UUID uuid) implements CopieModifiee {}
}
