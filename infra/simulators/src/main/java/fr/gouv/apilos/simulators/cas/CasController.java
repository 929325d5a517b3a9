package fr.gouv.apilos.simulators.cas;

import fr.gouv.apilos.simulators.comptes.Annuaire;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of Cerbere: sign-in and sign-out. Source: 04 §7.2, CAS protocol 3.0. */
@Controller
class CasController {

    static final String COOKIE = "CERBERE_SIMULE";

    private final Billetterie billetterie;
    private final Annuaire annuaire;
    private final CasProprietes proprietes;
    private final Deconnexions deconnexions;

    CasController(Billetterie billetterie, Annuaire annuaire, CasProprietes proprietes, Deconnexions deconnexions) {
        this.billetterie = billetterie;
        this.annuaire = annuaire;
        this.proprietes = proprietes;
        this.deconnexions = deconnexions;
    }

    @GetMapping("/cas/login")
    String page(
            @RequestParam(required = false) String service,
            @RequestParam(defaultValue = "false") boolean renew,
            @RequestParam(defaultValue = "false") boolean gateway,
            @CookieValue(name = COOKIE, required = false) String session,
            Model model,
            HttpServletResponse reponse) {
        if (service != null && !proprietes.accepte(service)) {
            return refuser(service, model, reponse);
        }
        var connecte = billetterie.compte(session);
        if (connecte.isPresent() && !renew) {
            return service == null ? connecte(connecte.get().login(), model) : versService(session, service);
        }
        if (gateway && service != null) {
            return "redirect:" + litteral(service);
        }
        return formulaire(service, null, model);
    }

    @PostMapping("/cas/login")
    String connecter(
            @RequestParam(required = false) String service,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            Model model,
            HttpServletResponse reponse) {
        if (service != null && service.isBlank()) {
            service = null;
        }
        if (service != null && !proprietes.accepte(service)) {
            return refuser(service, model, reponse);
        }
        var compte = annuaire.parLogin(username.strip()).filter(c -> c.login().equals(password));
        if (compte.isEmpty()) {
            reponse.setStatus(HttpStatus.UNAUTHORIZED.value());
            return formulaire(service, "Identifiant ou mot de passe inconnu.", model);
        }
        var session = billetterie.ouvrir(compte.get());
        cookie(reponse, session, -1);
        return service == null ? connecte(compte.get().login(), model) : versService(session, service);
    }

    @GetMapping("/cas/logout")
    String deconnecter(
            @RequestParam(required = false) String service,
            @RequestParam(required = false) String url,
            @CookieValue(name = COOKIE, required = false) String session,
            HttpServletResponse reponse) {
        deconnexions.prevenir(billetterie.fermer(session));
        cookie(reponse, "", 0);
        var retour = service == null ? url : service;
        return retour != null && proprietes.accepte(retour) ? "redirect:" + litteral(retour) : "cas/deconnecte";
    }

    private String versService(String session, String service) {
        var ticket = billetterie.emettre(session, service);
        var separateur = service.contains("?") ? "&" : "?";
        return "redirect:"
                + litteral(service + separateur + "ticket=" + URLEncoder.encode(ticket, StandardCharsets.UTF_8));
    }

    /** Spring expands {@code {name}} in redirect targets; an address with braces must go through untouched. */
    private static String litteral(String adresse) {
        return adresse.replace("{", "%7B").replace("}", "%7D");
    }

    private String formulaire(String service, String erreur, Model model) {
        model.addAttribute("service", service);
        model.addAttribute("erreur", erreur);
        model.addAttribute("comptes", annuaire.comptes());
        return "cas/connexion";
    }

    private static String connecte(String login, Model model) {
        model.addAttribute("login", login);
        return "cas/connecte";
    }

    private static String refuser(String service, Model model, HttpServletResponse reponse) {
        reponse.setStatus(HttpStatus.FORBIDDEN.value());
        model.addAttribute("service", service);
        return "cas/refus";
    }

    private static void cookie(HttpServletResponse reponse, String valeur, long secondes) {
        reponse.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, valeur)
                        .path("/cas")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .maxAge(secondes)
                        .build()
                        .toString());
    }
}
