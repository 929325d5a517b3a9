package fr.gouv.apilos.referentiel.administration;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of an administration, as it travels to the other services.
 *
 * @param code pivot with SIAP; begins with D for a service of the State (03 R-B2.2)
 * @param version grows at each change
 */
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
        boolean supprime) {

    /** Copies of a convention when nobody said how many (03 B2). */
    static final int EXEMPLAIRES = 3;

    /** The same, with the number of copies it has when none is given. */
    Administration regle() {
        return new Administration(
                uuid,
                nom,
                code,
                villeSignature,
                adresse,
                codePostal,
                prefixConvention,
                nbConventionExemplaires == null ? EXEMPLAIRES : nbConventionExemplaires,
                signataireBlocSignature,
                version,
                supprime);
    }

    /** The same, no longer deleted. */
    public Administration retablie() {
        return new Administration(
                uuid,
                nom,
                code,
                villeSignature,
                adresse,
                codePostal,
                prefixConvention,
                nbConventionExemplaires,
                signataireBlocSignature,
                version,
                false);
    }

    Administration avecVersion(long autre) {
        return new Administration(
                uuid,
                nom,
                code,
                villeSignature,
                adresse,
                codePostal,
                prefixConvention,
                nbConventionExemplaires,
                signataireBlocSignature,
                autre,
                supprime);
    }
}
