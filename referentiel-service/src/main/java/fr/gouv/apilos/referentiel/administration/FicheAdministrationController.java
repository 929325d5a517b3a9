package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The sheet of an administration, to be read (ux P13). */
@Controller
@RequestMapping("/administrations")
class FicheAdministrationController {

    private final Administrations administrations;
    private final Formats formats;

    FicheAdministrationController(Administrations administrations, Formats formats) {
        this.administrations = administrations;
        this.formats = formats;
    }

    @GetMapping("/{uuid}")
    String fiche(@PathVariable UUID uuid, Identite identite, Model modele) {
        identite.exiger("administration.view_administration");
        var a = administrations.une(uuid);
        modele.addAttribute("bandeau", new Bandeau(a.nom(), "Administration", null, List.of("Code " + a.code())));
        modele.addAttribute(
                "adresse",
                List.of(Definition.de("Adresse", a.adresse()), Definition.de("Code postal", a.codePostal())));
        modele.addAttribute(
                "signature",
                List.of(
                        Definition.de("Ville de signature", a.villeSignature()),
                        Definition.de("Exemplaires d’une convention", formats.entier(a.nbConventionExemplaires())),
                        Definition.de("Bloc de signature", a.signataireBlocSignature())));
        modele.addAttribute("fil", List.of(new Lien("Conventions", "/conventions/recherche"), Lien.ici(a.nom())));
        return "administration/fiche";
    }
}
