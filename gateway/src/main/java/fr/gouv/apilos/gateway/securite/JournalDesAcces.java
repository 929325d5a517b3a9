package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.platform.correlation.Correlation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** One line per request: who, what, how it ended, how long. Never a query string: it may hold a ticket or a name. */
class JournalDesAcces extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger("acces");
    private static final long MILLION = 1_000_000;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/")
                || request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long debut = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            LOG.info(
                    "{} {} {} {} ms user={} correlation={}",
                    request.getMethod(),
                    request.getRequestURI(),
                    response.getStatus(),
                    (System.nanoTime() - debut) / MILLION,
                    qui(request),
                    Correlation.courante());
        }
    }

    /** 04 D22: both, when somebody works under the account of somebody else. */
    private static String noms(Connexion connexion) {
        var detour = connexion.detour();
        return detour == null
                ? connexion.utilisateur().toString()
                : connexion.utilisateur() + " par=" + detour.retour().utilisateur();
    }

    private static String qui(HttpServletRequest request) {
        try {
            return Connexion.de(request.getSession(false))
                    .map(JournalDesAcces::noms)
                    .orElse("-");
        } catch (IllegalStateException _) {
            // The session was just ended.
            return "-";
        }
    }
}
