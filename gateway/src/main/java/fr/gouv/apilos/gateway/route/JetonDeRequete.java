package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gets the internal token before a request is routed: a token that cannot be had is neither a fault of the service behind
 * nor one for its circuit breaker.
 */
class JetonDeRequete extends OncePerRequestFilter {

    /** Attribute of the request that holds the token. */
    static final String ATTRIBUT = "apilos.jeton";

    private static final Pattern PROPRES = Pattern.compile(
            "/(?:|connexion.*|habilitations|assets/.*|actuator/.*|error|erreur/.*|accessibilite|mentions-legales"
                    + "|login/cas|deconnexion|accounts/.*|favicon.ico|robots.txt)");
    private static final String EXPLOITATION = "/exploitation/";

    private final Habilitations habilitations;

    JetonDeRequete(Habilitations habilitations) {
        this.habilitations = habilitations;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PROPRES.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var connexion = Connexion.de(request.getSession(false)).orElse(null);
        if (connexion != null) {
            if (request.getRequestURI().startsWith(EXPLOITATION) && !connexion.staff()) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            try {
                request.setAttribute(ATTRIBUT, habilitations.jeton(connexion));
            } catch (ErreurMetier erreur) {
                if (erreur.code() == ErreurCommune.INTERDIT) {
                    response.sendRedirect("/habilitations");
                } else {
                    response.setHeader(HttpHeaders.RETRY_AFTER, "10");
                    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                }
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
