package fr.gouv.apilos.habilitation.gestion;

import fr.gouv.apilos.habilitation.annuaire.Fiches.Compte;
import fr.gouv.apilos.habilitation.utilisateur.IdentitesExternes.Lien;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.FinDeSessions;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Saisies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Unties from an account what a provider of identities was tied to it by mistake, and permits it again (ADR 0030). */
@Controller
@RequestMapping("/apilos_settings/users/{uuid}/identites/{id}")
class IdentitesController {

    private final Gestion gestion;
    private final Formats formats;

    IdentitesController(Gestion gestion, Formats formats) {
        this.gestion = gestion;
        this.formats = formats;
    }

    @GetMapping("/delier")
    ModelAndView delier(@PathVariable UUID uuid, @PathVariable long id, Identite identite) {
        return aDelier(gestion.aModifier(uuid, identite), gestion.lien(uuid, id, identite), null, List.of());
    }

    @PostMapping("/delier")
    ModelAndView delier(
            @PathVariable UUID uuid,
            @PathVariable long id,
            HttpServletRequest requete,
            HttpServletResponse reponse,
            Identite identite,
            RedirectAttributes redirection) {
        var compte = gestion.aModifier(uuid, identite);
        var s = new Saisies(requete::getParameter);
        var motif = Confirmation.motif(s);
        if (!s.erreurs().isEmpty()) {
            return aDelier(
                    compte, gestion.lien(uuid, id, identite), requete.getParameter(Confirmation.MOTIF), s.erreurs());
        }
        gestion.delier(uuid, id, motif, identite);
        FinDeSessions.demander(reponse, uuid);
        Annonce.succes(
                redirection,
                "L’identité est déliée du compte de " + compte.nomAffiche() + ", dont les sessions sont fermées.");
        return GestionController.retour(uuid);
    }

    @GetMapping("/permettre")
    ModelAndView permettre(@PathVariable UUID uuid, @PathVariable long id, Identite identite) {
        return aPermettre(gestion.aModifier(uuid, identite), gestion.aPermettre(uuid, id, identite), null, List.of());
    }

    @PostMapping("/permettre")
    ModelAndView permettre(
            @PathVariable UUID uuid,
            @PathVariable long id,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        var s = new Saisies(requete::getParameter);
        var motif = Confirmation.motif(s);
        if (!s.erreurs().isEmpty()) {
            return aPermettre(
                    gestion.aModifier(uuid, identite),
                    gestion.aPermettre(uuid, id, identite),
                    requete.getParameter(Confirmation.MOTIF),
                    s.erreurs());
        }
        gestion.permettre(uuid, id, motif, identite);
        Annonce.succes(redirection, "Cette identité pourra de nouveau être reliée au compte.");
        return GestionController.retour(uuid);
    }

    private ModelAndView aDelier(Compte compte, Lien lien, @Nullable String motif, List<ErreurDeChamp> erreurs) {
        return new Confirmation(
                        "Délier une identité du compte de " + compte.nomAffiche(),
                        "Qui se connecte avec cette identité n’ouvrira plus ce compte, même avec la même adresse"
                                + " électronique. Toutes les sessions ouvertes de ce compte sont fermées ; son"
                                + " titulaire se reconnecte avec Cerbère. Le compte, ses rôles et ce qui a été fait"
                                + " restent.",
                        "Délier cette identité",
                        definitions(lien))
                .page(compte, adresse(compte.uuid(), lien, "delier"), motif, erreurs);
    }

    private ModelAndView aPermettre(Compte compte, Lien lien, @Nullable String motif, List<ErreurDeChamp> erreurs) {
        return new Confirmation(
                        "Permettre de nouveau une identité du compte de " + compte.nomAffiche(),
                        "À sa prochaine connexion, cette identité sera reliée à ce compte si elle annonce l’adresse"
                                + " électronique du compte, et si ce compte est le seul à la porter.",
                        "Permettre de nouveau",
                        definitions(lien))
                .page(compte, adresse(compte.uuid(), lien, "permettre"), motif, erreurs);
    }

    private List<Definition> definitions(Lien lien) {
        return List.of(
                Definition.de("Service de connexion", lien.emetteur()),
                Definition.de("Identifiant chez ce service", lien.sujet()),
                Definition.de("Adresse annoncée", lien.adresse()),
                Definition.de("Reliée le", formats.instant(lien.lieeLe())),
                Definition.de(
                        "Reliée par",
                        lien.lieePar() == null ? "la première connexion de la personne" : lien.lieePar()));
    }

    private static String adresse(UUID uuid, Lien lien, String acte) {
        return GestionController.adresse(uuid) + "/identites/" + lien.id() + "/" + acte;
    }
}
