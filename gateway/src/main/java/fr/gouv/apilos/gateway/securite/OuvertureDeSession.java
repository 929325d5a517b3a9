package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.Refus;
import fr.gouv.apilos.gateway.session.TicketsCas;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apereo.cas.client.authentication.AttributePrincipal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.cas.authentication.CasAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** After Cerbère: finds the habilitations, opens the session, goes back where the person was going. */
class OuvertureDeSession implements AuthenticationSuccessHandler {

    /** Attribute of the forwarded request that says why the door stays closed. */
    static final String REFUS = "apilos.refus";

    /** Attribute of the same request: where whoever identified the person is left. */
    static final String SORTIE = "apilos.refus.sortie";

    /** Attribute of the same request: what people know them as. */
    static final String SERVICE = "apilos.refus.service";

    private final Habilitations habilitations;
    private final TicketsCas tickets;
    private final Entree entree;

    OuvertureDeSession(Habilitations habilitations, TicketsCas tickets, Entree entree) {
        this.habilitations = habilitations;
        this.tickets = tickets;
        this.entree = entree;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        var cas = (CasAuthenticationToken) authentication;
        var principal = cas.getAssertion().getPrincipal();
        try {
            var connexion = habilitations.ouvrir(
                    identifiant(principal),
                    Objects.requireNonNullElse(attribut(principal, "UTILISATEUR.LOGIN"), principal.getName()),
                    attribut(principal, "UTILISATEUR.NOM"),
                    attribut(principal, "UTILISATEUR.PRENOM"),
                    attribut(principal, "UTILISATEUR.MEL"));
            var suite = entree.ouvrir(connexion, Entree.Origine.CERBERE, request, response);
            tickets.lier(
                    String.valueOf(cas.getCredentials()), request.getSession().getId());
            response.sendRedirect(suite);
        } catch (ErreurMetier erreur) {
            refuser(erreur, Entree.Origine.CERBERE, request, response);
        }
    }

    /** Somebody is identified, and may not come in: nothing of theirs stays, and the page says why. */
    static void refuser(
            ErreurMetier erreur, Entree.Origine origine, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        JournalDesConnexions.refus(
                origine,
                erreur instanceof Refus refus ? refus.motif() : erreur.code().name());
        SecurityContextHolder.clearContext();
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        if (erreur.code().statut() == HttpStatus.SERVICE_UNAVAILABLE) {
            request.setAttribute(ReponseErreur.ERREUR, erreur);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        request.setAttribute(REFUS, erreur);
        request.getRequestDispatcher("/connexion/refus").forward(request, response);
    }

    private static String identifiant(AttributePrincipal principal) {
        // R56: the subject is the Cerbère identifier; the attribute says the same when it is there.
        return Objects.requireNonNullElse(attribut(principal, "UTILISATEUR.ID"), principal.getName());
    }

    private static @Nullable String attribut(AttributePrincipal principal, String nom) {
        Map<String, Object> attributs = principal.getAttributes();
        var valeur = attributs == null ? null : attributs.get(nom);
        return valeur == null ? null : valeur.toString();
    }
}
