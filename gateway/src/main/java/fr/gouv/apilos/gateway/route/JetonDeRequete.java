package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Detours;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.Refus;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gets the internal token before a request is routed: a token that cannot be had is neither a fault of the service behind
 * nor one for its circuit breaker.
 */
class JetonDeRequete extends OncePerRequestFilter {

    private static final String HABILITATIONS = "/habilitations";

    private final Habilitations habilitations;

    private final Detours detours;

    JetonDeRequete(Habilitations habilitations, Detours detours) {
        this.habilitations = habilitations;
        this.detours = detours;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // A program of SIAP came in with a token of its own: a cookie it would show says nothing.
        return CheminsPropres.contiennent(request) || request.getRequestURI().startsWith("/api-siap/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var connexion = Connexion.de(request.getSession(false)).orElse(null);
        if (connexion != null && detours.fini(connexion)) {
            detours.finir(request.getSession());
            revenir(request, response);
            return;
        }
        if (connexion != null) {
            try {
                var laisse = habilitations.laisse(connexion);
                request.setAttribute(Habilitations.JETON, laisse.jeton());
                request.setAttribute(Habilitations.MENU, laisse.entete());
            } catch (ErreurMetier erreur) {
                if (erreur instanceof Refus refus && refus.compteFerme()) {
                    request.getSession().invalidate();
                    fermer(refus, request, response);
                    return;
                }
                refuser(erreur, request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** The hour under another account is over: what was asked is not done, neither in one name nor in the other. */
    private static void revenir(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/menu");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else if (ReponseErreur.veutUnePage(request)) {
            response.sendRedirect("/menu");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** 04 D14: the session ends with the account, at the latest when its last token does. */
    private static void fermer(Refus refus, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/connexion/refus");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else if (ReponseErreur.veutUnePage(request)) {
            request.setAttribute("apilos.refus", refus);
            request.getRequestDispatcher("/connexion/refus").forward(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static void refuser(ErreurMetier erreur, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (erreur.code() != ErreurCommune.INTERDIT) {
            PourPlusTard.annoncer(request, response);
            request.setAttribute(ReponseErreur.ERREUR, erreur);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", HABILITATIONS);
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else if (ReponseErreur.veutUnePage(request)) {
            response.sendRedirect(HABILITATIONS);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
