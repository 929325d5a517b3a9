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
        @Nullable String ville,
        @Nullable String prefixConvention,
        @Nullable Integer nbConventionExemplaires,
        @Nullable String signataireBlocSignature,
        long version,
        boolean supprime) {

    /** Copies of a convention when nobody said how many (03 B2). */
    static final int EXEMPLAIRES = 3;

    /** Kept as the data contract has it; numbers of conventions no longer follow it (03 B2). */
    public static final String PREFIXE = "{département}/{zone}/{mois}/{année}/80.416/";

    /** The same, with the number of copies it has when none is given. */
    Administration regle() {
        return new Administration(
                uuid,
                nom,
                code,
                villeSignature,
                adresse,
                codePostal,
                ville,
                prefixConvention,
                nbConventionExemplaires == null ? EXEMPLAIRES : nbConventionExemplaires,
                signataireBlocSignature,
                version,
                supprime);
    }

    /** The same, deleted. */
    public Administration effacee() {
        return avecSuppression(true);
    }

    /** The same, no longer deleted. */
    public Administration retablie() {
        return avecSuppression(false);
    }

    private Administration avecSuppression(boolean effacee) {
        return new Administration(
                uuid,
                nom,
                code,
                villeSignature,
                adresse,
                codePostal,
                ville,
                prefixConvention,
                nbConventionExemplaires,
                signataireBlocSignature,
                version,
                effacee);
    }

    Administration avecVersion(long autre) {
        return new Administration(
                uuid,
                nom,
                code,
                villeSignature,
                adresse,
                codePostal,
                ville,
                prefixConvention,
                nbConventionExemplaires,
                signataireBlocSignature,
                autre,
                supprime);
    }

    /** What people may change on a sheet; the name and the code are for the support team (03 R-B5.9). */
    public record Fiche(
            String nom,
            String code,
            @Nullable String villeSignature,
            @Nullable String adresse,
            @Nullable String codePostal,
            @Nullable String ville,
            @Nullable Integer nbConventionExemplaires,
            @Nullable String signataireBlocSignature) {}

    /** What people may change, as it stands. */
    public Fiche fiche() {
        return new Fiche(
                nom,
                code,
                villeSignature,
                adresse,
                codePostal,
                ville,
                nbConventionExemplaires,
                signataireBlocSignature);
    }

    /** The same with another sheet. */
    public Administration avec(Fiche fiche) {
        return new Administration(
                uuid,
                fiche.nom(),
                fiche.code(),
                fiche.villeSignature(),
                fiche.adresse(),
                fiche.codePostal(),
                fiche.ville(),
                prefixConvention,
                fiche.nbConventionExemplaires(),
                fiche.signataireBlocSignature(),
                version,
                supprime);
    }

    /** An administration nobody knows yet. */
    public static Administration nouvelle(UUID uuid, Fiche fiche) {
        return new Administration(
                        uuid, fiche.nom(), fiche.code(), null, null, null, null, PREFIXE, null, null, 0, false)
                .avec(fiche);
    }

    /** R-B2.1: {@code nom (code)}. */
    public String libelle() {
        return code.isBlank() ? nom : nom + " (" + code + ")";
    }

    /** R-B2.2: a service of the State in a département. */
    public boolean estDdt() {
        return code.startsWith("DD");
    }
}
