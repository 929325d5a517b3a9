package fr.gouv.apilos.convention.reference;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The copy of an administration, as its owner last told it. */
public record Administration(
        UUID uuid,
        String nom,
        String code,
        @Nullable String villeSignature,
        @Nullable String adresse,
        @Nullable String codePostal,
        @Nullable String prefixConvention,
        @Nullable Integer nbConventionExemplaires,
        @Nullable String signataireBlocSignature,
        long version,
        boolean supprime) {}
