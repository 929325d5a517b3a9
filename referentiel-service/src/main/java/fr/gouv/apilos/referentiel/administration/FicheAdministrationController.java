package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.EntetesDeTri;
import fr.gouv.apilos.platform.web.ExportDeListe;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Pagination;
import fr.gouv.apilos.referentiel.journal.Entite;
import fr.gouv.apilos.referentiel.journal.Historique;
import fr.gouv.apilos.referentiel.usage.Usages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** List, sheet, form and history of administrations (03 B5, ux P14). */
@Controller
class FicheAdministrationController {

    private static final String RACINE = "/apilos_settings/administrations/";
    private static final Lien FIL = new Lien("Administrations", RACINE);
    private static final Map<String, String> HISTORIQUE = new LinkedHashMap<>();

    static {
        HISTORIQUE.put("nom", "Nom");
        HISTORIQUE.put("code", "Code");
        HISTORIQUE.put("villeSignature", "Ville de signature");
        HISTORIQUE.put("adresse", "Adresse");
        HISTORIQUE.put("codePostal", "Code postal");
        HISTORIQUE.put("ville", "Ville");
        HISTORIQUE.put("nbConventionExemplaires", "Exemplaires");
        HISTORIQUE.put("signataireBlocSignature", "Bloc de signature");
        HISTORIQUE.put("supprime", "Supprimée");
    }

    private final AccesAdministration acces;
    private final ListeDesAdministrations liste;
    private final FichesDAdministration fiches;
    private final Historique historique;
    private final Formats formats;
    private final Usages usages;
    private final Clock horloge;

    FicheAdministrationController(
            AccesAdministration acces,
            ListeDesAdministrations liste,
            FichesDAdministration fiches,
            Historique historique,
            Formats formats,
            Usages usages,
            Clock horloge) {
        this.usages = usages;
        this.horloge = horloge;
        this.acces = acces;
        this.liste = liste;
        this.fiches = fiches;
        this.historique = historique;
        this.formats = formats;
    }

    /** Addresses of the first version: bookmarks keep working. */
    @GetMapping("/administrations/{uuid}")
    String ancienne(@PathVariable UUID uuid) {
        return "redirect:" + RACINE + uuid;
    }

    @GetMapping({"/apilos_settings/administrations", "/apilos_settings/administrations/"})
    ModelAndView lister(
            @RequestParam(name = "search_input", defaultValue = "") String texte,
            @RequestParam(name = "order_by", defaultValue = "") String ordre,
            @RequestParam(defaultValue = "1") String page,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Identite identite,
            HttpServletResponse reponse) {
        reponse.addHeader(HttpHeaders.VARY, "HX-Request");
        var resultats = liste.page(texte, ordre, page, identite);
        var parametres = new LinkedHashMap<String, String>();
        parametres.put("search_input", texte);
        var modele = new ModelAndView(htmx == null ? "administration/liste" : "administration/liste :: resultats");
        modele.addObject("entetes", EntetesDeTri.entetes(ListeDesAdministrations.COLONNES, ordre, RACINE, parametres));
        parametres.put("order_by", ordre);
        parametres.put("page", "");
        modele.addObject("texte", texte);
        modele.addObject("resultats", resultats);
        modele.addObject(
                "compte",
                resultats.trouves() == resultats.total()
                        ? formats.pluriel(resultats.total(), "administration", "administrations")
                        : formats.entier(resultats.trouves()) + " sur "
                                + formats.pluriel(resultats.total(), "administration", "administrations"));
        modele.addObject("approchants", resultats.lignes().isEmpty() ? liste.proposer(texte, identite) : List.of());
        modele.addObject(
                "pagination",
                new Pagination(
                        resultats.page(), resultats.pages(), EntetesDeTri.adresse(RACINE, parametres), "#resultats"));
        parametres.remove("page");
        modele.addObject("export", RACINE + "export");
        modele.addObject("filtres", EntetesDeTri.adresse("", parametres));
        modele.addObject("creer", AccesAdministration.reserve(identite));
        modele.addObject("fil", List.of(new Lien("Paramètres", "/apilos_settings/"), Lien.ici("Administrations")));
        return modele;
    }

