package fr.gouv.apilos.convention.rattachement;

import fr.gouv.apilos.convention.enumeration.Type1et2;
import fr.gouv.apilos.convention.rattachement.Rattachements.Dossier;
import fr.gouv.apilos.convention.rattachement.Rattachements.Proprietaire;
import fr.gouv.apilos.convention.siap.Siap;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Champ.Option;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One page per change of what a convention hangs on; it says what the change brings, and only its button makes it (ux P5). */
@Controller
@RequestMapping("/conventions/{convention}")
class RattachementController {

    /** What a type II convention may be about, in the order of the regulatory annex (02 R152). */
    private static final List<Option> TYPE_2 = List.of(
            new Option(
                    "option1",
                    "Logements financés au titre de la loi du 13 juillet 1928, du livre III ancien ou du Crédit foncier",
                    "ILM 28, LOGECO…"),
            new Option(
                    "option2",
                    "Logements du II de l’article D. 331-1, de bailleurs des 3° et 4° de l’article D. 331-14",
                    "PLA d’intégration des collectivités et des organismes agréés"),
            new Option(
                    "option3", "Logements ayant reçu une décision favorable des articles D. 331-3 et D. 331-6", "PLS"),
            new Option(
                    "option4",
                    "Logements améliorés avec une subvention de l’État des articles D. 323-1 à D. 323-11",
                    "PALULOS, PAM"),
            new Option(
                    "option5",
                    "Logements acquis et améliorés par des collectivités, 4° de l’article D. 331-14",
                    "PLUS des collectivités"),
            new Option(
                    "option6",
                    "Logements de bailleurs autres que les SEM, 4e alinéa de l’article 41 ter de la loi du 23 décembre 1986",
                    "Filiales de la CDC, établissements publics, filiales de la participation des employeurs"),
            new Option("option7", "Logements de l’association foncière de l’article L. 313-34", "Foncière logement"),
            new Option("option8", "Logements du 2° de l’article L. 831-1", "Sans aide de l’État"));

    private final Rattachements rattachements;
    private final Siap siap;
    private final Formats formats;

    RattachementController(Rattachements rattachements, Siap siap, Formats formats) {
        this.rattachements = rattachements;
        this.siap = siap;
        this.formats = formats;
    }

    @GetMapping("/numero-operation")
    ModelAndView numero(@PathVariable UUID convention) {
        var dossier = rattachements.ouvrir(convention, Identite.courante());
        return pageDuNumero(
                dossier,
                dossier.programme().numeroOperation(),
                dossier.programme().version(),
                null);
    }

    @PostMapping("/numero-operation")
    ModelAndView numeroter(
            @PathVariable UUID convention,
            @RequestParam(defaultValue = "") String numero,
            @RequestParam(required = false) Long version,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        try {
            rattachements.numeroter(convention, numero, version, identite);
        } catch (ErreurMetier erreur) {
            return deNouveau(
                    erreur, () -> pageDuNumero(rattachements.ouvrir(convention, identite), numero, version, erreur));
        }
        annoncerLeNumero(numero.strip(), identite, redirection);
        return retour(convention);
    }

    /** Whether SIAP knows the number is told, never required: it may come later, and SIAP may be away. */
    private void annoncerLeNumero(String numero, Identite identite, RedirectAttributes redirection) {
        if (numero.isEmpty()) {
            Annonce.information(redirection, "La convention n’a plus de numéro d’opération.");
            return;
        }
        try {
            if (siap.operation(numero, identite).isPresent()) {
                Annonce.succes(redirection, "Le numéro de l’opération est enregistré : SIAP la connaît.");
            } else {
                Annonce.information(
                        redirection,
                        "Le numéro est enregistré, mais SIAP ne connaît pas l’opération « " + numero
                                + " ». Vérifiez-le.");
            }
        } catch (ErreurMetier _) {
            Annonce.succes(
                    redirection,
                    "Le numéro de l’opération est enregistré. SIAP n’a pas pu le vérifier pour l’instant.");
        }
    }

    private ModelAndView pageDuNumero(Dossier dossier, String numero, Long version, ErreurMetier erreur) {
        var modele = page("rattachement/saisie", dossier, "Numéro de l’opération", erreur);
        modele.addObject("version", version);
        modele.addObject("action", "numero-operation");
        modele.addObject(
                "effets",
                List.of(
                        "Le numéro vaut pour la convention et pour ses avenants.",
                        "Sans lui, une convention ne peut pas être soumise au service instructeur."));
        modele.addObject(
                "champs",
                List.of(Champ.texte("numero", "Numéro de l’opération")
                        .aide("Tel qu’il est dans SIAP, par exemple 20260901234.")
                        .facultatif()
                        .valeur(numero)
                        .erreur(message(erreur, "numero"))));
        return modele;
    }

