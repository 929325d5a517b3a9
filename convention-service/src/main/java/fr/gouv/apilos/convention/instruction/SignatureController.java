package fr.gouv.apilos.convention.instruction;

import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.CycleDeVie.Demande;
import fr.gouv.apilos.convention.convention.CycleDeVie.Etat;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.document.DocumentsSignes;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deposit of the signed document, then its date: the convention is « Finalisée » (ux P11, 01 R178 to R183). */
@Controller
@RequestMapping("/conventions")
class SignatureController {

    private final CycleDeVie cycle;
    private final DroitsConvention droits;
    private final DocumentsSignes signes;

    SignatureController(CycleDeVie cycle, DroitsConvention droits, DocumentsSignes signes) {
        this.cycle = cycle;
        this.droits = droits;
        this.signes = signes;
    }

    @GetMapping("/sent/{convention}")
    ModelAndView deposer(@PathVariable UUID convention) {
        var identite = Identite.courante();
        return pageDepot(etat(convention, identite), null);
    }

    @PostMapping("/sent/{convention}")
    ModelAndView recevoir(
            @PathVariable UUID convention,
            @RequestParam(name = "fichier", required = false) MultipartFile fichier,
            RedirectAttributes redirection)
            throws IOException {
        var identite = Identite.courante();
        try {
            if (fichier == null || fichier.isEmpty()) {
                throw invalide("fichier", "Choisissez le document signé, au format PDF.");
            }
            try (var contenu = fichier.getInputStream()) {
                signes.deposer(convention, fichier.getOriginalFilename(), contenu, identite);
            }
        } catch (ErreurMetier erreur) {
            if (erreur.champs().isEmpty()) {
                throw erreur;
            }
            return pageDepot(etat(convention, identite), erreur);
        }
        return new ModelAndView("redirect:/conventions/upload_signed/date/" + convention);
    }

    @GetMapping("/upload_signed/date/{convention}")
    ModelAndView dater(@PathVariable UUID convention) {
        var etat = etat(convention, Identite.courante());
        if (!etat.faits().fichierSigne()) {
            return new ModelAndView("redirect:/conventions/sent/" + convention);
        }
        return pageDate(etat, etat.convention().version(), null, null);
    }

    @PostMapping("/upload_signed/date/{convention}")
    ModelAndView finaliser(
            @PathVariable UUID convention,
            @RequestParam(required = false) Long version,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        var typee = SaisieDeDate.lire(requete::getParameter, "date");
        try {
            cycle.appliquer(
                    convention,
                    Transition.SIGNER,
                    new Demande(version, null, false, null, date(typee), null),
                    identite);
        } catch (ErreurMetier erreur) {
            if (erreur.code() == ErreurCommune.INVALIDE) {
                return pageDate(etat(convention, identite), version, typee, erreur);
            }
            throw erreur;
        }
        Annonce.succes(redirection, "La convention est finalisée. Le document signé est conservé avec elle.");
        return new ModelAndView("redirect:/conventions/recapitulatif/" + convention);
    }

    @PostMapping("/upload_signed/cancel/{convention}")
    String retirer(@PathVariable UUID convention, RedirectAttributes redirection) {
        signes.retirer(convention, Identite.courante());
        Annonce.information(redirection, "Le document déposé est retiré. Vous pouvez en déposer un autre.");
        return "redirect:/conventions/sent/" + convention;
    }

    private Etat etat(UUID convention, Identite identite) {
        droits.exigerModifier(convention, identite);
        var etat = cycle.etat(convention, identite);
        if (etat.convention().statut() != Statut.A_SIGNER) {
            throw ErreurMetier.conflit("Le document signé se dépose quand la convention est « À signer ». Elle est « "
                    + etat.convention().statut().libelle(identite.estInstructeur()) + " ».");
        }
        return etat;
    }

    private static ModelAndView pageDepot(Etat etat, ErreurMetier erreur) {
        var modele = page("instruction/depot", etat, "Déposer la convention signée", erreur);
        modele.addObject(
                "champ",
                Champ.fichier("fichier", "Document signé", ".pdf,application/pdf")
                        .aide("Format PDF, 100 Mo au plus. Il porte toutes les signatures et toutes les pages.")
                        .erreur(InstructionController.message(erreur, "fichier")));
        return modele;
    }

    private static ModelAndView pageDate(Etat etat, Long version, String typee, ErreurMetier erreur) {
        var modele = page("instruction/signature", etat, "Dater la signature", erreur);
        modele.addObject("version", version);
        modele.addObject(
                "champ",
                Champ.date("date", "Date de la dernière signature")
                        .aide("Elle figure sur le document. Elle suit la validation de la convention.")
                        .valeur(typee)
                        .erreur(InstructionController.message(erreur, "date")));
        return modele;
    }

    private static ModelAndView page(String vue, Etat etat, String titre, ErreurMetier erreur) {
        var modele = new ModelAndView(vue);
        modele.addObject("etat", etat);
        modele.addObject("titre", titre);
        modele.addObject("erreurs", erreur == null ? List.of() : erreur.champs());
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(
                                etat.programme().nom(),
                                "/conventions/recapitulatif/"
                                        + etat.convention().id()),
                        Lien.ici(titre)));
        if (erreur != null) {
            modele.setStatus(erreur.code().statut());
        }
        return modele;
    }

    static LocalDate date(String typee) {
        if (typee == null) {
            return null;
        }
        return Dates.lire(typee)
                .orElseThrow(() ->
                        invalide("date", "« " + typee + " » n’est pas une date. Écrivez par exemple 14/12/2026."));
    }

    private static ErreurMetier invalide(String champ, String message) {
        return new ErreurMetier(ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
    }
}
