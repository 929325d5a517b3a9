package fr.gouv.apilos.simulators.siap;

import fr.gouv.apilos.simulators.comptes.Annuaire;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the links towards SIAP's own screens lead. */
@Controller
class SiapWebController {

    private final Annuaire annuaire;
    private final IndicateursApilos indicateurs;

    SiapWebController(Annuaire annuaire, IndicateursApilos indicateurs) {
        this.annuaire = annuaire;
        this.indicateurs = indicateurs;
    }

    @GetMapping({"/siap-web", "/siap-web/**"})
    String page(HttpServletRequest requete, Model model) {
        model.addAttribute("chemin", requete.getRequestURI().substring("/siap-web".length()));
        return "siap";
    }

    /** The dashboard asks the platform for its counters, as SIAP's does. */
    @GetMapping("/siap-web/tableau-bord")
    String tableauDeBord(
            @RequestParam(name = "habilitation_id", required = false) Long habilitation,
            HttpServletRequest requete,
            Model model) {
        if (habilitation != null) {
            annuaire.comptes().stream()
                    .filter(compte -> compte.habilitations().stream()
                            .anyMatch(h -> h.path("id").asLong() == habilitation))
                    .findFirst()
                    .ifPresent(compte -> {
                        model.addAttribute("compte", compte.description());
                        model.addAttribute("reponse", indicateurs.lire(compte.login(), habilitation));
                    });
        }
        return page(requete, model);
    }
}
