package fr.gouv.apilos.referentiel.deplacement;

/** Steps of the saga, in order. */
enum Etape {
    /** convention-service freezes the list of programmes. */
    LISTE,
    /** Programmes move, batch by batch. */
    PROGRAMMES,
    /** The référentiel follows: children, then the absorbed bailleur (merge only). */
    REFERENTIEL,
    /** What was made for the absorbed bailleur in the meantime moves too (merge only). */
    RESTES,
    FIN
}
