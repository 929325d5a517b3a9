package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import org.jspecify.annotations.Nullable;

/** What a habilitation becomes here. */
public sealed interface Traduction {

    /** Identifier given by SIAP. */
    long habilitation();

    /**
     * Gives access, once the entity is found in the référentiel.
     *
     * @param entite whom the user acts for
     */
    record Admise(
            long habilitation,
            Profil profil,
            String codeRole,
            TypologieRole typologie,
            Groupe groupe,
            @Nullable String region,
            @Nullable String departement,
            EntiteDemandee entite,
            String libelle,
            String territoire)
            implements Traduction {}

    /**
     * Gives none.
     *
     * @param motif French sentence for the user
     */
    record Refusee(long habilitation, String motif) implements Traduction {}

    /** Whom the user acts for. */
    sealed interface EntiteDemandee {

        /** Nobody but the State. */
        record Aucune() implements EntiteDemandee {}

        /** An administration, by its code (05 §8.2). */
        record Administration(String code, String libelle) implements EntiteDemandee {}

        /**
         * A bailleur, by its pivot: SIREN, or e-mail for a private person (05 §8.1).
         *
         * @param siren the pivot
         * @param siret the SIRET said by SIAP, else the pivot
         * @param nature one of SIAP's four natures; null when SIAP says none
         */
        record Bailleur(
                String siren,
                String siret,
                String nom,
                @Nullable String nature,
                String adresse,
                String codePostal,
                String ville)
                implements EntiteDemandee {}
    }
}
