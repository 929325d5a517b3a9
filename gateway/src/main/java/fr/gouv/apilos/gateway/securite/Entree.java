package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** The last step of every sign-in, whoever did the identifying: one outcome for Cerbère, passwords and OIDC. */
@Component
@ConditionalOnWebApplication
public class Entree {

    /** Attribute of the session that says where its owner was identified. */
    static final String ORIGINE = "apilos.origine";

    /** Who identified somebody: it decides where leaving leads. */
    public enum Origine {
        CERBERE,
        LOCALE,
        OIDC
    }

    private final SessionsOuvertes sessions;
    private final RetourApresConnexion retour;

    Entree(SessionsOuvertes sessions, @Value("${apilos.url}") String adresse) {
        this.sessions = sessions;
        var uri = URI.create(adresse);
        this.retour = new RetourApresConnexion(uri.getScheme() + "://" + uri.getAuthority());
    }

    /** Opens the session of somebody whom no filter of Spring Security has let in: their context is made here. */
    public String faireEntrer(
            Connexion connexion, Origine origine, HttpServletRequest requete, HttpServletResponse reponse) {
        var avant = requete.getSession(false);
        if (avant != null) {
            // Whatever was in it was put there by somebody else, or before it was known who this is (04 §7.6).
            avant.invalidate();
        }
        var jeton = UsernamePasswordAuthenticationToken.authenticated(
                connexion.utilisateur().toString(), null, AuthorityUtils.createAuthorityList("ROLE_CONNECTE"));
        requete.getSession();
        new ChangeSessionIdAuthenticationStrategy().onAuthentication(jeton, requete, reponse);
        var contexte = SecurityContextHolder.createEmptyContext();
        contexte.setAuthentication(jeton);
        SecurityContextHolder.setContext(contexte);
        new HttpSessionSecurityContextRepository().saveContext(contexte, requete, reponse);
        return ouvrir(connexion, origine, requete, reponse);
    }

    /** Keeps who has come in; says where to go: the choice of an habilitation, or where they were going. */
    String ouvrir(Connexion connexion, Origine origine, HttpServletRequest requete, HttpServletResponse reponse) {
        var session = sessions.ouvrir(requete, connexion);
        session.setAttribute(ORIGINE, origine.name());
        JournalDesConnexions.entree(connexion, origine);
        var suite = retour.reprendre(requete, reponse);
        // SIAP says which in the address itself (04 R28).
        return connexion.habilitations().size() > 1 && !suite.contains("habilitation_id=")
                ? "/habilitations?suite=" + URLEncoder.encode(suite, StandardCharsets.UTF_8)
                : suite;
    }
}
