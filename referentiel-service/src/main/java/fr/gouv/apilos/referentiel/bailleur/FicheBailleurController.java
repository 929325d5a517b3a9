package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Champ.Option;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.EntetesDeTri;
import fr.gouv.apilos.platform.web.ExportDeListe;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Pagination;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import fr.gouv.apilos.referentiel.annuaire.Annuaire;
import fr.gouv.apilos.referentiel.annuaire.Reponse;
import fr.gouv.apilos.referentiel.journal.Entite;
import fr.gouv.apilos.referentiel.journal.Historique;
import fr.gouv.apilos.referentiel.usage.Usages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** List, sheet, form and history of bailleurs (03 B5, ux P14). */
@Controller
class FicheBailleurController {

    private static final String RACINE = "/apilos_settings/bailleurs/";
    private static final Lien FIL = new Lien("Bailleurs", RACINE);

    /** Fields the history tells, with their names on screen. */
    private static final Map<String, String> HISTORIQUE = new LinkedHashMap<>();

    static {
        HISTORIQUE.put("nom", "Nom");
        HISTORIQUE.put("siret", "SIRET");
        HISTORIQUE.put("siren", "SIREN");
        HISTORIQUE.put("natureBailleur", "Nature");
        HISTORIQUE.put("sousNatureBailleur", "Type");
        HISTORIQUE.put("parent", "Bailleur parent");
        HISTORIQUE.put("capitalSocial", "Capital social");
        HISTORIQUE.put("adresse", "Adresse");
        HISTORIQUE.put("codePostal", "Code postal");
        HISTORIQUE.put("ville", "Ville");
        HISTORIQUE.put("signataireNom", "Signataire");
        HISTORIQUE.put("signataireFonction", "Fonction du signataire");
        HISTORIQUE.put("signataireDateDeliberation", "Délibération");
        HISTORIQUE.put("signataireBlocSignature", "Bloc de signature");
        HISTORIQUE.put("supprime", "Supprimé");
    }

    private final LectureDeBailleur lecture;
    private final ListeDesBailleurs liste;
    private final PropositionsDeBailleur propositions;
    private final FichesDeBailleur fiches;
    private final Bailleurs bailleurs;
    private final Historique historique;
    private final Formats formats;
    private final Annuaire annuaire;
    private final Usages usages;
    private final Clock horloge;

    FicheBailleurController(
            LectureDeBailleur lecture,
            ListeDesBailleurs liste,
            PropositionsDeBailleur propositions,
            FichesDeBailleur fiches,
            Bailleurs bailleurs,
            Historique historique,
            Formats formats,
            Annuaire annuaire,
            Usages usages,
            Clock horloge) {
        this.usages = usages;
        this.horloge = horloge;
        this.lecture = lecture;
        this.liste = liste;
        this.propositions = propositions;
        this.fiches = fiches;
        this.bailleurs = bailleurs;
        this.historique = historique;
        this.formats = formats;
        this.annuaire = annuaire;
    }

    /** Addresses of the first version: bookmarks keep working. */
    @GetMapping("/bailleurs/{uuid}")
    String ancienne(@PathVariable UUID uuid) {
        return "redirect:" + RACINE + uuid;
    }

