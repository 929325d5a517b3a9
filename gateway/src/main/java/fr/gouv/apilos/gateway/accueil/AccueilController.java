package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Home, sign-in, and the few pages that need nobody. */
@Controller
class AccueilController {

    private final String cerbere;
    private final String retour;
    private final boolean locale;
    private final String oidc;

    AccueilController(
            @Value("${apilos.cerbere}") String cerbere,
            @Value("${apilos.url}") String adresse,
            @Value("${apilos.oidc.issuer}") String oidc,
            @Value("${apilos.oidc.nom}") String nomOidc,
            @Value("${apilos.connexion.locale}") boolean locale) {
        this.locale = locale;
        this.oidc = oidc.isBlank() ? "" : nomOidc;
        this.cerbere = cerbere.replaceAll("/+$", "");
        this.retour = adresse + "/login/cas";
    }

    @GetMapping("/")
    String accueil(HttpServletRequest requete, Model modele) {
        portes(modele);
        return Connexion.de(requete.getSession(false)).isPresent()
                ? "redirect:/conventions/recherche"
                : "accueil/connexion";
    }

    @GetMapping("/connexion")
    String connexion(HttpServletRequest requete, Model modele) {
        if (Connexion.de(requete.getSession(false)).isPresent()) {
            return "redirect:/conventions/recherche";
        }
        portes(modele);
        modele.addAttribute("echec", requete.getParameter("echec") != null);
        modele.addAttribute("indisponible", requete.getParameter("indisponible") != null);
        return "accueil/connexion";
    }

    /** The ways in beside Cerbère. */
    private void portes(Model modele) {
        modele.addAttribute("locale", locale);
        modele.addAttribute("oidc", oidc);
    }

    @GetMapping({"/connexion/cerbere", "/accounts/cerbere-login"})
    String cerbere() {
        return "redirect:" + cerbere + "/login?service=" + URLEncoder.encode(retour, StandardCharsets.UTF_8);
    }

    @GetMapping({"/deconnexion", "/accounts/cerbere-logout"})
    String sortir() {
        return "accueil/sortir";
    }

    /** Forwarded here when somebody is identified who has no account, or whom SIAP gives no habilitation. */
    @RequestMapping("/connexion/refus")
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String refus(HttpServletRequest requete, Model modele) {
        var detail = requete.getAttribute("apilos.refus") instanceof ErreurMetier erreur
                ? erreur.detail()
                : "Votre compte n’a pas d’habilitation valable pour APiLos.";
        modele.addAttribute("detail", detail);
        modele.addAttribute("sortie", attribut(requete, "apilos.refus.sortie", cerbere + "/logout"));
        modele.addAttribute("service", attribut(requete, "apilos.refus.service", "Cerbère"));
        return "accueil/refus";
    }

    private static String attribut(HttpServletRequest requete, String nom, String defaut) {
        return requete.getAttribute(nom) instanceof String valeur ? valeur : defaut;
    }

    @GetMapping("/accessibilite")
    String accessibilite() {
        return "accueil/accessibilite";
    }

    @GetMapping("/mentions-legales")
    String mentions() {
        return "accueil/mentions";
    }
}
