package fr.gouv.apilos.convention.operation;

import fr.gouv.apilos.convention.siap.OperationSiap;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Badge;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** The page of an opération (ux P3). Reading it creates nothing. */
@Controller
@RequestMapping("/operations")
class OperationController {

    private final Operations operations;
    private final Formats formats;

    OperationController(Operations operations, Formats formats) {
        this.operations = operations;
        this.formats = formats;
    }

    /** One financement of the opération: its convention, or its absence. */
    record Tuile(String financement, String detail, String lien, Badge badge) {}

    @GetMapping
    String chercher(@RequestParam(required = false) String numero) {
        return numero == null || numero.isBlank()
                ? "operation/recherche"
                : "redirect:/operations/" + UriUtils.encodePathSegment(numero.trim(), "UTF-8");
    }

    @GetMapping("/{numero}")
    String lire(@PathVariable String numero, Model modele) {
        var identite = Identite.courante();
        var vue = operations.lire(numero, identite);
        var operation = vue.operation();
        modele.addAttribute("operation", operation);
        modele.addAttribute("tuiles", tuiles(vue, identite.estInstructeur()));
        modele.addAttribute("manquantes", vue.manquantes());
        modele.addAttribute("annonceCreation", annonce(vue.manquantes()));
        modele.addAttribute("creation", identite.aPermission("convention.add_convention"));
        modele.addAttribute("fiche", fiche(vue));
        modele.addAttribute("fil", List.of(new Lien("Opérations", "/operations"), Lien.ici(operation.nom())));
        return "operation/operation";
    }

    @PostMapping("/{numero}/conventions")
    String creer(@PathVariable String numero, RedirectAttributes redirection) {
        int creees = operations.creer(numero, Identite.courante());
        if (creees == 0) {
            Annonce.information(redirection, "Toutes les conventions de cette opération existent déjà.");
        } else {
            Annonce.succes(
                    redirection,
                    formats.pluriel(creees, "convention créée", "conventions créées")
                            + ". Ouvrez-la pour la compléter.");
        }
        return "redirect:/operations/" + UriUtils.encodePathSegment(numero, "UTF-8");
    }

    private List<Definition> fiche(Operations.Vue vue) {
        var operation = vue.operation();
        var fiche = new ArrayList<Definition>();
        fiche.add(Definition.de("Bailleur", String.valueOf(operation.bailleur().getOrDefault("nom", ""))));
        fiche.add(Definition.de("Service instructeur", operation.nomAdministration()));
        fiche.add(Definition.de(
                "Adresse", operation.adresse() + ", " + operation.codePostal() + " " + operation.ville()));
        fiche.add(Definition.de("Nature des logements", operation.nature().libelle()));
        fiche.add(Definition.de("Type d’opération", operation.typeOperation().libelle()));
        if (vue.clotureLe() != null) {
            fiche.add(Definition.de("Clôture annoncée par SIAP", formats.instant(vue.clotureLe())));
        }
        return fiche;
    }

    private List<Tuile> tuiles(Operations.Vue vue, boolean instructeur) {
        var tuiles = new ArrayList<Tuile>();
        for (var c : vue.conventions()) {
            tuiles.add(new Tuile(
                    (c.parent() == null ? "" : "Avenant ") + c.financement().libelle(),
                    (c.numero() == null ? "Sans numéro" : "n° " + c.numero())
                            + (c.nbLogements() == null
                                    ? ""
                                    : " · " + formats.pluriel(c.nbLogements(), "logement", "logements")),
                    "/conventions/recapitulatif/" + c.convention(),
                    new Badge(
                            c.statut().libelle(instructeur),
                            c.statut().couleur(),
                            c.statut().icone())));
        }
        return tuiles;
    }

    private String annonce(List<OperationSiap.Aide> manquantes) {
        return manquantes.isEmpty()
                ? null
                : formats.pluriel(manquantes.size(), "convention sera créée", "conventions seront créées") + " : "
                        + manquantes.stream()
                                .map(aide -> aide.financement().libelle()
                                        + (aide.nbLogements() == null
                                                ? ""
                                                : " " + formats.pluriel(aide.nbLogements(), "logement", "logements")))
                                .collect(Collectors.joining(", "))
                        + ".";
    }
}
