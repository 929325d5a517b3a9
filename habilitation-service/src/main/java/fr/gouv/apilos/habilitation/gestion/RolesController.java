package fr.gouv.apilos.habilitation.gestion;

import fr.gouv.apilos.habilitation.annuaire.Fiches.Compte;
import fr.gouv.apilos.habilitation.annuaire.Fiches.RoleLu;
import fr.gouv.apilos.habilitation.referentiel.EntitesConnues;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Champ.Option;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Saisies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Gives and withdraws the stand-alone roles of an account; those of SIAP are SIAP's (04 R7). */
@Controller
@RequestMapping("/apilos_settings/users/{uuid}/roles")
class RolesController {

    private static final List<String> CHAMPS =
            List.of("typologie", "droits", "bailleur", "administration", "region", "departement");

    private final Gestion gestion;
    private final EntitesConnues entites;

    RolesController(Gestion gestion, EntitesConnues entites) {
        this.gestion = gestion;
        this.entites = entites;
    }

    @GetMapping("/nouveau")
    ModelAndView nouveau(@PathVariable UUID uuid, Identite identite) {
        return formulaire(gestion.aDoter(uuid, identite), nom -> null, List.of());
    }

    /** First what will be given, then, confirmed, the role. */
    @PostMapping("/nouveau")
    ModelAndView donner(
            @PathVariable UUID uuid, HttpServletRequest requete, Identite identite, RedirectAttributes redirection) {
        var compte = gestion.aDoter(uuid, identite);
        var s = new Saisies(requete::getParameter);
        var demande = DemandeDeRole.lire(s, entites);
        var droits = demande.droits();
        if (droits == null) {
            return formulaire(compte, requete::getParameter, s.erreurs());
        }
        gestion.exigerNouveau(uuid, droits);
        var motif = Confirmation.motif(s);
        if (!Confirmation.donnee(requete) || !s.erreurs().isEmpty()) {
            var confirmation = new Confirmation(
                    "Donner un rôle à " + compte.nomAffiche(),
                    "Le rôle vaut dès la prochaine relecture des droits de cette personne, au plus tard dans dix"
                            + " minutes. Il est inscrit dans l’historique.",
                    "Donner ce rôle",
                    List.of(
                            Definition.de("Rôle", droits.libelle()),
                            Definition.de("Entité", demande.entite()),
                            Definition.de("Territoire", droits.territoire())));
            CHAMPS.forEach(champ -> confirmation.cache(champ, requete.getParameter(champ)));
            return confirmation.page(
                    compte, adresse(uuid, "nouveau"), requete.getParameter(Confirmation.MOTIF), s.erreurs());
        }
        gestion.donnerRole(uuid, droits, motif, identite);
        Annonce.succes(redirection, "Le rôle est donné.");
        return GestionController.retour(uuid);
    }

    @GetMapping("/{role}/retirer")
    ModelAndView retirer(@PathVariable UUID uuid, @PathVariable long role, Identite identite) {
        return retrait(gestion.aModifier(uuid, identite), gestion.aRetirer(uuid, role, identite), null, List.of());
    }

    @PostMapping("/{role}/retirer")
    ModelAndView retirer(
            @PathVariable UUID uuid,
            @PathVariable long role,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        var lu = gestion.aRetirer(uuid, role, identite);
        var s = new Saisies(requete::getParameter);
        var motif = Confirmation.motif(s);
        if (!s.erreurs().isEmpty()) {
            return retrait(
                    gestion.aModifier(uuid, identite), lu, requete.getParameter(Confirmation.MOTIF), s.erreurs());
        }
        gestion.retirerRole(uuid, role, motif, identite);
        Annonce.succes(redirection, "Le rôle est retiré.");
        return GestionController.retour(uuid);
    }

    private static ModelAndView retrait(
            Compte compte, RoleLu role, @Nullable String motif, List<ErreurDeChamp> erreurs) {
        return new Confirmation(
                        "Retirer un rôle à " + compte.nomAffiche(),
                        "Cette personne n’agit plus à ce titre, au plus tard dans dix minutes. Ce qu’elle a fait reste.",
                        "Retirer ce rôle",
                        List.of(
                                Definition.de("Rôle", role.libelle()),
                                Definition.de("Entité", role.entite()),
                                Definition.de("Territoire", role.territoire())))
                .page(compte, adresse(compte.uuid(), role.id() + "/retirer"), motif, erreurs);
    }

    private static ModelAndView formulaire(
            Compte compte, UnaryOperator<@Nullable String> saisie, List<ErreurDeChamp> erreurs) {
        var modele = new ModelAndView("utilisateur/formulaire");
        var titre = "Donner un rôle à " + compte.nomAffiche();
        GestionController.commun(modele, compte, titre);
        modele.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + titre);
        modele.addObject("erreurs", erreurs);
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        modele.addObject(
                "champs",
                champs().stream()
                        .map(c -> c.valeur(saisie.apply(c.nom())).erreur(parChamp.get(c.nom())))
                        .toList());
        modele.addObject("action", adresse(compte.uuid(), "nouveau"));
        modele.addObject("suite", "Vérifier avant de donner ce rôle");
        modele.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private static List<Champ> champs() {
        return List.of(
                Champ.radio(
                        "typologie",
                        "Type de rôle",
                        List.of(
                                new Option(
                                        "BAILLEUR", "Bailleur", "Agit pour un bailleur et ceux qui lui sont rattachés"),
                                new Option("INSTRUCTEUR", "Instructeur", "Agit pour une administration gestionnaire"),
                                new Option(
                                        "ADMINISTRATEUR",
                                        "Administrateur",
                                        "Service de l’État : tout le pays, une région ou un département"))),
                Champ.radio(
                        "droits",
                        "Ce que ce rôle permet",
                        List.of(
                                Option.de("ecriture", "Lecture et écriture"),
                                Option.de("consultation", "Consultation seule"))),
                Champ.texte("bailleur", "Bailleur")
                        .aide("Pour un rôle de bailleur : SIREN, SIRET ou nom")
                        .longueurMax(255)
                        .facultatif(),
                Champ.texte("administration", "Administration")
                        .aide("Pour un rôle d’instructeur : code ou nom")
                        .longueurMax(255)
                        .facultatif(),
                Champ.texte("region", "Région")
                        .aide("Code, par exemple 93 ; vide pour ne pas limiter")
                        .court()
                        .facultatif(),
                Champ.texte("departement", "Département")
                        .aide("Code, par exemple 13 ou 2A ; vide pour ne pas limiter")
                        .court()
                        .facultatif());
    }

    private static String adresse(UUID uuid, String suite) {
        return GestionController.adresse(uuid) + "/roles/" + suite;
    }
}
