package fr.gouv.apilos.platform.security;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;

/**
 * A service asks the public door, by its answer to an act, to end the sessions of an account before the browser is
 * answered. The door listens to the service of accounts alone, and keeps the header to itself.
 */
public final class FinDeSessions {

    /** Carries the identifier of the account. */
    public static final String ENTETE = "Apilos-Fin-De-Sessions";

    private FinDeSessions() {}

    /** Asks for the end of the sessions of an account. */
    public static void demander(HttpServletResponse reponse, UUID utilisateur) {
        reponse.setHeader(ENTETE, utilisateur.toString());
    }
}
