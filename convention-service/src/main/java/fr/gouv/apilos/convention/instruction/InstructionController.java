package fr.gouv.apilos.convention.instruction;

import fr.gouv.apilos.convention.convention.Commentables;
import fr.gouv.apilos.convention.convention.Commentaires;
import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.CycleDeVie.Demande;
import fr.gouv.apilos.convention.convention.CycleDeVie.Etat;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.notification.Destinataires;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One page per action: it says what will happen, and only its button makes it happen (ux P8). */
@Controller
@RequestMapping("/conventions/{convention}/actions")
class InstructionController {

    private final CycleDeVie cycle;
    private final Historique historique;
    private final Commentaires commentaires;

    InstructionController(CycleDeVie cycle, Historique historique, Commentaires commentaires) {
        this.cycle = cycle;
        this.historique = historique;
        this.commentaires = commentaires;
    }

    /** What the page posts. */
    record Saisie(Long version, String commentaire, Boolean copie, String numero, String reference) {}

    @GetMapping
    String panneau(@PathVariable UUID convention) {
        return "redirect:/conventions/recapitulatif/" + convention + "#actions";
    }

    @GetMapping("/{action}")
    ModelAndView confirmer(@PathVariable UUID convention, @PathVariable String action) {
        var identite = Identite.courante();
        var transition = transition(action);
        if (transition == Transition.SIGNER) {
            return new ModelAndView("redirect:/conventions/sent/" + convention);
        }
        var etat = cycle.etat(convention, identite);
        identite.exiger(transition.permission());
        var numero = transition == Transition.VALIDER ? cycle.numeroPropose(etat) : null;
        var c = etat.convention();
        return page(
                etat,
                transition,
                new Saisie(c.version(), null, true, numero, c.referenceSpf()),
                c.datePublicationSpf() == null ? null : Dates.afficher(c.datePublicationSpf()),
                Set.of(),
                null);
    }

    @PostMapping("/{action}")
    ModelAndView appliquer(
            @PathVariable UUID convention,
            @PathVariable String action,
            @ModelAttribute Saisie saisie,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        var transition = transition(action);
        if (transition == Transition.SIGNER) {
            throw ErreurMetier.introuvable("La convention se finalise depuis le dépôt du document signé.");
        }
        var date = SaisieDeDate.lire(requete::getParameter, "date");
        var traites = traites(requete);
        try {
            cycle.appliquer(
                    convention,
                    transition,
                    new Demande(
                            saisie.version(),
                            saisie.commentaire(),
                            Boolean.TRUE.equals(saisie.copie()),
                            saisie.numero(),
                            SignatureController.date(date),
                            saisie.reference(),
                            traites),
                    identite);
        } catch (ErreurMetier erreur) {
            if (erreur.code() == ErreurCommune.INVALIDE) {
                return page(cycle.etat(convention, identite), transition, saisie, date, traites, erreur);
            }
            if (erreur.code() != ErreurCommune.PERIME || !dejaFaitePar(convention, transition, identite)) {
                throw erreur;
            }
            // The same person pressed twice: the second press finds the work done, and nothing is wrong.
        }
        Annonce.succes(redirection, Consequences.de(transition).faite() + " " + Destinataires.phrase(transition));
        return new ModelAndView(
                transition == Transition.VALIDER
                        ? "redirect:/conventions/" + convention + "/documents"
                        : "redirect:/conventions/recapitulatif/" + convention);
    }

    private boolean dejaFaitePar(UUID convention, Transition transition, Identite identite) {
        return historique
                .derniere(convention)
                .filter(ligne -> ligne.statut() == transition.vers()
                        && identite.utilisateur().equals(ligne.utilisateur()))
                .isPresent();
    }

    /** The points the page says are treated; the server settles which had to be. */
    private static Set<UUID> traites(HttpServletRequest requete) {
        var traites = new HashSet<UUID>();
        for (var nom : requete.getParameterMap().keySet()) {
            if (nom.startsWith(Commentaires.POINT)) {
                try {
                    traites.add(UUID.fromString(nom.substring(Commentaires.POINT.length())));
                } catch (IllegalArgumentException _) {
                    // Not one of our fields: it ticks nothing.
                }
            }
        }
        return traites;
    }

