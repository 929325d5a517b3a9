package fr.gouv.apilos.habilitation.gestion;

import fr.gouv.apilos.habilitation.annuaire.Fiches.Compte;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.FinDeSessions;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Saisies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Identity, access and support rights of one account. Every act but the identity passes by a page that says what follows. */
@Controller
@RequestMapping("/apilos_settings/users/{uuid}")
class GestionController {

    private static final String CERBERE =
            "Cette information vient de Cerbère et serait perdue à la prochaine connexion de cette personne.";

    private final Gestion gestion;

    GestionController(Gestion gestion) {
        this.gestion = gestion;
    }

    @GetMapping("/modifier")
    ModelAndView modifier(@PathVariable UUID uuid, Identite identite) {
        return formulaire(gestion.aModifier(uuid, identite), null, List.of(), false);
    }

    @PostMapping("/modifier")
    ModelAndView enregistrer(
            @PathVariable UUID uuid,
            @RequestParam(defaultValue = "-1") long version,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        var resultat = gestion.identifier(uuid, version, requete::getParameter, identite);
        if (!resultat.fait()) {
            return formulaire(resultat.compte(), requete::getParameter, resultat.erreurs(), resultat.perimee());
        }
        Annonce.succes(redirection, "Le compte a été enregistré.");
        return retour(uuid);
    }

    @GetMapping("/desactiver")
    ModelAndView desactiver(@PathVariable UUID uuid, Identite identite) {
        return fermeture(gestion.aFermer(uuid, identite), null, List.of());
    }

    @PostMapping("/desactiver")
    ModelAndView desactiver(
            @PathVariable UUID uuid,
            HttpServletRequest requete,
            HttpServletResponse reponse,
            Identite identite,
            RedirectAttributes redirection) {
        var compte = gestion.aFermer(uuid, identite);
        var s = new Saisies(requete::getParameter);
        var motif = Confirmation.motif(s);
        if (!s.erreurs().isEmpty()) {
            return fermeture(compte, requete.getParameter(Confirmation.MOTIF), s.erreurs());
        }
        gestion.desactiver(uuid, motif, identite);
        FinDeSessions.demander(reponse, uuid);
        Annonce.succes(redirection, "Le compte de " + compte.nomAffiche() + " est désactivé.");
        return retour(uuid);
    }

    @GetMapping("/reactiver")
    ModelAndView reactiver(@PathVariable UUID uuid, Identite identite) {
        return ouverture(gestion.aFermer(uuid, identite), null, List.of());
    }

    @PostMapping("/reactiver")
    ModelAndView reactiver(
            @PathVariable UUID uuid, HttpServletRequest requete, Identite identite, RedirectAttributes redirection) {
        var compte = gestion.aFermer(uuid, identite);
        var s = new Saisies(requete::getParameter);
        var motif = Confirmation.motif(s);
        if (!s.erreurs().isEmpty()) {
            return ouverture(compte, requete.getParameter(Confirmation.MOTIF), s.erreurs());
        }
        gestion.reactiver(uuid, motif, identite);
        Annonce.succes(redirection, "Le compte de " + compte.nomAffiche() + " est réactivé.");
        return retour(uuid);
    }

    @GetMapping("/droits")
    ModelAndView droits(@PathVariable UUID uuid, Identite identite) {
        var compte = gestion.auxDroitsAChanger(uuid, identite);
        var modele = new ModelAndView("utilisateur/droits");
        commun(modele, compte, "Droits d’exploitation de " + compte.nomAffiche());
        modele.addObject(
                "champs",
                List.of(
                        Champ.caseACocher("is_staff", "Équipe d’exploitation")
                                .aide("Consulte tous les comptes, gère les comptes et les rôles, accède aux"
                                        + " pages d’exploitation.")
                                .valeur(String.valueOf(compte.staff())),
                        Champ.caseACocher("is_superuser", "Superutilisateur")
                                .aide("Tous les droits, sur toutes les conventions ; donne et retire ceux-ci.")
                                .valeur(String.valueOf(compte.superuser()))));
        modele.addObject("action", adresse(uuid) + "/droits");
        return modele;
    }

    /** First what will change, then, confirmed, the change. */
    @PostMapping("/droits")
    ModelAndView droits(
            @PathVariable UUID uuid, HttpServletRequest requete, Identite identite, RedirectAttributes redirection) {
        var compte = gestion.auxDroitsAChanger(uuid, identite);
        boolean staff = "true".equals(requete.getParameter("is_staff"));
        boolean superuser = "true".equals(requete.getParameter("is_superuser"));
        if (staff == compte.staff() && superuser == compte.superuser()) {
            Annonce.information(redirection, "Rien n’a changé : ce compte avait déjà ces droits.");
            return retour(uuid);
        }
        var s = new Saisies(requete::getParameter);
        var motif = Confirmation.motif(s);
        if (!Confirmation.donnee(requete) || !s.erreurs().isEmpty()) {
            var titre = "Changer les droits d’exploitation de " + compte.nomAffiche();
            var lignes = new ArrayList<Definition>();
            if (staff != compte.staff()) {
                lignes.add(
                        Definition.de("Équipe d’exploitation", ouiNon(compte.staff()) + " devient " + ouiNon(staff)));
            }
            if (superuser != compte.superuser()) {
                lignes.add(Definition.de(
                        "Superutilisateur", ouiNon(compte.superuser()) + " devient " + ouiNon(superuser)));
            }
            return new Confirmation(
                            titre,
                            "Le changement vaut au plus tard dix minutes après, à la relecture des droits de cette"
                                    + " personne. Il est inscrit dans l’historique.",
                            "Changer les droits",
                            lignes)
                    .cache("is_staff", String.valueOf(staff))
                    .cache("is_superuser", String.valueOf(superuser))
                    .page(compte, adresse(uuid) + "/droits", requete.getParameter(Confirmation.MOTIF), s.erreurs());
        }
        gestion.changerDroits(uuid, staff, superuser, motif, identite);
        Annonce.succes(redirection, "Les droits de " + compte.nomAffiche() + " sont changés.");
        return retour(uuid);
    }

