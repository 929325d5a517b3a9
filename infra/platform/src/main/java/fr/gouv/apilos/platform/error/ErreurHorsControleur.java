package fr.gouv.apilos.platform.error;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What fails outside any controller (filters, container) ends here and is said in the same words. */
@Controller
class ErreurHorsControleur implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    Object erreur(HttpServletRequest requete) {
        if (requete.getAttribute(ReponseErreur.ERREUR) instanceof ErreurMetier connue) {
            throw connue;
        }
        var brut = requete.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int statut = brut instanceof Integer entier ? entier : 404;
        for (var code : ErreurCommune.values()) {
            if (code.statut().value() == statut) {
                throw new ErreurMetier(code, detail(code));
            }
        }
        throw new ErreurMetier(
                HttpStatus.valueOf(statut).is4xxClientError()
                        ? ErreurCommune.REQUETE_INCORRECTE
                        : ErreurCommune.INTERNE,
                "Cette demande n’a pas pu être traitée.");
    }

    private static String detail(ErreurCommune code) {
        return switch (code) {
            case NON_CONNECTE -> "Connectez-vous de nouveau pour continuer.";
            case INTERDIT ->
                "Demandez l’habilitation nécessaire à votre administrateur SIAP, ou changez d’habilitation.";
            case INTROUVABLE -> "Vérifiez le lien ou cherchez la convention par son numéro.";
            case INDISPONIBLE, SIAP_INDISPONIBLE -> "Réessayez dans une minute ; votre saisie est gardée.";
            case TROP_GROS -> "Réduisez la taille de l’envoi, puis recommencez.";
            case TROP_DE_DEMANDES -> "Patientez une minute avant de recommencer.";
            default -> "Cette demande n’a pas pu être traitée.";
        };
    }
}
