package fr.gouv.apilos.gateway.securite;

import java.io.IOException;
import java.io.Serial;

/** The body of a request could not be read to its end: larger than allowed, or left unfinished by the client. */
public class CorpsInterrompu extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    CorpsInterrompu(String raison) {
        super(raison);
    }

    CorpsInterrompu(IOException cause) {
        super(cause);
    }
}
