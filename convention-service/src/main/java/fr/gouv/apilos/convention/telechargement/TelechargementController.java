package fr.gouv.apilos.convention.telechargement;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares.Etat;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares.Fichier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.EnvoiDeFichier;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Progression;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The files a person asked for: followed as they are prepared, then taken. */
@Controller
@RequestMapping("/conventions/telechargements")
class TelechargementController {

    private static final Lien LISTE = new Lien("Mes téléchargements", "/conventions/telechargements");

    private final FichiersPrepares fichiers;
    private final SuiviDesFichiers suivi;
    private final ObjectStore magasin;

    TelechargementController(FichiersPrepares fichiers, SuiviDesFichiers suivi, ObjectStore magasin) {
        this.fichiers = fichiers;
        this.suivi = suivi;
        this.magasin = magasin;
    }

    @GetMapping({"", "/"})
    ModelAndView liste(Identite identite) {
        var modele = new ModelAndView("telechargement/liste");
        modele.addObject("fichiers", fichiers.de(identite));
        modele.addObject(
                "fil", List.of(new Lien("Conventions", "/conventions/recherche"), Lien.ici("Mes téléchargements")));
        return modele;
    }

    @GetMapping("/{fichier}")
    ModelAndView un(@PathVariable UUID fichier, Identite identite) {
        var demande = fichiers.un(fichier, identite);
        var modele = new ModelAndView("telechargement/fichier");
        modele.addObject("fichier", demande);
        modele.addObject("enCours", !demande.etat().fini());
        modele.addObject("pret", demande.etat() == Etat.PRET);
        modele.addObject("progression", progression(demande));
        modele.addObject(
                "fil", List.of(new Lien("Conventions", "/conventions/recherche"), LISTE, Lien.ici(demande.titre())));
        return modele;
    }

    @GetMapping("/{fichier}/annulation")
    ModelAndView confirmer(@PathVariable UUID fichier, Identite identite) {
        var demande = fichiers.un(fichier, identite);
        if (demande.etat().fini()) {
            return new ModelAndView("redirect:/conventions/telechargements/" + fichier);
        }
        var modele = new ModelAndView("telechargement/annulation");
        modele.addObject("fichier", demande);
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        LISTE,
                        new Lien(demande.titre(), "/conventions/telechargements/" + fichier),
                        Lien.ici("Annuler")));
        return modele;
    }

    @PostMapping("/{fichier}/annulation")
    String annuler(@PathVariable UUID fichier, Identite identite, RedirectAttributes redirection) {
        identite.exiger(DroitsConvention.VOIR);
        fichiers.annuler(fichier, identite);
        Annonce.information(redirection, "La préparation est annulée. Rien n’en est gardé.");
        return "redirect:/conventions/telechargements/" + fichier;
    }

    /** Progress, one event per change, then the end. */
    @GetMapping(path = "/{fichier}/suivi", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter suivre(@PathVariable UUID fichier, Identite identite) {
        fichiers.un(fichier, identite);
        return suivi.suivre(fichier);
    }

    /** The file itself; its page says why when it is not there. */
    @GetMapping("/{fichier}/fichier")
    Object prendre(@PathVariable UUID fichier, @RequestHeader HttpHeaders demande, Identite identite) {
        var pret = fichiers.pret(fichier, identite);
        if (pret.isEmpty()) {
            return new ModelAndView("redirect:/conventions/telechargements/" + fichier);
        }
        var trouve = pret.get();
        return EnvoiDeFichier.repondre(
                magasin,
                new EnvoiDeFichier.Fichier(trouve.cle(), trouve.nom(), trouve.type(), trouve.taille(), null, false),
                demande);
    }

    static Progression progression(Fichier fichier) {
        return new Progression(fichier.fait(), Math.max(1, fichier.total()), libelle(fichier));
    }

    private static String libelle(Fichier fichier) {
        if (fichier.etat() == Etat.DEMANDE || fichier.total() == 0) {
            return Etat.DEMANDE.libelle();
        }
        int pourCent = (int) (100L * fichier.fait() / fichier.total());
        return "Préparation en cours : " + pourCent + " %";
    }
}