    @GetMapping("/type")
    ModelAndView type(@PathVariable UUID convention) {
        var dossier = rattachements.ouvrirLeType(convention, Identite.courante());
        var c = dossier.convention();
        return pageDuType(
                dossier, c.type1et2() == null ? "" : c.type1et2().name(), c.type2LgtsConcernes(), c.version(), null);
    }

    @PostMapping("/type")
    ModelAndView choisirLeType(
            @PathVariable UUID convention,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(required = false) Long version,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        var options = TYPE_2.stream()
                .map(option -> requete.getParameter(option.valeur()) != null)
                .toList();
        try {
            rattachements.choisirLeType(
                    convention,
                    Arrays.stream(Type1et2.values())
                            .filter(t -> t.name().equals(type))
                            .findFirst()
                            .orElse(null),
                    options,
                    version,
                    identite);
        } catch (ErreurMetier erreur) {
            return deNouveau(
                    erreur,
                    () -> pageDuType(rattachements.ouvrirLeType(convention, identite), type, options, version, erreur));
        }
        Annonce.succes(redirection, "Le type de la convention est enregistré.");
        return retour(convention);
    }

    private ModelAndView pageDuType(
            Dossier dossier, String type, List<Boolean> options, Long version, ErreurMetier erreur) {
        var modele = page("rattachement/saisie", dossier, "Type de la convention", erreur);
        modele.addObject("version", version);
        modele.addObject("action", "type");
        modele.addObject(
                "effets",
                List.of(
                        "Le document produit suit le type choisi.",
                        "Sans type, la convention ne peut pas être validée.",
                        "Les catégories ne servent qu’à une convention de type II : celles qui ne sont pas cochées y"
                                + " paraissent barrées."));
        var champs = new ArrayList<Champ>();
        champs.add(Champ.radio(
                        "type",
                        "Type",
                        Arrays.stream(Type1et2.values())
                                .map(t -> Option.de(t.name(), t.libelle()))
                                .toList())
                .valeur(type));
        IntStream.range(0, TYPE_2.size())
                .mapToObj(i -> Champ.caseACocher(
                                TYPE_2.get(i).valeur(),
                                (i + 1) + "° " + TYPE_2.get(i).libelle())
                        .aide(TYPE_2.get(i).aide())
                        .valeur(String.valueOf(options.get(i))))
                .forEach(champs::add);
        modele.addObject("champs", champs);
        return modele;
    }

