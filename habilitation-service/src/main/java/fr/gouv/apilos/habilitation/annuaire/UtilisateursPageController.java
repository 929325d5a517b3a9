package fr.gouv.apilos.habilitation.annuaire;

import fr.gouv.apilos.habilitation.annuaire.Filtre.Type;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Champ.Option;
import fr.gouv.apilos.platform.web.EntetesDeTri;
import fr.gouv.apilos.platform.web.ExportDeListe;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Pagination;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of accounts and its export (04 R100, ux P14 on P2). */
@Controller
class UtilisateursPageController {

    static final String RACINE = "/apilos_settings/users/";
    /** Below this the list is read at a glance: no search (04 R100). */
    private static final int CHERCHABLE = 3;

    private final ListeDesUtilisateurs liste;
    private final Formats formats;
    private final Clock horloge;

    UtilisateursPageController(ListeDesUtilisateurs liste, Formats formats, Clock horloge) {
        this.liste = liste;
        this.formats = formats;
        this.horloge = horloge;
    }

    @GetMapping({"/apilos_settings/users", RACINE})
    ModelAndView lister(
            @RequestParam Map<String, String> parametres,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Identite identite,
            HttpServletResponse reponse) {
        exigerUnePortee(identite);
        reponse.addHeader(HttpHeaders.VARY, "HX-Request");
        var filtre = Filtre.de(parametres);
        var resultats = liste.page(filtre, parametres.getOrDefault("page", "1"), identite);
        var modele = new ModelAndView(htmx == null ? "utilisateur/liste" : "utilisateur/liste :: resultats");
        var adresse = new LinkedHashMap<>(filtre.parametres());
        modele.addObject(
                "entetes",
                EntetesDeTri.entetes(
                        ListeDesUtilisateurs.COLONNES, ListeDesUtilisateurs.demande(filtre.ordre()), RACINE, adresse));
        adresse.put("order_by", filtre.ordre());
        modele.addObject("filtres", EntetesDeTri.adresse("", adresse));
        adresse.put("page", "");
        modele.addObject(
                "pagination",
                new Pagination(
                        resultats.page(), resultats.pages(), EntetesDeTri.adresse(RACINE, adresse), "#resultats"));
        modele.addObject("filtre", filtre);
        modele.addObject("resultats", resultats);
        modele.addObject("cherchable", resultats.total() > CHERCHABLE);
        modele.addObject("exploitation", Portee.exploitation(identite));
        modele.addObject("types", types(identite));
        modele.addObject("compte", compte(resultats.trouves(), resultats.total()));
        modele.addObject("etiquettes", etiquettes(filtre));
        modele.addObject("relachements", resultats.lignes().isEmpty() ? relachements(filtre, identite) : List.of());
        modele.addObject("fil", List.of(new Lien("Paramètres", "/apilos_settings/"), Lien.ici("Utilisateurs")));
        return modele;
    }

    /** What the list shows, all pages, as a file. */
    @GetMapping("/apilos_settings/users/export.{extension}")
    void exporter(
            @PathVariable String extension,
            @RequestParam Map<String, String> parametres,
            Identite identite,
            HttpServletResponse reponse)
            throws IOException {
        exigerUnePortee(identite);
        var filtre = Filtre.de(parametres);
        ExportDeListe.repondre(
                reponse,
                extension,
                "utilisateurs",
                LocalDate.now(horloge),
                ListeDesUtilisateurs.EXPORT,
                suite -> liste.chaque(filtre, identite, suite));
    }

    /** Who acts for no entity has no colleagues here (04 §6.7): the page says so rather than show an empty list. */
    private static void exigerUnePortee(Identite identite) {
        if (Portee.de(identite).vide()) {
            throw ErreurMetier.interdit("Votre habilitation n’est attachée à aucun bailleur ni à aucune administration"
                    + " gestionnaire : elle ne permet pas de voir d’autres comptes.");
        }
    }

    private String compte(long trouves, long total) {
        return trouves == total
                ? formats.pluriel(total, "compte", "comptes")
                : formats.entier(trouves) + " sur " + formats.pluriel(total, "compte", "comptes");
    }

    private static List<Option> types(Identite identite) {
        return Stream.of(Type.values())
                .filter(t -> t.pourTous() || Portee.exploitation(identite))
                .map(t -> Option.de(t.name(), t.libelle()))
                .toList();
    }

    private static List<Lien> etiquettes(Filtre filtre) {
        return filtre.actifs().stream()
                .map(a -> new Lien(a.libelle(), adresse(filtre.sans(a.parametre()))))
                .toList();
    }

    /** Nothing found: what each filter hides, one at a time (ux P2). */
    private List<Lien> relachements(Filtre filtre, Identite identite) {
        var liens = new ArrayList<Lien>();
        for (var actif : filtre.actifs()) {
            var relache = filtre.sans(actif.parametre());
            long nombre = liste.compter(relache, identite);
            if (nombre > 0) {
                liens.add(new Lien(
                        "Sans « " + actif.libelle() + " » : " + formats.pluriel(nombre, "compte", "comptes"),
                        adresse(relache)));
            }
        }
        return liens;
    }

    private static String adresse(Filtre filtre) {
        var parametres = filtre.parametres();
        parametres.put("order_by", filtre.ordre());
        return EntetesDeTri.adresse(RACINE, parametres);
    }
}