    private ModelAndView page(
            Etat etat, Transition transition, Saisie saisie, String date, Set<UUID> traites, ErreurMetier erreur) {
        var convention = etat.convention();
        var offre =
                etat.offres().stream().filter(o -> o.transition() == transition).findFirst();
        var modele = new ModelAndView("instruction/confirmation");
        modele.addObject("etat", etat);
        modele.addObject("action", transition);
        modele.addObject("consequences", Consequences.de(transition));
        modele.addObject(
                "refus",
                offre.map(CycleDeVie.Offre::refus)
                        .orElseGet(() -> transition.refus(
                                convention.statut(),
                                fr.gouv.apilos.convention.convention.Acteur.de(Identite.courante()),
                                etat.faits())));
        modele.addObject("prevenus", Destinataires.phrase(transition));
        var champs = new ArrayList<Champ>();
        if (transition == Transition.RENVOYER) {
            commentaires
                    .aTraiterParLeBailleur(convention.id())
                    .forEach(point -> champs.add(point(point, traites, erreur)));
        }
        champs.addAll(champs(transition, saisie, date, erreur));
        modele.addObject("champs", champs);
        modele.addObject("erreurs", erreur == null ? List.of() : erreur.champs());
        modele.addObject("version", saisie.version());
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(etat.programme().nom(), "/conventions/recapitulatif/" + convention.id()),
                        Lien.ici(transition.libelle())));
        if (erreur != null) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
    }

    private static Champ point(Commentaires.Commentaire point, Set<UUID> traites, ErreurMetier erreur) {
        var nom = Commentaires.POINT + point.id();
        return Champ.caseACocher(
                        nom, "J’ai traité ce point : " + Commentables.libelle(point.nomObjet(), point.champObjet()))
                .aide(point.auteurNom() + " : « " + point.message() + " »")
                .valeur(String.valueOf(traites.contains(point.id())))
                .erreur(message(erreur, nom));
    }

    private static List<Champ> champs(Transition transition, Saisie saisie, String date, ErreurMetier erreur) {
        var champs = new ArrayList<Champ>();
        if (transition == Transition.VALIDER) {
            champs.add(Champ.texte("numero", "Numéro de la convention")
                    .aide("Proposé d’après le département, le service instructeur et l’année. Vous pouvez le changer.")
                    .valeur(saisie.numero())
                    .longueurMax(250)
                    .erreur(message(erreur, "numero")));
        }
        if (transition == Transition.PUBLIER) {
            champs.add(Champ.texte("reference", "Référence de publication")
                    .aide("Donnée par le service de publicité foncière.")
                    .valeur(saisie.reference())
                    .longueurMax(50)
                    .erreur(message(erreur, "reference")));
            champs.add(Champ.date("date", "Date de publication").valeur(date).erreur(message(erreur, "date")));
        }
        boolean courriel = Destinataires.previent(transition);
        if (courriel || transition == Transition.ANNULER) {
            champs.add(Champ.zone("commentaire", courriel ? "Message à l’autre partie" : "Motif")
                    .facultatif()
                    .aide(
                            courriel
                                    ? "Il figure dans le courriel et dans l’historique."
                                    : "Il figure dans l’historique.")
                    .valeur(saisie.commentaire())
                    .longueurMax(5000)
                    .erreur(message(erreur, "commentaire")));
        }
        if (courriel && transition != Transition.VALIDER) {
            champs.add(Champ.caseACocher("copie", "Recevoir une copie du courriel")
                    .valeur(String.valueOf(Boolean.TRUE.equals(saisie.copie()))));
        }
        return champs;
    }

    static String message(ErreurMetier erreur, String champ) {
        return erreur == null
                ? null
                : erreur.champs().stream()
                        .filter(e -> e.champ().equals(champ))
                        .map(ErreurMetier.ErreurDeChamp::message)
                        .findFirst()
                        .orElse(null);
    }

    private static Transition transition(String chemin) {
        return Transition.deChemin(chemin)
                .orElseThrow(() -> ErreurMetier.introuvable("Cette action n’existe pas. Revenez à la convention."));
    }
}
