package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Connexion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * What is asked of the provider and must come back with its answer: state, nonce, PKCE verifier. Kept by the server, for
 * as long as it takes to identify oneself.
 */
class DemandesOidc implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final Duration DUREE = Duration.ofMinutes(15);

    private final HttpSessionOAuth2AuthorizationRequestRepository session =
            new HttpSessionOAuth2AuthorizationRequestRepository();

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return session.loadAuthorizationRequest(request);
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest demande, HttpServletRequest request, HttpServletResponse response) {
        session.saveAuthorizationRequest(demande, request, response);
        var ouverte = request.getSession(false);
        if (ouverte != null && Connexion.de(ouverte).isEmpty()) {
            ouverte.setMaxInactiveInterval((int) DUREE.toSeconds());
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        return session.removeAuthorizationRequest(request, response);
    }
}
