package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.referentiel.personne.Personnes;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The tab of an administration that tells who acts for it (ux P14). */
@Controller
class UtilisateursDAdministrationController {

    private static final String RACINE = "/apilos_settings/administrations/";

    private final AccesAdministration acces;
    private final Personnes personnes;

    UtilisateursDAdministrationController(AccesAdministration acces, Personnes personnes) {
        this.acces = acces;
        this.personnes = personnes;
    }

    @GetMapping("/apilos_settings/administrations/{uuid}/utilisateurs")
    String utilisateurs(
            @PathVariable UUID uuid, @RequestParam(defaultValue = "1") String page, Identite identite, Model modele) {
        var administration = acces.lire(uuid, identite);
        personnes.montrer(Personnes.De.ADMINISTRATION, uuid, page, RACINE + uuid + "/utilisateurs", modele);
        modele.addAttribute(
                "bandeau",
                new Bandeau(administration.nom(), "Administration", null, List.of("Code " + administration.code())));
        modele.addAttribute("administration", administration);
        modele.addAttribute("onglet", "utilisateurs");
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Administrations", RACINE),
                        Lien.ici(administration.nom())));
        return "administration/utilisateurs";
    }
}