    @GetMapping({"/apilos_settings/bailleurs", "/apilos_settings/bailleurs/"})
    ModelAndView lister(
            @RequestParam(name = "search_input", defaultValue = "") String texte,
            @RequestParam(defaultValue = "") String nature,
            @RequestParam(name = "order_by", defaultValue = "") String ordre,
            @RequestParam(defaultValue = "1") String page,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Identite identite,
            HttpServletResponse reponse) {
        reponse.addHeader(HttpHeaders.VARY, "HX-Request");
        var connue =
                NatureBailleur.parLibelle(nature).map(NatureBailleur::libelle).orElse("");
        var resultats = liste.page(new ListeDesBailleurs.Critere(texte, connue, ordre, page), identite);
        var parametres = new LinkedHashMap<String, String>();
        parametres.put("search_input", texte);
        parametres.put("nature", connue);
        var modele = new ModelAndView(htmx == null ? "bailleur/liste" : "bailleur/liste :: resultats");
        modele.addObject("entetes", EntetesDeTri.entetes(ListeDesBailleurs.COLONNES, ordre, RACINE, parametres));
        parametres.put("order_by", ordre);
        parametres.put("page", "");
        modele.addObject("texte", texte);
        modele.addObject("nature", connue);
        modele.addObject(
                "natures",
                Arrays.stream(NatureBailleur.values())
                        .map(NatureBailleur::libelle)
                        .toList());
        modele.addObject("resultats", resultats);
        modele.addObject(
                "compte",
                resultats.trouves() == resultats.total()
                        ? formats.pluriel(resultats.total(), "bailleur", "bailleurs")
                        : formats.entier(resultats.trouves()) + " sur "
                                + formats.pluriel(resultats.total(), "bailleur", "bailleurs"));
        modele.addObject(
                "approchants",
                resultats.lignes().isEmpty() && connue.isEmpty()
                        ? propositions.proposer(texte, false, null, identite)
                        : List.of());
        modele.addObject(
                "pagination",
                new Pagination(
                        resultats.page(), resultats.pages(), EntetesDeTri.adresse(RACINE, parametres), "#resultats"));
        parametres.remove("page");
        modele.addObject("export", RACINE + "export");
        modele.addObject("filtres", EntetesDeTri.adresse("", parametres));
        modele.addObject("creer", LectureDeBailleur.reserve(identite));
        modele.addObject("fil", List.of(new Lien("Paramètres", "/apilos_settings/"), Lien.ici("Bailleurs")));
        return modele;
    }

    /** What the list shows, all pages, as a file. */
    @GetMapping("/apilos_settings/bailleurs/export.{extension}")
    void exporter(
            @PathVariable String extension,
            @RequestParam(name = "search_input", defaultValue = "") String texte,
            @RequestParam(defaultValue = "") String nature,
            @RequestParam(name = "order_by", defaultValue = "") String ordre,
            Identite identite,
            HttpServletResponse reponse)
            throws IOException {
        identite.exiger(ListeDesBailleurs.LIRE);
        var connue =
                NatureBailleur.parLibelle(nature).map(NatureBailleur::libelle).orElse("");
        ExportDeListe.repondre(
                reponse,
                extension,
                "bailleurs",
                LocalDate.now(horloge),
                ListeDesBailleurs.EXPORT,
                suite -> liste.chaque(new ListeDesBailleurs.Critere(texte, connue, ordre, ""), identite, suite));
    }

    @GetMapping("/apilos_settings/bailleurs/{uuid}")
    String fiche(@PathVariable UUID uuid, Identite identite, Model modele) {
        var bailleur = lecture.lire(uuid, identite);
        commun(bailleur, "fiche", modele);
        modele.addAttribute("numeros", numeros(bailleur));
        modele.addAttribute("adresse", adresse(bailleur));
        modele.addAttribute("signataire", signataire(bailleur));
        modele.addAttribute("parent", lecture.parent(bailleur, identite).orElse(null));
        modele.addAttribute(
                "filiales",
                bailleurs.enfants(uuid).stream()
                        .filter(b -> LectureDeBailleur.visible(b.uuid(), identite))
                        .toList());
        var enVigueur = bailleur.supprime() ? bailleurs.enVigueur(uuid) : bailleur;
        modele.addAttribute("absorbant", enVigueur.uuid().equals(uuid) ? null : enVigueur);
        modele.addAttribute("droits", lecture.droits(bailleur, identite));
        modele.addAttribute("annuaire", annuaire.actif() && !bailleur.estPrive());
        return "bailleur/fiche";
    }

    @GetMapping("/apilos_settings/bailleurs/{uuid}/historique")
    String historique(@PathVariable UUID uuid, Identite identite, Model modele) {
        var bailleur = lecture.lire(uuid, identite);
        commun(bailleur, "historique", modele);
        modele.addAttribute("evenements", historique.de(Entite.BAILLEUR, uuid, HISTORIQUE));
        return "bailleur/historique";
    }

