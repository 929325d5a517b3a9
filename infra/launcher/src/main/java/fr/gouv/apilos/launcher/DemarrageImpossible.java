package fr.gouv.apilos.launcher;

/** The start cannot go on; the message tells the user, in French, what to do. */
public final class DemarrageImpossible extends RuntimeException {

    DemarrageImpossible(String message) {
        super(message);
    }

    DemarrageImpossible(String message, Throwable cause) {
        super(message, cause);
    }
}
