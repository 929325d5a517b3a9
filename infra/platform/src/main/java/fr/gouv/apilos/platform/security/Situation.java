package fr.gouv.apilos.platform.security;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where one object stands, to be compared with a {@link Perimetre}.
 *
 * @param region INSEE code of the région
 * @param departement INSEE code of the département
 * @param codePostal postal code of the place
 * @param bailleur the bailleur in force for the object
 * @param administration the administration in charge
 */
public record Situation(
        @Nullable String region,
        @Nullable String departement,
        @Nullable String codePostal,
        @Nullable UUID bailleur,
        @Nullable UUID administration) {}
