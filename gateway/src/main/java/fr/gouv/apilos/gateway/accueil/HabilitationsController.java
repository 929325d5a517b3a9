package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.PagePrecedente;
import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The choice among several habilitations, at sign-in and later (ux P15). */
@Controller
@RequestMapping("/habilitations")
class HabilitationsController {

    private static final String LISTE = "/conventions/recherche";

    private final Habilitations habilitations;
    private final String adresse;

    HabilitationsController(Habilitations habilitations, @Value("${apilos.url}") String adresse) {
        this.habilitations = habilitations;
        this.adresse = adresse.replaceAll("/+$", "");
    }

    @GetMapping
    String choisir(
            @RequestParam(required = false) String suite,
            @RequestParam(required = false) String demandee,
            @RequestHeader(name = HttpHeaders.REFERER, required = false) String page,
            HttpServletRequest requete,
            Model modele) {
        modele.addAttribute("connexion", connexion(requete));
        modele.addAttribute("demandee", demandee != null);
        modele.addAttribute("suite", suite == null ? precedente(page) : locale(suite));
        return "accueil/habilitations";
    }

    @PostMapping
    String changer(
            @RequestParam long habilitation, @RequestParam(required = false) String suite, HttpServletRequest requete) {
        var connexion = connexion(requete);
        if (connexion.habilitations().stream().noneMatch(h -> h.id() == habilitation)) {
            throw ErreurMetier.interdit("Cette habilitation n’est pas la vôtre. Choisissez-en une dans la liste.");
        }
        var choisie = connexion.avec(habilitation);
        // Asked now, so that a withdrawn habilitation is said here and not on the next page.
        habilitations.jeton(choisie);
        choisie.garder(requete.getSession());
        return "redirect:" + locale(suite);
    }

    private static Connexion connexion(HttpServletRequest requete) {
        return Connexion.de(requete.getSession(false))
                .orElseThrow(() -> ErreurMetier.interdit("Connectez-vous pour choisir une habilitation."));
    }

    /** The page the reader comes from, so that switching keeps it. */
    private String precedente(@Nullable String page) {
        return PagePrecedente.locale(page, adresse)
                .filter(chemin -> !chemin.equals("/") && !chemin.startsWith("/habilitations"))
                .orElse(LISTE);
    }

    private static String locale(@Nullable String suite) {
        return suite != null && PagePrecedente.estLocale(suite) ? suite : LISTE;
    }
}
