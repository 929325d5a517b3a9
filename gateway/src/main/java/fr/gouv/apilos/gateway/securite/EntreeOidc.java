package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.SessionsOidc;
import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** After the OpenID Connect provider: the account it stands for, and the same outcome as Cerbère (ADR 0016, 0021). */
class EntreeOidc implements AuthenticationSuccessHandler {

    /** Attribute of the session: the identity token, which the provider asks back when people leave. */
    static final String JETON = "apilos.oidc.jeton";

    private final Habilitations habilitations;
    private final SessionsOidc sessions;
    private final Entree entree;
    private final SortieOidc sortie;

    EntreeOidc(Habilitations habilitations, SessionsOidc sessions, Entree entree, SortieOidc sortie) {
        this.habilitations = habilitations;
        this.sessions = sessions;
        this.entree = entree;
        this.sortie = sortie;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        var qui = (OidcUser) Objects.requireNonNull(authentication.getPrincipal());
        var jeton = qui.getIdToken();
        // Without them the token was refused.
        var emetteur = Objects.requireNonNull(jeton.getIssuer()).toString();
        var sujet = Objects.requireNonNull(jeton.getSubject());
        var infos = Objects.requireNonNull(qui.getUserInfo());
        try {
            var connexion = habilitations.ouvrirAvecOidc(emetteur, sujet, infos.getEmail(), infos.getEmailVerified());
            var suite = entree.faireEntrer(connexion, Entree.Origine.OIDC, request, response);
            var session = request.getSession();
            session.setAttribute(JETON, jeton.getTokenValue());
            sessions.lier(jeton.getClaimAsString("sid"), sujet, session.getId());
            response.sendRedirect(suite);
        } catch (ErreurMetier erreur) {
            request.setAttribute(OuvertureDeSession.SORTIE, sortie.adresse(jeton.getTokenValue()));
            request.setAttribute(OuvertureDeSession.SERVICE, sortie.nom());
            OuvertureDeSession.refuser(erreur, Entree.Origine.OIDC, request, response);
        }
    }
}
