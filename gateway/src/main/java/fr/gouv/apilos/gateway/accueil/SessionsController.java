package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a person is signed in, and the way to end what is not theirs any more. */
@Controller
@RequestMapping("/sessions")
class SessionsController {

    private static final String RETOUR = "redirect:/sessions";

    private final SessionsOuvertes sessions;
    private final Formats formats;

    SessionsController(SessionsOuvertes sessions, Formats formats) {
        this.sessions = sessions;
        this.formats = formats;
    }

    @GetMapping
    String lister(HttpServletRequest requete, Model modele) {
        modele.addAttribute("sessions", sessions.de(connexion(requete).utilisateur(), identifiant(requete)));
        modele.addAttribute("fil", List.of(new Lien("Accueil", "/"), Lien.ici("Mes sessions")));
        return "accueil/sessions";
    }

    @PostMapping("/{reference}/fermeture")
    String fermer(@PathVariable String reference, HttpServletRequest requete, RedirectAttributes redirection) {
        if (sessions.fermer(connexion(requete).utilisateur(), reference)) {
            Annonce.succes(redirection, "La session est fermée : cet appareil n’a plus accès à APiLos.");
        } else {
            Annonce.information(redirection, "Cette session était déjà fermée.");
        }
        return RETOUR;
    }

    @PostMapping("/fermeture")
    String fermerLesAutres(HttpServletRequest requete, RedirectAttributes redirection) {
        int fermees = sessions.fermerSauf(connexion(requete).utilisateur(), identifiant(requete));
        Annonce.succes(
                redirection,
                fermees == 0
                        ? "Vous n’aviez pas d’autre session ouverte."
                        : formats.pluriel(fermees, "session fermée", "sessions fermées")
                                + ". Seule celle de cet appareil reste ouverte.");
        return RETOUR;
    }

    private static String identifiant(HttpServletRequest requete) {
        return requete.getSession().getId();
    }

    private static Connexion connexion(HttpServletRequest requete) {
        var connexion = Connexion.de(requete.getSession(false))
                .orElseThrow(() -> ErreurMetier.interdit("Connectez-vous pour voir vos sessions."));
        if (connexion.detour() != null) {
            throw ErreurMetier.interdit("Ces sessions sont celles d’une autre personne. Quittez d’abord son compte.");
        }
        return connexion;
    }
}
