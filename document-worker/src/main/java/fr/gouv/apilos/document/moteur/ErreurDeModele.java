package fr.gouv.apilos.document.moteur;

/** A model that cannot be read or rendered. The message is French and names the paragraph and the tag. */
public final class ErreurDeModele extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An error of the file as a whole. */
    public ErreurDeModele(String message) {
        super(message);
    }

    /** An error of the file as a whole, with its cause. */
    public ErreurDeModele(String message, Throwable cause) {
        super(message, cause);
    }

    ErreurDeModele(Emplacement emplacement, String raison) {
        super(emplacement.enFrancais() + " : " + raison);
    }
}
