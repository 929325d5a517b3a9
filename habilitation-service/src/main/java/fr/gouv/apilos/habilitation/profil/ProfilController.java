package fr.gouv.apilos.habilitation.profil;

import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.historique.Recit;
import fr.gouv.apilos.habilitation.local.ComptesLocaux;
import fr.gouv.apilos.habilitation.referentiel.EntitesConnues;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateur;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Lien;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One's own account (04 R97 to R99). The account is the one of the token, never one that came with the request. A
 * read-only habilitation may choose its mails too: they are the person's, not part of any file.
 */
@Controller
class ProfilController {

    private static final String RACINE = "/apilos_settings/profile/";
    private static final String CHAMP = "preferences_email";

    private final Utilisateurs utilisateurs;
    private final Historique historique;
    private final EntitesConnues entites;
    private final ComptesLocaux comptes;

    ProfilController(Utilisateurs utilisateurs, Historique historique, EntitesConnues entites, ComptesLocaux comptes) {
        this.comptes = comptes;
        this.utilisateurs = utilisateurs;
        this.historique = historique;
        this.entites = entites;
    }

    @GetMapping({"/apilos_settings/profile", RACINE})
    ModelAndView lire(Identite identite) {
        return page(utilisateurs.actif(identite.utilisateur()), identite, null, List.of());
    }

    @PostMapping(RACINE)
    ModelAndView enregistrer(
            @RequestParam(name = CHAMP, defaultValue = "") String saisie,
            Identite identite,
            RedirectAttributes redirection) {
        if (identite.estService()) {
            throw ErreurMetier.interdit("Un programme n’a pas de profil.");
        }
        var preferences = lire(saisie);
        if (preferences.isEmpty()) {
            return page(
                    utilisateurs.actif(identite.utilisateur()),
                    identite,
                    saisie,
                    List.of(new ErreurDeChamp(CHAMP, "Choisissez les e-mails que vous voulez recevoir.")));
        }
        utilisateurs.preferer(identite.utilisateur(), preferences.get());
        Annonce.succes(redirection, "Votre profil a été enregistré avec succès.");
        return new ModelAndView("redirect:" + RACINE);
    }

    @GetMapping("/apilos_settings/profile/historique")
    String historique(Identite identite, Model modele) {
        var actes = historique.dePersonne(identite.utilisateur());
        modele.addAttribute("evenements", Recit.raconter(actes, entites.noms(Recit.entites(actes))));
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Mon profil", RACINE),
                        Lien.ici("Historique")));
        return "profil/historique";
    }

    private static Optional<PreferencesEmail> lire(String saisie) {
        return Arrays.stream(PreferencesEmail.values())
                .filter(p -> p.name().equals(saisie))
                .findFirst();
    }

    private ModelAndView page(
            Utilisateur moi, Identite identite, @Nullable String saisie, List<ErreurDeChamp> erreurs) {
        var modele = new ModelAndView("profil/profil");
        modele.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + "Mon profil");
        modele.addObject("fil", List.of(new Lien("Paramètres", "/apilos_settings/"), Lien.ici("Mon profil")));
        var identiteLue = new ArrayList<>(List.of(
                Definition.de("Prénom", moi.prenom()),
                Definition.de("Nom", moi.nom()),
                Definition.de("E-mail", moi.email()),
                Definition.de("Identifiant", moi.username())));
        if (!moi.emailSecondaire().isEmpty()) {
            identiteLue.add(3, Definition.de("E-mail secondaire", moi.emailSecondaire()));
        }
        modele.addObject("identiteLue", identiteLue);
        modele.addObject("deCerbere", moi.cerbereLogin() != null);
        modele.addObject("motDePasse", identite.par() == null && comptes.aUnMotDePasse(moi.uuid()));
        modele.addObject("exploitant", moi.exploitant());
        modele.addObject("erreurs", erreurs);
        modele.addObject(
                "choix",
                Champ.radio(CHAMP, "Option d’envoi d’e-mail", options(identite))
                        .valeur(saisie == null ? moi.preferencesEmail().name() : saisie)
                        .erreur(erreurs.isEmpty() ? null : erreurs.getFirst().message()));
        modele.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    /** The middle choice says what one does with a convention: a bailleur submits it, others instruct it (04 R97). */
    private static List<Champ.Option> options(Identite identite) {
        return List.of(
                Champ.Option.de(PreferencesEmail.TOUS.name(), "Toutes les conventions"),
                Champ.Option.de(
                        PreferencesEmail.PARTIEL.name(),
                        identite.typologie() == Typologie.BAILLEUR
                                ? "Les conventions que vous avez soumises à l’instruction"
                                : "Les conventions que vous avez instruites"),
                Champ.Option.de(PreferencesEmail.AUCUN.name(), "Aucun e-mail"));
    }
}
