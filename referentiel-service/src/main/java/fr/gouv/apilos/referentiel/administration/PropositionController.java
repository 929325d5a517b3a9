package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** What a field that chooses an administration proposes while one types (03 B7). */
@Controller("propositionsDAdministrations")
@RequestMapping("/search/administration")
class PropositionController {

    private final ListeDesAdministrations liste;

    PropositionController(ListeDesAdministrations liste) {
        this.liste = liste;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<ListeDesAdministrations.Proposition> administrations(@RequestParam(defaultValue = "") String q) {
        return liste.proposer(q, Identite.courante());
    }

    /**
     * The same as choices of a form.
     *
     * @param champ name of the field the choice is sent under
     */
    @GetMapping("/choix")
    String choix(@RequestParam(defaultValue = "") String q, @RequestParam String champ, Model modele) {
        modele.addAttribute("champ", champ.replaceAll("[^A-Za-z0-9_-]", ""));
        modele.addAttribute("q", q);
        modele.addAttribute("propositions", q.isBlank() ? List.of() : liste.proposer(q, Identite.courante()));
        return "parametres/choix :: choix";
    }
}