    @GetMapping("/changer-bailleur")
    ModelAndView bailleur(
            @PathVariable UUID convention,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) UUID vers) {
        return proprietaire(convention, Proprietaire.BAILLEUR, q, vers);
    }

    @PostMapping("/changer-bailleur")
    ModelAndView changerLeBailleur(
            @PathVariable UUID convention,
            @RequestParam(required = false) UUID vers,
            @RequestParam(required = false) Long version,
            @RequestParam(required = false) String accepte,
            RedirectAttributes redirection) {
        return changer(convention, Proprietaire.BAILLEUR, vers, version, accepte != null, redirection);
    }

    @GetMapping("/changer-administration")
    ModelAndView administration(
            @PathVariable UUID convention,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) UUID vers) {
        return proprietaire(convention, Proprietaire.ADMINISTRATION, q, vers);
    }

    @PostMapping("/changer-administration")
    ModelAndView changerLAdministration(
            @PathVariable UUID convention,
            @RequestParam(required = false) UUID vers,
            @RequestParam(required = false) Long version,
            @RequestParam(required = false) String accepte,
            RedirectAttributes redirection) {
        return changer(convention, Proprietaire.ADMINISTRATION, vers, version, accepte != null, redirection);
    }

    private ModelAndView proprietaire(UUID convention, Proprietaire quoi, String q, UUID vers) {
        var identite = Identite.courante();
        var dossier = rattachements.ouvrir(convention, quoi, identite);
        if (vers == null) {
            return pageDuChoix(dossier, quoi, q, identite, null);
        }
        try {
            return pageDeConfirmation(dossier, quoi, vers, dossier.programme().version(), identite, null);
        } catch (ErreurMetier erreur) {
            return deNouveau(erreur, () -> pageDuChoix(dossier, quoi, q, identite, erreur));
        }
    }

    private ModelAndView changer(
            UUID convention,
            Proprietaire quoi,
            UUID vers,
            Long version,
            boolean accepte,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        if (vers == null) {
            return pageDuChoix(
                    rattachements.ouvrir(convention, quoi, identite),
                    quoi,
                    "",
                    identite,
                    new ErreurMetier(
                            ErreurCommune.INVALIDE,
                            "Choisissez dans la liste.",
                            java.util.Map.of(),
                            List.of(new ErreurDeChamp("vers", "Choisissez dans la liste."))));
        }
        Rattachements.Portee portee;
        try {
            portee = rattachements.changer(convention, quoi, vers, version, accepte, identite);
        } catch (ErreurMetier erreur) {
            return deNouveau(erreur, () -> {
                var dossier = rattachements.ouvrir(convention, quoi, identite);
                return erreur.champs().stream().anyMatch(champ -> champ.champ().equals("vers"))
                        ? pageDuChoix(dossier, quoi, "", identite, erreur)
                        : pageDeConfirmation(
                                dossier, quoi, vers, dossier.programme().version(), identite, erreur);
            });
        }
        Annonce.succes(
                redirection,
                formats.pluriel(portee.actes().size(), "acte est", "actes sont") + " à présent "
                        + (quoi == Proprietaire.BAILLEUR ? "au nom de " : "instruits par ")
                        + portee.nouvelle().libelle() + ".");
        return portee.accesPerdu() || quoi == Proprietaire.ADMINISTRATION
                ? new ModelAndView("redirect:/conventions/recherche")
                : retour(convention);
    }

    private ModelAndView pageDuChoix(
            Dossier dossier, Proprietaire quoi, String q, Identite identite, ErreurMetier erreur) {
        var modele = page("rattachement/choix", dossier, titre(quoi), erreur);
        modele.addObject("action", action(quoi));
        modele.addObject("q", q);
        modele.addObject("bailleur", quoi == Proprietaire.BAILLEUR);
        modele.addObject("choix", rattachements.choix(dossier, quoi, q, identite));
        return modele;
    }

    private ModelAndView pageDeConfirmation(
            Dossier dossier, Proprietaire quoi, UUID vers, Long version, Identite identite, ErreurMetier erreur) {
        var portee = rattachements.portee(dossier, quoi, vers, identite);
        var modele = page("rattachement/confirmation", dossier, titre(quoi), erreur);
        modele.addObject("action", action(quoi));
        modele.addObject("portee", portee);
        modele.addObject("version", version);
        modele.addObject("bailleur", quoi == Proprietaire.BAILLEUR);
        modele.addObject(
                "accepte",
                portee.accesPerdu()
                        ? Champ.caseACocher("accepte", "J’accepte de perdre l’accès à cette convention")
                                .erreur(message(erreur, "accepte"))
                        : null);
        return modele;
    }

    /** The page again with what is wrong; anything else is for the common error pages. */
    private static ModelAndView deNouveau(ErreurMetier erreur, java.util.function.Supplier<ModelAndView> page) {
        if (erreur.code() != ErreurCommune.INVALIDE && erreur.code() != ErreurCommune.PERIME) {
            throw erreur;
        }
        return page.get();
    }

    private static ModelAndView page(String vue, Dossier dossier, String titre, ErreurMetier erreur) {
        var modele = new ModelAndView(vue);
        boolean perimee = erreur != null && erreur.code() == ErreurCommune.PERIME;
        var id = dossier.convention().id();
        modele.addObject("titre", (erreur == null ? "" : "Erreur : ") + titre);
        modele.addObject("intitule", titre);
        modele.addObject("programme", dossier.programme());
        modele.addObject("base", "/conventions/" + id);
        modele.addObject("recapitulatif", "/conventions/recapitulatif/" + id);
        modele.addObject("erreurs", erreur == null ? List.of() : erreur.champs());
        modele.addObject("perimee", perimee ? erreur.getMessage() : null);
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(dossier.programme().nom(), "/conventions/recapitulatif/" + id),
                        Lien.ici(titre)));
        if (erreur != null) {
            modele.setStatus(perimee ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
    }

    private static ModelAndView retour(UUID convention) {
        return new ModelAndView("redirect:/conventions/recapitulatif/" + convention);
    }

    private static String titre(Proprietaire quoi) {
        return quoi == Proprietaire.BAILLEUR ? "Changer de bailleur" : "Changer de service instructeur";
    }

    private static String action(Proprietaire quoi) {
        return quoi == Proprietaire.BAILLEUR ? "changer-bailleur" : "changer-administration";
    }

    private static String message(ErreurMetier erreur, String champ) {
        return erreur == null
                ? null
                : erreur.champs().stream()
                        .filter(e -> e.champ().equals(champ))
                        .map(ErreurDeChamp::message)
                        .findFirst()
                        .orElse(null);
    }
}
