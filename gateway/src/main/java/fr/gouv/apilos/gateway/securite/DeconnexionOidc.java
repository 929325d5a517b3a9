package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.SessionsOidc;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * OpenID Connect back-channel logout: the provider posts a {@code logout_token} it signed, which names one of its
 * sessions or a person.
 */
class DeconnexionOidc extends OncePerRequestFilter {

    /** Where the provider posts. */
    static final String CHEMIN = "/connexion/oidc/deconnexion";

    private static final Logger LOG = LoggerFactory.getLogger(DeconnexionOidc.class);
    private static final String EVENEMENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final int TAILLE_MAX = 20_000;

    private final FournisseurOidc fournisseur;
    private final SessionsOidc sessions;

    DeconnexionOidc(FournisseurOidc fournisseur, SessionsOidc sessions) {
        this.fournisseur = fournisseur;
        this.sessions = sessions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod()) || !CHEMIN.equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var demande = request.getParameter("logout_token");
        if (demande == null || demande.length() > TAILLE_MAX) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Jwt jeton;
        try {
            jeton = fournisseur.decouvrir().autres().decode(demande);
        } catch (JwtException | AuthenticationException e) {
            LOG.info("A logout token is refused: {}", e.getMessage());
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        var sid = jeton.getClaimAsString("sid");
        var sujet = jeton.getSubject();
        // An identity token says neither the event nor leaves out the nonce: it cannot be played here.
        if (!(jeton.getClaim("events") instanceof Map<?, ?> evenements)
                || !evenements.containsKey(EVENEMENT)
                || jeton.hasClaim("nonce")
                || sid == null && sujet == null) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        LOG.info("{} sessions were ended by the OpenID Connect provider", sessions.fermer(sid, sujet));
        response.setStatus(HttpServletResponse.SC_OK);
    }
}