    @GetMapping("/apilos_settings/bailleurs/{uuid}/modifier")
    ModelAndView modifier(@PathVariable UUID uuid, Identite identite) {
        var bailleur = lecture.aModifier(uuid, identite);
        return formulaire(bailleur, identite, null, List.of(), false);
    }

    @PostMapping("/apilos_settings/bailleurs/{uuid}")
    ModelAndView enregistrer(
            @PathVariable UUID uuid,
            @RequestParam(defaultValue = "-1") long version,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        var resultat = fiches.enregistrer(uuid, version, requete::getParameter, identite);
        if (!resultat.fait()) {
            return formulaire(
                    Objects.requireNonNull(resultat.bailleur()),
                    identite,
                    requete::getParameter,
                    resultat.erreurs(),
                    resultat.perimee());
        }
        Annonce.succes(redirection, "L’entité bailleur a été enregistrée avec succès.");
        return new ModelAndView("redirect:" + RACINE + uuid);
    }

    /**
     * An empty form, or one the directory of enterprises filled.
     *
     * @param chercher number to look up there, empty for none
     */
    @GetMapping("/apilos_settings/bailleurs/nouveau")
    ModelAndView nouveau(@RequestParam(defaultValue = "") String chercher, Identite identite) {
        identite.exigerExploitation();
        var numero = chercher.replaceAll("\\D", "");
        if (chercher.isBlank()) {
            return formulaire(null, identite, null, List.of(), false);
        }
        var connu = new LinkedHashMap<String, @Nullable String>();
        connu.put("siret", chercher);
        connu.put("nature_bailleur", NatureBailleur.AUTRES.libelle());
        connu.put("sous_nature_bailleur", SousNatureBailleur.NONRENSEIGNE.name());
        var phrase = switch (annuaire.consulter(numero)) {
            case Reponse.Trouvee t -> {
                connu.put("siret", t.siret());
                connu.put("nom", t.nom());
                var ville = t.ville() == null ? "" : t.ville();
                var codePostal = t.codePostal() == null ? "" : t.codePostal();
                connu.put(
                        "adresse",
                        t.adresse() == null ? null : t.adresse().replace(" " + codePostal + " " + ville, ""));
                connu.put("code_postal", codePostal);
                connu.put("ville", ville);
                yield "Rempli d’après l’annuaire des entreprises : à confirmer."
                        + (t.actif() ? "" : " Attention : cet établissement est fermé.");
            }
            case Reponse.Inconnue _ -> "L’annuaire des entreprises ne connaît pas ce numéro.";
            case Reponse.Indisponible _ -> "L’annuaire des entreprises ne répond pas : remplissez la fiche vous-même.";
            case Reponse.SansObjet _ -> "Écrivez un SIRET de 14 chiffres ou un SIREN de 9 chiffres.";
        };
        var modele = formulaire(null, identite, connu::get, List.of(), false);
        modele.addObject("recherche", phrase);
        return modele;
    }

    @PostMapping("/apilos_settings/bailleurs/nouveau")
    ModelAndView creer(HttpServletRequest requete, Identite identite, RedirectAttributes redirection) {
        var resultat = fiches.creer(requete::getParameter, identite);
        if (!resultat.fait()) {
            return formulaire(null, identite, requete::getParameter, resultat.erreurs(), false);
        }
        Annonce.succes(redirection, "Le bailleur est créé.");
        return new ModelAndView("redirect:" + RACINE
                + Objects.requireNonNull(resultat.bailleur()).uuid());
    }

    private void commun(Bailleur bailleur, String onglet, Model modele) {
        modele.addAttribute(
                "bandeau",
                new Bandeau(
                        bailleur.nom(),
                        bailleur.supprime() ? "Bailleur supprimé" : "Bailleur",
                        null,
                        List.of(bailleur.natureBailleur())));
        modele.addAttribute("bailleur", bailleur);
        modele.addAttribute("onglet", onglet);
        modele.addAttribute("fil", List.of(new Lien("Paramètres", "/apilos_settings/"), FIL, Lien.ici(bailleur.nom())));
    }

