package fr.gouv.apilos.habilitation.audit;

import fr.gouv.apilos.habilitation.audit.Audit.Filtre;
import fr.gouv.apilos.habilitation.audit.Audit.Ligne;
import fr.gouv.apilos.habilitation.historique.Recit;
import fr.gouv.apilos.habilitation.referentiel.EntitesConnues;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.tableur.Export;
import fr.gouv.apilos.platform.web.EntetesDeTri;
import fr.gouv.apilos.platform.web.ExportDeListe;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Pagination;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who changed which account or role, when, before and after: for the support team. */
@Controller
class AuditController {

    private static final String RACINE = "/apilos_settings/audit/";
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int LONGUEUR_MAX = 100;

    private static final List<Export.Champ<Raconte>> EXPORT = List.of(
            new Export.Champ<>(
                    "Date", r -> LocalDateTime.ofInstant(r.quand(), PARIS).withNano(0)),
            new Export.Champ<>("Par", Raconte::qui),
            new Export.Champ<>("Compte", Raconte::nom),
            new Export.Champ<>("Changement", Raconte::quoi),
            new Export.Champ<>("Détail", Raconte::detail));

    private final Audit audit;
    private final EntitesConnues entites;
    private final Formats formats;
    private final Clock horloge;

    AuditController(Audit audit, EntitesConnues entites, Formats formats, Clock horloge) {
        this.audit = audit;
        this.entites = entites;
        this.formats = formats;
        this.horloge = horloge;
    }

    /**
     * A line in French.
     *
     * @param sujet whose sheet it leads to, or null
     */
    record Raconte(
            Instant quand,
            String qui,
            @Nullable UUID sujet,
            String nom,
            String quoi,
            @Nullable String detail) {}

    @GetMapping({"/apilos_settings/audit", RACINE})
    ModelAndView lire(
            @RequestParam Map<String, String> parametres,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Identite identite,
            HttpServletResponse reponse) {
        identite.exigerExploitation();
        reponse.addHeader(HttpHeaders.VARY, "HX-Request");
        var erreurs = new ArrayList<ErreurDeChamp>();
        var filtre = filtre(parametres, erreurs);
        var resultats = audit.page(filtre, parametres.getOrDefault("page", "1"));
        var modele = new ModelAndView(htmx == null ? "audit/liste" : "audit/liste :: resultats");
        var adresse = new LinkedHashMap<>(filtre.parametres());
        modele.addObject("filtres", EntetesDeTri.adresse("", adresse));
        adresse.put("page", "");
        modele.addObject(
                "pagination",
                new Pagination(
                        resultats.page(), resultats.pages(), EntetesDeTri.adresse(RACINE, adresse), "#resultats"));
        modele.addObject("filtre", filtre);
        // As typed, even when it is no date: nothing typed is lost.
        modele.addObject("du", parametres.getOrDefault("du", ""));
        modele.addObject("au", parametres.getOrDefault("au", ""));
        modele.addObject("erreurs", erreurs);
        modele.addObject("lignes", raconter(resultats.lignes()));
        modele.addObject("compte", formats.pluriel(resultats.trouves(), "changement", "changements"));
        modele.addObject("fil", List.of(new Lien("Paramètres", "/apilos_settings/"), Lien.ici("Audit")));
        return modele;
    }

    /** What is filtered, all pages, as a file. */
    @GetMapping("/apilos_settings/audit/export.{extension}")
    void exporter(
            @PathVariable String extension,
            @RequestParam Map<String, String> parametres,
            Identite identite,
            HttpServletResponse reponse)
            throws IOException {
        identite.exigerExploitation();
        var filtre = filtre(parametres, new ArrayList<>());
        ExportDeListe.repondre(
                reponse,
                extension,
                "audit",
                LocalDate.now(horloge),
                EXPORT,
                suite -> audit.chaque(filtre, lot -> raconter(lot).forEach(suite)));
    }

    private List<Raconte> raconter(List<Ligne> lignes) {
        var noms = entites.noms(Recit.entites(lignes.stream().map(Ligne::acte).toList()));
        return lignes.stream()
                .map(l -> new Raconte(
                        l.acte().survenuLe(),
                        l.acte().acteurNom(),
                        l.sujet(),
                        l.nom(),
                        Recit.quoi(l.acte()),
                        Recit.detail(l.acte(), noms)))
                .toList();
    }

    private static Filtre filtre(Map<String, String> parametres, List<ErreurDeChamp> erreurs) {
        return new Filtre(
                texte(parametres, "acteur"),
                texte(parametres, "personne"),
                parmi(parametres, "objet", Filtre.OBJETS),
                parmi(parametres, "action", Filtre.ACTIONS),
                date(parametres, "du", erreurs),
                date(parametres, "au", erreurs));
    }

    private static String texte(Map<String, String> parametres, String nom) {
        var valeur = parametres.getOrDefault(nom, "").replace("\0", "").strip();
        return valeur.length() <= LONGUEUR_MAX ? valeur : valeur.substring(0, LONGUEUR_MAX);
    }

    private static String parmi(Map<String, String> parametres, String nom, Set<String> permis) {
        var valeur = parametres.getOrDefault(nom, "");
        return permis.contains(valeur) ? valeur : "";
    }

    private static @Nullable LocalDate date(
            Map<String, String> parametres, String nom, Collection<ErreurDeChamp> erreurs) {
        var valeur = texte(parametres, nom);
        if (valeur.isEmpty()) {
            return null;
        }
        var date = Dates.lire(valeur);
        if (date.isEmpty()) {
            erreurs.add(
                    new ErreurDeChamp(nom, "La date « " + valeur + " » n’existe pas. Écrivez-la ainsi : 12/03/2026."));
        }
        return date.orElse(null);
    }
}