    /** What the list shows, all pages, as a file. */
    @GetMapping("/apilos_settings/administrations/export.{extension}")
    void exporter(
            @PathVariable String extension,
            @RequestParam(name = "search_input", defaultValue = "") String texte,
            @RequestParam(name = "order_by", defaultValue = "") String ordre,
            Identite identite,
            HttpServletResponse reponse)
            throws IOException {
        identite.exiger(ListeDesAdministrations.LIRE);
        ExportDeListe.repondre(
                reponse,
                extension,
                "administrations",
                LocalDate.now(horloge),
                ListeDesAdministrations.EXPORT,
                suite -> liste.chaque(texte, ordre, identite, suite));
    }

    @GetMapping("/apilos_settings/administrations/{uuid}")
    String fiche(@PathVariable UUID uuid, Identite identite, Model modele) {
        var a = acces.lire(uuid, identite);
        commun(a, "fiche", modele);
        var commune = Stream.of(a.codePostal(), a.ville())
                .filter(s -> s != null && !s.isBlank())
                .collect(Collectors.joining(" "));
        modele.addAttribute(
                "adresse", List.of(Definition.de("Adresse", a.adresse()), Definition.de("Commune", commune)));
        modele.addAttribute(
                "signature",
                List.of(
                        Definition.de("Ville de signature", a.villeSignature()),
                        Definition.de("Exemplaires d’une convention", formats.entier(a.nbConventionExemplaires())),
                        Definition.de("Bloc de signature", a.signataireBlocSignature())));
        modele.addAttribute("droits", acces.droits(a, identite));
        return "administration/fiche";
    }

    @GetMapping("/apilos_settings/administrations/{uuid}/historique")
    String historique(@PathVariable UUID uuid, Identite identite, Model modele) {
        commun(acces.lire(uuid, identite), "historique", modele);
        modele.addAttribute("evenements", historique.de(Entite.ADMINISTRATION, uuid, HISTORIQUE));
        return "administration/historique";
    }

    @GetMapping("/apilos_settings/administrations/{uuid}/modifier")
    ModelAndView modifier(@PathVariable UUID uuid, Identite identite) {
        return formulaire(acces.aModifier(uuid, identite), identite, null, List.of(), false);
    }

    @PostMapping("/apilos_settings/administrations/{uuid}")
    ModelAndView enregistrer(
            @PathVariable UUID uuid,
            @RequestParam(defaultValue = "-1") long version,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        var resultat = fiches.enregistrer(uuid, version, requete::getParameter, identite);
        if (!resultat.fait()) {
            return formulaire(
                    Objects.requireNonNull(resultat.administration()),
                    identite,
                    requete::getParameter,
                    resultat.erreurs(),
                    resultat.perimee());
        }
        Annonce.succes(redirection, "L’administration a été enregistrée avec succès.");
        return new ModelAndView("redirect:" + RACINE + uuid);
    }

    @GetMapping("/apilos_settings/administrations/nouvelle")
    ModelAndView nouvelle(Identite identite) {
        identite.exigerExploitation();
        return formulaire(null, identite, null, List.of(), false);
    }

    @PostMapping("/apilos_settings/administrations/nouvelle")
    ModelAndView creer(HttpServletRequest requete, Identite identite, RedirectAttributes redirection) {
        var resultat = fiches.creer(requete::getParameter, identite);
        if (!resultat.fait()) {
            return formulaire(null, identite, requete::getParameter, resultat.erreurs(), false);
        }
        Annonce.succes(redirection, "L’administration est créée.");
        return new ModelAndView("redirect:" + RACINE
                + Objects.requireNonNull(resultat.administration()).uuid());
    }

