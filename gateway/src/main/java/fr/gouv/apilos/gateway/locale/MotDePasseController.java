package fr.gouv.apilos.gateway.locale;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.Refus;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person's own password, changed while signed in (04 R65): the page is here because sessions end here. */
@Controller
@RequestMapping("/mot-de-passe")
@ConditionalOnProperty(name = "apilos.connexion.locale", havingValue = "true")
class MotDePasseController {

    private static final int MOT_DE_PASSE_MAX = 1000;
    private static final String PROFIL = "/apilos_settings/profile/";

    private final Habilitations habilitations;
    private final SessionsOuvertes sessions;
    private final Formats formats;

    MotDePasseController(Habilitations habilitations, SessionsOuvertes sessions, Formats formats) {
        this.habilitations = habilitations;
        this.sessions = sessions;
        this.formats = formats;
    }

    @GetMapping
    ModelAndView demander(HttpServletRequest requete) {
        connexion(requete);
        return page(Map.of());
    }

    @PostMapping
    ModelAndView changer(
            @RequestParam(defaultValue = "") String actuel,
            @RequestParam(defaultValue = "") String nouveau,
            @RequestParam(defaultValue = "") String encore,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var connexion = connexion(requete);
        if (actuel.isEmpty() || actuel.length() > MOT_DE_PASSE_MAX) {
            return page(Map.of("actuel", "Indiquez votre mot de passe actuel."));
        }
        if (!nouveau.equals(encore)) {
            return page(Map.of("encore", "Les deux saisies diffèrent. Écrivez deux fois le même mot de passe."));
        }
        if (nouveau.isEmpty() || nouveau.length() > MOT_DE_PASSE_MAX) {
            return page(Map.of("nouveau", "Choisissez un nouveau mot de passe."));
        }
        try {
            habilitations.changerSonMotDePasse(connexion.utilisateur(), actuel, nouveau);
        } catch (Refus refus) {
            if (refus.motif().equals("IDENTIFIANTS_REFUSES")) {
                return page(Map.of("actuel", refus.detail()));
            }
            if (refus.code() == ErreurCommune.INVALIDE) {
                return page(Map.of("nouveau", refus.detail()));
            }
            throw refus;
        }
        // Whoever knew the old password is out; this browser goes on under a new name.
        int fermees = sessions.fermerSauf(
                connexion.utilisateur(), requete.getSession().getId());
        requete.changeSessionId();
        Annonce.succes(
                redirection,
                "Votre mot de passe est changé."
                        + (fermees == 0
                                ? ""
                                : " " + formats.pluriel(fermees, "autre session fermée", "autres sessions fermées")
                                        + "."));
        return new ModelAndView("redirect:" + PROFIL);
    }

    private static Connexion connexion(HttpServletRequest requete) {
        var connexion = Connexion.de(requete.getSession(false))
                .orElseThrow(() -> ErreurMetier.interdit("Connectez-vous pour changer votre mot de passe."));
        if (connexion.detour() != null) {
            throw ErreurMetier.interdit("Ce mot de passe est celui d’une autre personne. Quittez d’abord son compte.");
        }
        return connexion;
    }

    /** @param erreurs what is wrong with a field, by its name */
    private static ModelAndView page(Map<String, String> erreurs) {
        var modele = new ModelAndView(
                "locale/changer", erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        modele.addObject("erreurs", erreurs);
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Mon profil", PROFIL),
                        Lien.ici("Mot de passe")));
        return modele;
    }
}
