package fr.gouv.apilos.convention.document;

import java.util.List;
import java.util.UUID;

/** Files that belong to a convention, for its archive; one bean for each kind. */
public interface SourceDePieces {

    /**
     * A file of the store.
     *
     * @param cle in the object store
     * @param nom for people, with its extension
     */
    record Piece(String cle, String nom) {}

    /** The files of this kind, in the order people expect; none is no error. */
    List<Piece> de(UUID convention);
}
