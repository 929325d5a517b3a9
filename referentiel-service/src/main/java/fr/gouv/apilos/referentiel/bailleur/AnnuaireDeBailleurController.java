package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.referentiel.annuaire.Annuaire;
import fr.gouv.apilos.referentiel.annuaire.Reponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** What the directory of enterprises says of a bailleur, asked from the sheet, never before it is shown or saved. */
@Controller
class AnnuaireDeBailleurController {

    private final LectureDeBailleur lecture;
    private final Annuaire annuaire;
    private final Formats formats;

    AnnuaireDeBailleurController(LectureDeBailleur lecture, Annuaire annuaire, Formats formats) {
        this.lecture = lecture;
        this.annuaire = annuaire;
        this.formats = formats;
    }

    @GetMapping("/apilos_settings/bailleurs/{uuid}/annuaire")
    String comparer(
            @PathVariable UUID uuid,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Identite identite,
            Model modele) {
        var bailleur = lecture.lire(uuid, identite);
        modele.addAttribute("nom", bailleur.nom());
        modele.addAttribute("retour", "/apilos_settings/bailleurs/" + uuid);
        switch (annuaire.consulter(bailleur.siret())) {
            case Reponse.Trouvee t -> {
                modele.addAttribute("ton", t.actif() ? "info" : "warning");
                modele.addAttribute(
                        "phrase",
                        t.actif()
                                ? "Établissement connu de l’annuaire des entreprises."
                                : "L’annuaire des entreprises dit cet établissement fermé.");
                modele.addAttribute(
                        "lignes",
                        List.of(
                                Definition.de("Nom", t.nom()),
                                Definition.de("SIRET", formats.siret(t.siret())),
                                Definition.de("Adresse", t.adresse())));
            }
            case Reponse.Inconnue _ -> {
                modele.addAttribute("ton", "warning");
                modele.addAttribute("phrase", "L’annuaire des entreprises ne connaît pas ce numéro. Vérifiez-le.");
                modele.addAttribute("lignes", List.of());
            }
            case Reponse.Indisponible _ -> {
                modele.addAttribute("ton", "info");
                modele.addAttribute("phrase", "L’annuaire des entreprises ne répond pas pour l’instant.");
                modele.addAttribute("lignes", List.of());
            }
            case Reponse.SansObjet _ -> {
                modele.addAttribute("ton", "info");
                modele.addAttribute("phrase", "Ce numéro ne se vérifie pas dans l’annuaire des entreprises.");
                modele.addAttribute("lignes", List.of());
            }
        }
        return htmx == null ? "annuaire/reponse" : "annuaire/reponse :: reponse";
    }
}
