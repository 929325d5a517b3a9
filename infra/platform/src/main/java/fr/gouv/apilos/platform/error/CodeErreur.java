package fr.gouv.apilos.platform.error;

import org.springframework.http.HttpStatus;

/** A kind of business error. Implemented by an enum in each module; names are stable, they are part of the API. */
public interface CodeErreur {

    /** Stable identifier, in capitals. */
    String name();

    /** HTTP status of the answer. */
    HttpStatus statut();

    /** Short French title of the page and of the problem. */
    String titre();

    /** Whether SIAP is the cause: the page then offers to ask again and to go back there (04 R136). */
    default boolean deSiap() {
        return false;
    }
}
