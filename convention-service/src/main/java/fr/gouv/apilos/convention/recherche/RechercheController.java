package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.recherche.Critere.Actes;
import fr.gouv.apilos.convention.recherche.Critere.Onglet;
import fr.gouv.apilos.convention.recherche.Critere.Tri;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Badge;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Pagination;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of conventions and avenants, whole or as the part that changes (ux P2). */
@Controller
class RechercheController {

    private final Recherche recherche;
    private final Formats formats;

    RechercheController(Recherche recherche, Formats formats) {
        this.recherche = recherche;
        this.formats = formats;
    }

    /** One row, ready to be drawn. */
    record Rang(Recherche.Ligne ligne, Badge badge, String financements) {}

    /** One tab with its count. */
    record OngletVu(String libelle, String lien, String nombre, boolean courant) {}

    /** One choice of a filter. */
    record Choix(String valeur, String libelle, boolean coche) {}

    @GetMapping({"/conventions", "/conventions/"})
    String accueil() {
        return "redirect:/conventions/recherche";
    }

    @GetMapping("/conventions/recherche")
    ModelAndView chercher(
            @RequestParam MultiValueMap<String, String> parametres,
            @RequestHeader(name = "HX-Request", required = false) String htmx,
            HttpServletResponse reponse) {
        var identite = Identite.courante();
        var critere = Critere.lire(parametres);
        var resultats = recherche.chercher(critere, identite);
        boolean instructeur = identite.estInstructeur();
        var modele = new ModelAndView(htmx == null ? "recherche/liste" : "recherche/liste :: resultats");
        reponse.addHeader(HttpHeaders.VARY, "HX-Request");
        modele.addObject("critere", critere);
        modele.addObject("compte", formats.pluriel(resultats.total(), "convention trouvée", "conventions trouvées"));
        modele.addObject("vide", resultats.total() == 0);
        modele.addObject(
                "rangs",
                resultats.lignes().stream()
                        .map(ligne -> new Rang(
                                ligne,
                                badge(ligne.statut(), instructeur),
                                ligne.financements().stream()
                                        .map(f -> Financement.valueOf(f).libelle())
                                        .collect(Collectors.joining(", "))))
                        .toList());
        modele.addObject(
                "pagination",
                new Pagination(resultats.page(), resultats.pages(), critere.avec("page", ""), "#resultats"));
        modele.addObject("etiquettes", etiquettes(critere, instructeur));
        modele.addObject("relachements", resultats.total() == 0 ? relachements(critere, identite) : List.of());
        modele.addObject("filtre", critere.filtre());
        modele.addObject("parametres", critere.parametres());
        modele.addObject(
                "tris",
                Arrays.stream(Tri.values())
                        .map(tri -> new Choix(tri.code(), tri.libelle(), tri == critere.tri()))
                        .toList());
        modele.addObject(
                "tailles",
                Critere.TAILLES.stream()
                        .map(taille ->
                                new Choix(String.valueOf(taille), taille + " par page", taille == critere.taille()))
                        .toList());
        // A page shorter than the shortest choice has nothing to choose.
        modele.addObject("aPaginer", resultats.total() > Critere.TAILLES.getFirst());
        if (htmx == null) {
            var nombres = recherche.onglets(identite);
            modele.addObject(
                    "onglets",
                    List.of(Onglet.A_TRAITER, Onglet.EN_ATTENTE, Onglet.TOUTES).stream()
                            .map(onglet -> new OngletVu(
                                    onglet.libelle(),
                                    critere.avec("onglet", onglet.code()),
                                    formats.entier(nombres.get(onglet)),
                                    onglet == critere.onglet()))
                            .toList());
            modele.addObject(
                    "statuts",
                    Arrays.stream(Statut.values())
                            .map(s -> new Choix(
                                    s.name(),
                                    s.libelle(instructeur),
                                    critere.statuts().contains(s)))
                            .toList());
            modele.addObject(
                    "actes",
                    Arrays.stream(Actes.values())
                            .map(a -> new Choix(a.code(), a.libelle(), a == critere.actes()))
                            .toList());
            modele.addObject(
                    "financements",
                    Arrays.stream(Financement.values())
                            .map(f -> new Choix(f.code(), f.libelle(), f == critere.financement()))
                            .toList());
        }
        return modele;
    }

    private static Badge badge(Statut statut, boolean instructeur) {
        return new Badge(statut.libelle(instructeur), statut.couleur(), statut.icone());
    }

    private static List<Lien> etiquettes(Critere critere, boolean instructeur) {
        var etiquettes = new ArrayList<Lien>();
        for (var statut : critere.statuts()) {
            etiquettes.add(new Lien("Statut : " + statut.libelle(instructeur), critere.sans("statut", statut.name())));
        }
        if (critere.financement() != null) {
            etiquettes.add(
                    new Lien("Financement : " + critere.financement().libelle(), critere.sans("financement", null)));
        }
        if (critere.departement() != null) {
            etiquettes.add(new Lien("Département : " + critere.departement(), critere.sans("departement", null)));
        }
        if (critere.bailleur() != null) {
            etiquettes.add(new Lien("Un seul bailleur", critere.sans("bailleur", null)));
        }
        if (critere.anneeSignature() != null) {
            etiquettes.add(
                    new Lien("Année de signature : " + critere.anneeSignature(), critere.sans("date_signature", null)));
        }
        if (critere.actes() != Actes.TOUS) {
            etiquettes.add(new Lien(critere.actes().libelle(), critere.sans("est_avenant", null)));
        }
        return etiquettes;
    }

    /** What each criterion hides, when together they hide everything. */
    private List<Lien> relachements(Critere critere, Identite identite) {
        var liens = new ArrayList<Lien>();
        critere.parametres().keySet().stream()
                .filter(nom -> !nom.equals("tri") && !nom.equals("taille"))
                .limit(4)
                .forEach(nom -> {
                    long nombre = recherche.compter(critere.relache(nom), identite);
                    if (nombre > 0) {
                        liens.add(new Lien(
                                "Sans " + nomDe(nom) + ", il y en aurait " + formats.entier(nombre),
                                critere.sans(nom, null)));
                    }
                });
        return liens;
    }

    private static String nomDe(String parametre) {
        return switch (parametre) {
            case "q" -> "le texte cherché";
            case "onglet" -> "l’onglet choisi";
            case "statut" -> "le filtre de statut";
            case "financement" -> "le filtre de financement";
            case "departement" -> "le filtre de département";
            case "bailleur" -> "le filtre de bailleur";
            case "date_signature" -> "l’année de signature";
            case "est_avenant" -> "le choix des actes";
            default -> "ce filtre";
        };
    }
}
