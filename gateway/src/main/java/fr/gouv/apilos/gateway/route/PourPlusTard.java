package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** Says when to come back. */
final class PourPlusTard {

    private static final String SECONDES = "10";

    private PourPlusTard() {}

    /** On pages only: problem documents get the header with the rest of them. */
    static void annoncer(HttpServletRequest requete, HttpServletResponse reponse) {
        if (ReponseErreur.veutUnePage(requete)) {
            reponse.setHeader(HttpHeaders.RETRY_AFTER, SECONDES);
        }
    }
}
