package fr.gouv.apilos.convention.instruction;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.CycleDeVie.Etat;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Lien;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The one action that cannot be undone asks for a word to be typed (01 T15, ux P8). */
@Controller
@RequestMapping("/conventions/delete/{convention}")
class SuppressionController {

    private final CycleDeVie cycle;

    SuppressionController(CycleDeVie cycle) {
        this.cycle = cycle;
    }

    @GetMapping
    ModelAndView confirmer(@PathVariable UUID convention) {
        var identite = Identite.courante();
        var etat = cycle.etat(convention, identite);
        identite.exiger(DroitsConvention.SUPPRIMER);
        return page(etat, null, null);
    }

    @PostMapping
    ModelAndView supprimer(
            @PathVariable UUID convention,
            @RequestParam(required = false) Long version,
            @RequestParam(defaultValue = "") String mot,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        var etat = cycle.etat(convention, identite);
        identite.exiger(DroitsConvention.SUPPRIMER);
        if (!mot.trim().equalsIgnoreCase(mot(etat.convention()))) {
            return page(etat, mot, "Écrivez « " + mot(etat.convention()) + " » pour confirmer la suppression.");
        }
        cycle.supprimer(convention, version, identite);
        Annonce.succes(redirection, "La convention est supprimée.");
        return new ModelAndView("redirect:/conventions/recherche");
    }

    private static ModelAndView page(Etat etat, String typee, String erreur) {
        var modele = new ModelAndView("instruction/suppression");
        modele.addObject("etat", etat);
        modele.addObject("version", etat.convention().version());
        modele.addObject(
                "champ",
                Champ.texte("mot", "Pour confirmer, écrivez « " + mot(etat.convention()) + " »")
                        .valeur(typee)
                        .erreur(erreur));
        modele.addObject("erreurs", erreur == null ? List.of() : List.of(new ErreurDeChamp("mot", erreur)));
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(
                                etat.programme().nom(),
                                "/conventions/recapitulatif/"
                                        + etat.convention().id()),
                        Lien.ici("Supprimer")));
        if (erreur != null) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
    }

    /** Last part of the number, or a plain word when there is none. */
    private static String mot(Convention convention) {
        var numero = convention.numero();
        return numero == null || numero.isBlank() ? "supprimer" : numero.replaceAll(".*[./ ](?=[^./ ])", "");
    }
}