    private ModelAndView fermeture(Compte compte, @Nullable String motif, List<ErreurDeChamp> erreurs) {
        return new Confirmation(
                        "Désactiver le compte de " + compte.nomAffiche(),
                        "Cette personne ne pourra plus se connecter, perd l’accès aussitôt et ses sessions sont fermées. Ses"
                                + " rôles, ses conventions et son historique restent.",
                        "Désactiver le compte",
                        identification(compte))
                .page(compte, adresse(compte.uuid()) + "/desactiver", motif, erreurs);
    }

    private ModelAndView ouverture(Compte compte, @Nullable String motif, List<ErreurDeChamp> erreurs) {
        return new Confirmation(
                        "Réactiver le compte de " + compte.nomAffiche(),
                        "Cette personne pourra de nouveau se connecter, avec les rôles en vigueur de son compte.",
                        "Réactiver le compte",
                        identification(compte))
                .page(compte, adresse(compte.uuid()) + "/reactiver", motif, erreurs);
    }

    private static List<Definition> identification(Compte compte) {
        return List.of(Definition.de("Identifiant", compte.username()), Definition.de("E-mail", compte.email()));
    }

    private static ModelAndView formulaire(
            Compte compte,
            @Nullable UnaryOperator<@Nullable String> saisie,
            List<ErreurDeChamp> erreurs,
            boolean perimee) {
        var modele = new ModelAndView("utilisateur/formulaire");
        var titre = "Modifier le compte de " + compte.nomAffiche();
        commun(modele, compte, titre);
        modele.addObject("titre", (erreurs.isEmpty() && !perimee ? "" : "Erreur : ") + titre);
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        var ecarts = new ArrayList<Definition>();
        var champs = champs(compte);
        champs.forEach(champ -> {
            if (saisie != null && champ.verrou() == null) {
                var tapee = saisie.apply(champ.nom());
                if (perimee && !Objects.equals(vide(champ.valeur()), vide(tapee))) {
                    ecarts.add(Definition.de(champ.libelle(), champ.valeurLue()));
                }
                champ.valeur(tapee);
            }
            champ.erreur(parChamp.get(champ.nom()));
        });
        modele.addObject("champs", champs);
        modele.addObject("erreurs", erreurs);
        modele.addObject("perimee", perimee);
        modele.addObject("enregistrees", ecarts);
        modele.addObject("action", adresse(compte.uuid()) + "/modifier");
        modele.setStatus(
                perimee ? HttpStatus.CONFLICT : erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private static List<Champ> champs(Compte compte) {
        var verrou = compte.cerbereLogin() == null ? null : CERBERE;
        return List.of(
                Champ.texte("first_name", "Prénom")
                        .valeur(compte.prenom())
                        .verrou(verrou)
                        .longueurMax(150)
                        .facultatif(),
                Champ.texte("last_name", "Nom")
                        .valeur(compte.nom())
                        .verrou(verrou)
                        .longueurMax(150)
                        .facultatif(),
                Champ.texte("email", "E-mail")
                        .valeur(compte.email())
                        .verrou(verrou)
                        .longueurMax(254)
                        .facultatif(),
                Champ.texte("username", "Identifiant")
                        .aide("Lettres, chiffres et signes @ . + - _")
                        .valeur(compte.username())
                        .verrou(verrou)
                        .longueurMax(150),
                Champ.texte("secondary_email", "E-mail secondaire")
                        .aide("Une autre adresse de cette personne, par exemple celle que connaît SIAP : qui ne veut"
                                + " aucun e-mail n’en reçoit pas non plus à cette adresse.")
                        .valeur(compte.emailSecondaire())
                        .longueurMax(264)
                        .facultatif());
    }

    /** What every page of this kind shows. */
    static void commun(ModelAndView modele, Compte compte, String titre) {
        modele.addObject("titre", titre);
        modele.addObject("intitule", titre);
        modele.addObject("compte", compte);
        modele.addObject("version", compte.version());
        modele.addObject("retour", adresse(compte.uuid()));
        modele.addObject("erreurs", List.of());
        modele.addObject("perimee", false);
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Utilisateurs", "/apilos_settings/users/"),
                        new Lien(compte.nomAffiche(), adresse(compte.uuid())),
                        Lien.ici(titre)));
    }

    static String adresse(UUID uuid) {
        return "/apilos_settings/users/" + uuid;
    }

    static ModelAndView retour(UUID uuid) {
        return new ModelAndView("redirect:" + adresse(uuid));
    }

    private static String ouiNon(boolean valeur) {
        return valeur ? "oui" : "non";
    }

    private static String vide(@Nullable String valeur) {
        return valeur == null ? "" : valeur.strip();
    }
}
