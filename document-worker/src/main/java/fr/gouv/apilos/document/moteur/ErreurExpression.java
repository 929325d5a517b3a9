package fr.gouv.apilos.document.moteur;

/** An expression that cannot be read or evaluated; whoever knows the tag turns it into an {@link ErreurDeModele}. */
final class ErreurExpression extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ErreurExpression(String message) {
        super(message, null, false, false);
    }
}
