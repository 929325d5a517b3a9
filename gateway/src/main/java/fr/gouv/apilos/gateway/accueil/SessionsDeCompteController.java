package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where somebody else is signed in, for the support team: what a lost computer or a stolen password asks for. */
@Controller
@RequestMapping("/sessions/compte/{utilisateur}")
class SessionsDeCompteController {

    private static final Logger LOG = LoggerFactory.getLogger(SessionsDeCompteController.class);

    private final SessionsOuvertes sessions;
    private final Habilitations habilitations;
    private final Formats formats;

    SessionsDeCompteController(SessionsOuvertes sessions, Habilitations habilitations, Formats formats) {
        this.sessions = sessions;
        this.habilitations = habilitations;
        this.formats = formats;
    }

    @GetMapping
    String lister(@PathVariable UUID utilisateur, HttpServletRequest requete, Model modele) {
        exigerExploitation(requete);
        var nom = sessions.nom(utilisateur).orElse("Ce compte");
        modele.addAttribute("utilisateur", utilisateur);
        modele.addAttribute("nom", nom);
        modele.addAttribute(
                "sessions", sessions.de(utilisateur, requete.getSession().getId()));
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Utilisateurs", "/apilos_settings/users/"),
                        new Lien(nom, fiche(utilisateur)),
                        Lien.ici("Sessions")));
        return "accueil/sessions-de-compte";
    }

    @PostMapping("/{reference}/fermeture")
    String fermer(
            @PathVariable UUID utilisateur,
            @PathVariable String reference,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var acteur = exigerExploitation(requete);
        if (sessions.fermer(utilisateur, reference)) {
            habilitations.oublier(utilisateur);
            LOG.info("A session of {} ended by {}", utilisateur, acteur.utilisateur());
            Annonce.succes(redirection, "La session est fermée : cet appareil n’a plus accès à APiLos.");
        } else {
            Annonce.information(redirection, "Cette session était déjà fermée.");
        }
        return "redirect:/sessions/compte/" + utilisateur;
    }

    @PostMapping("/fermeture")
    String fermerToutes(@PathVariable UUID utilisateur, HttpServletRequest requete, RedirectAttributes redirection) {
        var acteur = exigerExploitation(requete);
        // The one that asks stays: it would not see the answer.
        int fermees = sessions.fermerSauf(utilisateur, requete.getSession().getId());
        habilitations.oublier(utilisateur);
        LOG.info("{} sessions of {} ended by {}", fermees, utilisateur, acteur.utilisateur());
        if (fermees == 0) {
            Annonce.information(redirection, "Il n’y avait aucune session à fermer.");
        } else {
            Annonce.succes(redirection, formats.pluriel(fermees, "session fermée", "sessions fermées") + ".");
        }
        return "redirect:/sessions/compte/" + utilisateur;
    }

    private static String fiche(UUID utilisateur) {
        return "/apilos_settings/users/" + utilisateur;
    }

    private static Connexion exigerExploitation(HttpServletRequest requete) {
        return Connexion.de(requete.getSession(false))
                .filter(Connexion::staff)
                .orElseThrow(() -> ErreurMetier.interdit(
                        "Seule l’équipe d’exploitation voit les sessions des autres. Les vôtres sont dans « Mes"
                                + " sessions »."));
    }
}
