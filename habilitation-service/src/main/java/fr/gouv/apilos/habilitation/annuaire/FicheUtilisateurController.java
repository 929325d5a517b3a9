package fr.gouv.apilos.habilitation.annuaire;

import fr.gouv.apilos.habilitation.annuaire.Fiches.Compte;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.historique.Recit;
import fr.gouv.apilos.habilitation.referentiel.EntitesConnues;
import fr.gouv.apilos.habilitation.siap.ClientSiap;
import fr.gouv.apilos.habilitation.utilisateur.IdentitesExternes;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Badge;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The sheet of an account: identity, roles, and history for the support team (ux P14). */
@Controller
class FicheUtilisateurController {

    private final Fiches fiches;
    private final Historique historique;
    private final EntitesConnues entites;
    private final Formats formats;
    private final ClientSiap siap;
    private final IdentitesExternes identites;

    FicheUtilisateurController(
            Fiches fiches,
            Historique historique,
            EntitesConnues entites,
            Formats formats,
            ClientSiap siap,
            IdentitesExternes identites) {
        this.fiches = fiches;
        this.historique = historique;
        this.entites = entites;
        this.formats = formats;
        this.siap = siap;
        this.identites = identites;
    }

    @GetMapping("/apilos_settings/users/{uuid}")
    String fiche(@PathVariable UUID uuid, Identite identite, Model modele) {
        var compte = fiches.lire(uuid, identite);
        boolean exploitation = Portee.exploitation(identite);
        commun(compte, "fiche", exploitation, modele);
        var roles = fiches.roles(uuid, identite);
        modele.addAttribute("roles", roles.stream().filter(r -> r.fin() == null).toList());
        modele.addAttribute(
                "retires", roles.stream().filter(r -> r.fin() != null).toList());
        var lignes = new ArrayList<>(List.of(
                Definition.de("Prénom", compte.prenom()),
                Definition.de("Nom", compte.nom()),
                Definition.de("E-mail", compte.email()),
                Definition.de("Identifiant", compte.username())));
        if (exploitation) {
            lignes.add(3, Definition.de("E-mail secondaire", compte.emailSecondaire()));
            lignes.add(Definition.de("Identifiant Cerbère", compte.cerbereLogin()));
            lignes.add(Definition.de("E-mails reçus", preferences(compte)));
            lignes.add(Definition.de("Équipe d’exploitation", equipe(compte)));
            lignes.add(Definition.de("Compte créé le", formats.instant(compte.creeLe())));
        }
        modele.addAttribute("identiteLue", lignes);
        modele.addAttribute("identites", exploitation ? identites.de(uuid) : List.of());
        boolean modifiable = DroitsDeGestion.refusDeModifier(compte, identite) == null;
        modele.addAttribute("modifiable", modifiable);
        modele.addAttribute("fermable", DroitsDeGestion.refusDeFermer(compte, identite) == null);
        modele.addAttribute("empruntable", DroitsDeGestion.peutEmprunter(compte, identite));
        modele.addAttribute("droitsModifiables", DroitsDeGestion.refusDesDroits(compte, identite) == null);
        // 04 D7, R7: what SIAP gives, SIAP alone changes.
        boolean deSiap = siap.configure() && compte.cerbereLogin() != null;
        modele.addAttribute("dotable", modifiable && !deSiap);
        modele.addAttribute("rolesDeSiap", modifiable && deSiap);
        return "utilisateur/fiche";
    }

    @GetMapping("/apilos_settings/users/{uuid}/historique")
    String historique(@PathVariable UUID uuid, Identite identite, Model modele) {
        identite.exigerExploitation();
        commun(fiches.lire(uuid, identite), "historique", true, modele);
        var actes = historique.dePersonne(uuid);
        modele.addAttribute("evenements", Recit.raconter(actes, entites.noms(Recit.entites(actes))));
        return "utilisateur/historique";
    }

    private void commun(Compte compte, String onglet, boolean exploitation, Model modele) {
        modele.addAttribute(
                "bandeau",
                new Bandeau(
                        compte.nomAffiche(),
                        compte.cerbereLogin() == null ? "Compte local" : "Compte Cerbère",
                        compte.actif()
                                ? new Badge("Actif", "green-emeraude", "fr-icon-checkbox-circle-line")
                                : new Badge("Désactivé", "", "fr-icon-close-circle-line"),
                        List.of(
                                compte.derniereConnexion() == null
                                        ? "Jamais connecté"
                                        : "Dernière connexion le " + formats.instant(compte.derniereConnexion()))));
        modele.addAttribute("compte", compte);
        modele.addAttribute("onglet", onglet);
        modele.addAttribute("exploitation", exploitation);
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Utilisateurs", UtilisateursPageController.RACINE),
                        Lien.ici(compte.nomAffiche())));
    }

    private static String preferences(Compte compte) {
        if (compte.exploitant()) {
            return "Sans objet : équipe d’exploitation";
        }
        return switch (compte.preferences()) {
            case "TOUS" -> "Toutes les conventions";
            case "AUCUN" -> "Aucun e-mail";
            default -> "Les conventions suivies par cette personne";
        };
    }

    private static String equipe(Compte compte) {
        return compte.superuser() ? "Superutilisateur" : compte.staff() ? "Membre" : "Non";
    }
}
