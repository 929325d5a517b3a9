package fr.gouv.apilos.convention.reference;

import java.util.UUID;

/** The copy of an administration, as its owner last told it. */
public record Administration(
        UUID uuid,
        String nom,
        String code,
        String villeSignature,
        String adresse,
        String codePostal,
        String prefixConvention,
        Integer nbConventionExemplaires,
        String signataireBlocSignature,
        long version,
        boolean supprime) {}
