package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** What a field that chooses a bailleur proposes while one types (03 B7): for programs, and as a list to press. */
@Controller
@RequestMapping("/search/bailleur")
class PropositionController {

    private final PropositionsDeBailleur propositions;

    PropositionController(PropositionsDeBailleur propositions) {
        this.propositions = propositions;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<PropositionsDeBailleur.Proposition> bailleurs(@RequestParam(defaultValue = "") String q) {
        return propositions.proposer(q, false, null, Identite.courante());
    }

    @GetMapping(value = "/{uuid}/parent", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<PropositionsDeBailleur.Proposition> parents(
            @PathVariable UUID uuid, @RequestParam(defaultValue = "") String q) {
        return propositions.proposer(q, true, uuid, Identite.courante());
    }

    /**
     * The same as choices of a form.
     *
     * @param champ name of the field the choice is sent under
     */
    @GetMapping("/choix")
    String choix(
            @RequestParam(defaultValue = "") String q,
            @RequestParam String champ,
            @RequestParam(defaultValue = "false") boolean sansParent,
            @RequestParam(required = false) UUID sauf,
            Model modele) {
        modele.addAttribute("champ", champ.replaceAll("[^A-Za-z0-9_-]", ""));
        modele.addAttribute("q", q);
        modele.addAttribute(
                "propositions",
                q.isBlank() ? List.of() : propositions.proposer(q, sansParent, sauf, Identite.courante()));
        return "parametres/choix :: choix";
    }
}
