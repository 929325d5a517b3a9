package fr.gouv.apilos.referentiel.annuaire;

import org.jspecify.annotations.Nullable;

/** What came of a question to the directory. */
public sealed interface Reponse {

    /**
     * The establishment is known.
     *
     * @param actif whether it is still open
     */
    record Trouvee(
            String siren,
            String siret,
            String nom,
            @Nullable String adresse,
            @Nullable String codePostal,
            @Nullable String ville,
            boolean actif)
            implements Reponse {}

    /** The directory knows no such number. */
    record Inconnue() implements Reponse {}

    /** The directory does not answer. */
    record Indisponible() implements Reponse {}

    /** No directory is configured, or the identifier is not a number of company. */
    record SansObjet() implements Reponse {}
}