    private ModelAndView formulaire(
            @Nullable Bailleur bailleur,
            Identite identite,
            @Nullable UnaryOperator<@Nullable String> saisie,
            List<ErreurDeChamp> erreurs,
            boolean perimee) {
        var titre = bailleur == null ? "Nouveau bailleur" : "Modifier " + bailleur.nom();
        var modele = new ModelAndView("bailleur/formulaire");
        boolean reserve = bailleur == null || lecture.droits(bailleur, identite).reserve();
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        var ecarts = new ArrayList<Definition>();
        var champs = champs(bailleur, reserve);
        champs.forEach(champ -> {
            if (saisie != null && champ.verrou() == null) {
                var tapee = champ.genre() == Champ.Genre.DATE
                        ? SaisieDeDate.lire(saisie, champ.nom())
                        : saisie.apply(champ.nom());
                if (perimee && !Objects.equals(vide(champ.valeur()), vide(tapee))) {
                    ecarts.add(Definition.de(champ.libelle(), champ.valeurLue()));
                }
                champ.valeur(tapee);
            }
            champ.erreur(parChamp.get(champ.nom()));
        });
        modele.addObject("titre", (erreurs.isEmpty() && !perimee ? "" : "Erreur : ") + titre);
        modele.addObject("intitule", titre);
        modele.addObject("champs", champs);
        modele.addObject("erreurs", erreurs);
        modele.addObject("perimee", perimee);
        modele.addObject("enregistrees", ecarts);
        modele.addObject("version", bailleur == null ? 0 : bailleur.version());
        modele.addObject("action", bailleur == null ? RACINE + "nouveau" : RACINE + bailleur.uuid());
        modele.addObject("retour", bailleur == null ? RACINE : RACINE + bailleur.uuid());
        modele.addObject("reserve", reserve);
        modele.addObject("uuid", bailleur == null ? null : bailleur.uuid());
        modele.addObject(
                "parent",
                bailleur == null || bailleur.parent() == null
                        ? null
                        : bailleurs.plusieurs(List.of(bailleur.parent())).stream()
                                .findFirst()
                                .orElse(null));
        modele.addObject("annuaire", bailleur == null && annuaire.actif());
        modele.addObject(
                "impact",
                bailleur == null
                        ? null
                        : usages.deBailleur(bailleur.uuid()).map(this::impact).orElse(null));
        modele.addObject("erreurParent", parChamp.get("bailleur"));
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        FIL,
                        Lien.ici(bailleur == null ? titre : bailleur.nom())));
        modele.setStatus(
                perimee ? HttpStatus.CONFLICT : erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private List<Champ> champs(@Nullable Bailleur b, boolean reserve) {
        var verrou = reserve ? null : "Seule l’équipe d’exploitation peut changer cette information.";
        var siret = b == null ? null : b.siret();
        return List.of(
                Champ.texte("nom", "Nom du bailleur")
                        .valeur(b == null ? null : b.nom())
                        .longueurMax(255),
                Champ.texte("siret", b != null && b.estPrive() ? "Courriel" : "SIRET")
                        .aide("14 chiffres, avec ou sans espaces")
                        .valeur(siret == null ? null : formats.siret(siret))
                        .verrou(verrou)
                        .court(),
                Champ.texte("siren", "SIREN")
                        .valeur(b == null ? null : b.siren())
                        .verrou("Il suit le SIRET à la création et ne change plus."),
                Champ.liste(
                                "nature_bailleur",
                                "Nature du bailleur",
                                Arrays.stream(NatureBailleur.values())
                                        .map(n -> Option.de(n.libelle(), n.libelle()))
                                        .toList())
                        .aide("Le type de bailleur, s’il est renseigné, impose la nature.")
                        .valeur(b == null ? NatureBailleur.AUTRES.libelle() : b.natureBailleur())
                        .verrou(verrou),
                Champ.liste(
                                "sous_nature_bailleur",
                                "Type de bailleur",
                                Arrays.stream(SousNatureBailleur.values())
                                        .map(n -> Option.de(n.name(), n.libelle()))
                                        .toList())
                        .valeur(b == null ? SousNatureBailleur.NONRENSEIGNE.name() : b.sousNatureBailleur())
                        .verrou(verrou),
                Champ.decimal("capital_social", "Capital social")
                        .unite("€")
                        .valeur(b == null ? null : formats.decimal(b.capitalSocial(), 2))
                        .facultatif(),
                Champ.texte("adresse", "Adresse")
                        .valeur(b == null ? null : b.adresse())
                        .longueurMax(255),
                Champ.texte("code_postal", "Code postal")
                        .valeur(b == null ? null : b.codePostal())
                        .court(),
                Champ.texte("ville", "Ville")
                        .valeur(b == null ? null : b.ville())
                        .longueurMax(255),
                Champ.texte("signataire_nom", "Nom du signataire")
                        .aide("Proposé dans les conventions qui n’en nomment pas encore")
                        .valeur(b == null ? null : b.signataireNom())
                        .longueurMax(255),
                Champ.texte("signataire_fonction", "Fonction du signataire")
                        .valeur(b == null ? null : b.signataireFonction())
                        .longueurMax(255)
                        .facultatif(),
                Champ.date("signataire_date_deliberation", "Date de la délibération qui donne pouvoir au signataire")
                        .valeur(
                                b == null || b.signataireDateDeliberation() == null
                                        ? null
                                        : b.signataireDateDeliberation().toString())
                        .facultatif(),
                Champ.zone("signataire_bloc_signature", "Bloc de signature")
                        .aide("Écrit tel quel au bas des conventions, par exemple « Le directeur général »")
                        .valeur(b == null ? null : b.signataireBlocSignature())
                        .longueurMax(5000)
                        .facultatif());
    }

    private List<Definition> numeros(Bailleur b) {
        // R-B1.6: a private person is known by an e-mail, in the place of both numbers.
        var pivots = b.estPrive()
                ? Stream.of(Definition.de("Email", b.siret()))
                : Stream.of(Definition.de("SIRET", formats.siret(b.siret())), Definition.de("SIREN", b.siren()));
        var capital = b.capitalSocial();
        return Stream.concat(
                        pivots,
                        Stream.of(
                                Definition.de("Type de bailleur", sousNature(b)),
                                Definition.de("Capital social", capital == null ? null : formats.montant(capital))))
                .toList();
    }

    private static @Nullable String sousNature(Bailleur b) {
        var code = b.sousNatureBailleur();
        return code == null
                ? null
                : SousNatureBailleur.parCode(code)
                        .filter(s -> s != SousNatureBailleur.NONRENSEIGNE)
                        .map(SousNatureBailleur::libelle)
                        .orElse(null);
    }

    private static List<Definition> adresse(Bailleur b) {
        var commune = Stream.of(b.codePostal(), b.ville())
                .filter(s -> s != null && !s.isBlank())
                .collect(Collectors.joining(" "));
        return List.of(Definition.de("Adresse", b.adresse()), Definition.de("Commune", commune));
    }

    private List<Definition> signataire(Bailleur b) {
        var date = b.signataireDateDeliberation();
        return List.of(
                Definition.de("Nom", b.signataireNom()),
                Definition.de("Fonction", b.signataireFonction()),
                Definition.de("Délibération", date == null ? null : formats.date(date)),
                Definition.de("Bloc de signature", b.signataireBlocSignature()));
    }

    private String impact(Usages.Usage usage) {
        return usage.aVenir() == 0
                ? "Aucune convention en attente de validation ne reprendra ces changements."
                : formats.pluriel(
                                usage.aVenir(),
                                "convention pas encore validée reprendra",
                                "conventions pas encore validées reprendront")
                        + " ces changements.";
    }

    private static String vide(@Nullable String valeur) {
        return valeur == null ? "" : valeur.strip();
    }
}
