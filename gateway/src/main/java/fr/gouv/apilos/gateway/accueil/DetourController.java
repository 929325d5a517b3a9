package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Detours;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.web.Annonce;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Working under another account, for the support team (ux P15). */
@Controller
@RequestMapping("/detour")
class DetourController {

    private final Detours detours;

    DetourController(Detours detours) {
        this.detours = detours;
    }

    @GetMapping
    String confirmer(@RequestParam UUID utilisateur, HttpServletRequest requete, Model modele) {
        modele.addAttribute("compte", detours.apercu(connexion(requete), utilisateur));
        modele.addAttribute("utilisateur", utilisateur);
        return "accueil/detour";
    }

    @PostMapping
    String commencer(@RequestParam UUID utilisateur, HttpServletRequest requete) {
        var empruntee = detours.commencer(requete.getSession(), connexion(requete), utilisateur);
        return empruntee.habilitations().size() > 1 ? "redirect:/habilitations" : "redirect:/conventions/recherche";
    }

    @PostMapping("/fin")
    String finir(HttpServletRequest requete, RedirectAttributes redirection) {
        if (!detours.finir(requete.getSession())) {
            throw ErreurMetier.interdit("Vous travaillez déjà sous votre propre compte.");
        }
        Annonce.information(redirection, "Vous êtes de nouveau sous votre propre compte.");
        return "redirect:/menu";
    }

    private static Connexion connexion(HttpServletRequest requete) {
        return Connexion.de(requete.getSession(false))
                .orElseThrow(() -> ErreurMetier.interdit("Connectez-vous pour continuer."));
    }
}