    private static void commun(Administration a, String onglet, Model modele) {
        modele.addAttribute(
                "bandeau",
                new Bandeau(
                        a.nom(),
                        a.supprime() ? "Administration supprimée" : "Administration",
                        null,
                        List.of("Code " + a.code())));
        modele.addAttribute("administration", a);
        modele.addAttribute("onglet", onglet);
        modele.addAttribute("fil", List.of(new Lien("Paramètres", "/apilos_settings/"), FIL, Lien.ici(a.nom())));
    }

    private ModelAndView formulaire(
            @Nullable Administration a,
            Identite identite,
            @Nullable UnaryOperator<@Nullable String> saisie,
            List<ErreurDeChamp> erreurs,
            boolean perimee) {
        var titre = a == null ? "Nouvelle administration" : "Modifier " + a.nom();
        var modele = new ModelAndView("administration/formulaire");
        boolean reserve = a == null || acces.droits(a, identite).reserve();
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        var ecarts = new ArrayList<Definition>();
        var champs = champs(a, reserve);
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
        modele.addObject("titre", (erreurs.isEmpty() && !perimee ? "" : "Erreur : ") + titre);
        modele.addObject("intitule", titre);
        modele.addObject("champs", champs);
        modele.addObject("erreurs", erreurs);
        modele.addObject("perimee", perimee);
        modele.addObject("enregistrees", ecarts);
        modele.addObject("version", a == null ? 0 : a.version());
        modele.addObject(
                "impact",
                a == null
                        ? null
                        : usages.dAdministration(a.uuid()).map(this::impact).orElse(null));
        modele.addObject("action", a == null ? RACINE + "nouvelle" : RACINE + a.uuid());
        modele.addObject("retour", a == null ? RACINE : RACINE + a.uuid());
        modele.addObject(
                "fil",
                List.of(new Lien("Paramètres", "/apilos_settings/"), FIL, Lien.ici(a == null ? titre : a.nom())));
        modele.setStatus(
                perimee ? HttpStatus.CONFLICT : erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private List<Champ> champs(@Nullable Administration a, boolean reserve) {
        var verrou = reserve ? null : "Seule l’équipe d’exploitation peut changer cette information.";
        return List.of(
                Champ.texte("nom", "Nom de l’administration")
                        .valeur(a == null ? null : a.nom())
                        .verrou(verrou)
                        .longueurMax(255),
                Champ.texte("code", "Code")
                        .aide("Celui de SIAP, par exemple DD013 pour une DDT, 13055 pour une collectivité")
                        .valeur(a == null ? null : a.code())
                        .verrou(verrou)
                        .court(),
                Champ.texte("ville_signature", "Ville de signature")
                        .aide("Écrite dans les conventions, après « Fait à »")
                        .valeur(a == null ? null : a.villeSignature())
                        .longueurMax(255)
                        .facultatif(),
                Champ.zone("signataire_bloc_signature", "Bloc de signature")
                        .aide(
                                "Écrit au bas des conventions, par exemple « Pour le préfet, le directeur départemental »")
                        .valeur(a == null ? null : a.signataireBlocSignature())
                        .longueurMax(5000)
                        .facultatif(),
                Champ.zone("adresse", "Adresse")
                        .aide("Où les bailleurs envoient les conventions signées")
                        .valeur(a == null ? null : a.adresse())
                        .longueurMax(5000)
                        .facultatif(),
                Champ.texte("code_postal", "Code postal")
                        .valeur(a == null ? null : a.codePostal())
                        .court()
                        .facultatif(),
                Champ.texte("ville", "Ville")
                        .valeur(a == null ? null : a.ville())
                        .longueurMax(255)
                        .facultatif(),
                Champ.entier("nb_convention_exemplaires", "Nombre d’exemplaires d’une convention")
                        .valeur(
                                a == null
                                        ? String.valueOf(Administration.EXEMPLAIRES)
                                        : formats.entier(a.nbConventionExemplaires())));
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
