package fr.gouv.apilos.referentiel.bailleur;

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

/** The tab of a bailleur that tells who acts for it (ux P14). */
@Controller
class UtilisateursDeBailleurController {

    private static final String RACINE = "/apilos_settings/bailleurs/";

    private final LectureDeBailleur lecture;
    private final Personnes personnes;

    UtilisateursDeBailleurController(LectureDeBailleur lecture, Personnes personnes) {
        this.lecture = lecture;
        this.personnes = personnes;
    }

    @GetMapping("/apilos_settings/bailleurs/{uuid}/utilisateurs")
    String utilisateurs(
            @PathVariable UUID uuid, @RequestParam(defaultValue = "1") String page, Identite identite, Model modele) {
        var bailleur = lecture.lire(uuid, identite);
        personnes.montrer(Personnes.De.BAILLEUR, uuid, page, RACINE + uuid + "/utilisateurs", modele);
        modele.addAttribute(
                "bandeau", new Bandeau(bailleur.nom(), "Bailleur", null, List.of(bailleur.natureBailleur())));
        modele.addAttribute("bailleur", bailleur);
        modele.addAttribute("onglet", "utilisateurs");
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Bailleurs", RACINE),
                        Lien.ici(bailleur.nom())));
        return "bailleur/utilisateurs";
    }
}
