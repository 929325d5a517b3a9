package fr.gouv.apilos.gateway.locale;

import fr.gouv.apilos.gateway.securite.Entree;
import fr.gouv.apilos.gateway.securite.JournalDesConnexions;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.Refus;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.web.Annonce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sign-in with a password and the way to a new one (04 R64, R65); absent unless the configuration opens it (D17). */
@Controller
@RequestMapping("/connexion")
@ConditionalOnProperty(name = "apilos.connexion.locale", havingValue = "true")
class ConnexionLocaleController {

    private static final int IDENTIFIANT_MAX = 254;
    private static final int MOT_DE_PASSE_MAX = 1000;
    private static final String REFUS = "L’identifiant ou le mot de passe ne convient pas, ou il y a eu trop d’essais."
            + " Réessayez, ou demandez un nouveau mot de passe.";

    private final Habilitations habilitations;
    private final SessionsOuvertes sessions;
    private final Entree entree;

    ConnexionLocaleController(Habilitations habilitations, SessionsOuvertes sessions, Entree entree) {
        this.habilitations = habilitations;
        this.sessions = sessions;
        this.entree = entree;
    }

    @GetMapping("/locale")
    ModelAndView demander() {
        return page("", null);
    }

    @PostMapping("/locale")
    ModelAndView connecter(
            @RequestParam(defaultValue = "") String identifiant,
            @RequestParam(defaultValue = "") String motDePasse,
            HttpServletRequest requete,
            HttpServletResponse reponse) {
        if (identifiant.isBlank() || identifiant.length() > IDENTIFIANT_MAX || motDePasse.length() > MOT_DE_PASSE_MAX) {
            return page(identifiant, identifiant.isBlank() ? "Indiquez votre identifiant ou votre adresse." : REFUS);
        }
        try {
            var connexion = habilitations.ouvrirAvecMotDePasse(identifiant, motDePasse);
            return new ModelAndView(
                    "redirect:" + entree.faireEntrer(connexion, Entree.Origine.LOCALE, requete, reponse));
        } catch (Refus refus) {
            JournalDesConnexions.refus(Entree.Origine.LOCALE, refus.motif());
            if (refus.motif().equals("IDENTIFIANTS_REFUSES")) {
                return page(identifiant, refus.detail());
            }
            throw refus;
        }
    }

    @GetMapping("/mot-de-passe-oublie")
    String oublie() {
        return "locale/oublie";
    }

    /** The same answer whoever asks about whomever. */
    @PostMapping("/mot-de-passe-oublie")
    String envoyer(@RequestParam(defaultValue = "") String identifiant) {
        if (!identifiant.isBlank() && identifiant.length() <= IDENTIFIANT_MAX) {
            habilitations.demanderUnLien(identifiant);
        }
        return "locale/envoye";
    }

    @GetMapping("/nouveau-mot-de-passe")
    ModelAndView choisir(@RequestParam(defaultValue = "") String jeton) {
        return nouveau(jeton, null);
    }

    @PostMapping("/nouveau-mot-de-passe")
    ModelAndView changer(
            @RequestParam(defaultValue = "") String jeton,
            @RequestParam(defaultValue = "") String motDePasse,
            @RequestParam(defaultValue = "") String encore,
            RedirectAttributes redirection) {
        if (!motDePasse.equals(encore)) {
            return nouveau(jeton, "Les deux saisies diffèrent. Écrivez deux fois le même mot de passe.");
        }
        if (motDePasse.length() > MOT_DE_PASSE_MAX || jeton.isBlank()) {
            return nouveau(jeton, "Ce mot de passe ne convient pas. Choisissez-en un autre.");
        }
        try {
            var utilisateur = habilitations.changerDeMotDePasse(jeton, motDePasse);
            // Whoever knew the old password is out.
            sessions.fermerToutes(utilisateur);
            habilitations.oublier(utilisateur);
        } catch (Refus refus) {
            if (refus.code() == ErreurCommune.INVALIDE) {
                return nouveau(jeton, refus.detail());
            }
            if (refus.code() == ErreurCommune.SUPPRIME) {
                return new ModelAndView("locale/perime", HttpStatus.GONE);
            }
            throw refus;
        }
        Annonce.succes(redirection, "Votre mot de passe est changé. Connectez-vous.");
        return new ModelAndView("redirect:/connexion/locale");
    }

    private static ModelAndView page(String identifiant, @Nullable String erreur) {
        var modele = new ModelAndView("locale/connexion");
        modele.addObject("identifiant", identifiant);
        return refusee(modele, erreur);
    }

    private static ModelAndView nouveau(String jeton, @Nullable String erreur) {
        var modele = new ModelAndView("locale/nouveau");
        modele.addObject("jeton", jeton);
        return refusee(modele, erreur);
    }

    private static ModelAndView refusee(ModelAndView modele, @Nullable String erreur) {
        modele.addObject("erreur", erreur);
        if (erreur != null) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
    }
}
