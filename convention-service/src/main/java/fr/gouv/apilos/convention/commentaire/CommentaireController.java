package fr.gouv.apilos.convention.commentaire;

import fr.gouv.apilos.convention.convention.Commentaires;
import fr.gouv.apilos.convention.convention.Commentaires.Etat;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writes comments from the pages that show them, then goes back there (06 part D). */
@Controller
class CommentaireController {

    private final Commentaires commentaires;

    CommentaireController(Commentaires commentaires) {
        this.commentaires = commentaires;
    }

    @PostMapping("/conventions/{convention}/commentaires")
    String ecrire(
            @PathVariable UUID convention,
            // What is missing is said after the right to write is asked for (04 R88).
            @RequestParam(defaultValue = "") String objet,
            @RequestParam(defaultValue = "") String champ,
            @RequestParam(required = false) UUID uuid,
            @RequestParam(defaultValue = "") String message,
            @RequestParam(required = false) String retour,
            RedirectAttributes redirection) {
        commentaires.ecrire(convention, objet, champ, uuid, message, Identite.courante());
        Annonce.succes(redirection, "Votre commentaire est enregistré. L’autre partie le verra dans la convention.");
        return "redirect:" + sur(retour, convention);
    }

    @PostMapping("/conventions/commentaires/{commentaire}/{action}")
    String passer(
            @PathVariable UUID commentaire,
            @PathVariable String action,
            @RequestParam(required = false) String retour,
            RedirectAttributes redirection) {
        var vers = switch (action) {
            case "resoudre" -> Etat.RESOLU;
            case "rouvrir" -> Etat.OUVERT;
            case "clore" -> Etat.CLOS;
            default -> throw ErreurMetier.introuvable("Cette action sur un commentaire n’existe pas.");
        };
        var convention = commentaires.passer(commentaire, vers, Identite.courante());
        Annonce.succes(redirection, "Le commentaire est à présent « " + vers.libelle() + " ».");
        return "redirect:" + sur(retour, convention);
    }

    /** Only a page of conventions: never an address of somebody else. */
    private static String sur(String retour, UUID convention) {
        return retour != null && retour.matches("/conventions/[A-Za-z0-9_/#.-]*")
                ? retour
                : "/conventions/recapitulatif/" + convention;
    }
}
