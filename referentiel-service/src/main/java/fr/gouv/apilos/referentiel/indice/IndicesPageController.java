package fr.gouv.apilos.referentiel.indice;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Champ.Option;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import fr.gouv.apilos.platform.web.Saisies;
import fr.gouv.apilos.referentiel.journal.Entite;
import fr.gouv.apilos.referentiel.journal.Historique;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rent indices: everybody reads, the support team writes each year (03 A15, 07 §16). */
@Controller
@RequestMapping("/apilos_settings/indices")
class IndicesPageController {

    private static final String RACINE = "/apilos_settings/indices/";
    private static final Lien PARAMETRES = new Lien("Paramètres", "/apilos_settings/");
    private static final Map<String, String> HISTORIQUE = new LinkedHashMap<>();

    static {
        HISTORIQUE.put("annee", "Année");
        HISTORIQUE.put("natureLogement", "Nature");
        HISTORIQUE.put("dateDebut", "Début");
        HISTORIQUE.put("dateFin", "Fin");
        HISTORIQUE.put("evolution", "Évolution");
        HISTORIQUE.put("departements", "Départements");
    }

    private final Indices indices;
    private final Historique historique;
    private final Formats formats;

    IndicesPageController(Indices indices, Historique historique, Formats formats) {
        this.indices = indices;
        this.historique = historique;
        this.formats = formats;
    }

    /** One row as drawn. */
    record Ligne(UUID uuid, int annee, String nature, String evolution, String periode, String ou) {}

    @GetMapping({"", "/"})
    String lister(@RequestParam(defaultValue = "") String nature, Identite identite, Model modele) {
        var filtre = NatureDIndice.parCode(nature);
        modele.addAttribute(
                "lignes",
                indices.tous().stream()
                        .filter(i -> filtre.isEmpty() || i.nature() == filtre.get())
                        .map(this::ligne)
                        .toList());
        modele.addAttribute("natures", NatureDIndice.values());
        modele.addAttribute("nature", nature);
        modele.addAttribute("modifier", identite.staff() || identite.superuser());
        modele.addAttribute("fil", List.of(PARAMETRES, Lien.ici("Indices de loyer")));
        return "indice/liste";
    }

    @GetMapping("/nouveau")
    ModelAndView nouveau(Identite identite) {
        identite.exigerExploitation();
        return formulaire(null, null, List.of());
    }

    @GetMapping("/{uuid:[0-9a-f]+-.*}")
    ModelAndView modifier(@PathVariable UUID uuid, Identite identite) {
        identite.exigerExploitation();
        return formulaire(indices.un(uuid), null, List.of());
    }

    @PostMapping("/nouveau")
    ModelAndView creer(HttpServletRequest requete, Identite identite, RedirectAttributes redirection) {
        identite.exigerExploitation();
        return enregistrer(null, requete, redirection);
    }

    @PostMapping("/{uuid:[0-9a-f]+-.*}")
    ModelAndView changer(
            @PathVariable UUID uuid, HttpServletRequest requete, Identite identite, RedirectAttributes redirection) {
        identite.exigerExploitation();
        return enregistrer(indices.un(uuid), requete, redirection);
    }

    @PostMapping("/{uuid:[0-9a-f]+-.*}/suppression")
    String supprimer(@PathVariable UUID uuid, Identite identite, RedirectAttributes redirection) {
        identite.exigerExploitation();
        indices.supprimer(uuid, null);
        Annonce.information(redirection, "L’indice est supprimé ; l’historique le garde.");
        return "redirect:" + RACINE;
    }

    private ModelAndView enregistrer(
            @Nullable Indice connu, HttpServletRequest requete, RedirectAttributes redirection) {
        var s = new Saisies(requete::getParameter);
        var annee = s.entier("annee", "L’année", ImportDIndices.ANNEE_MIN, ImportDIndices.ANNEE_MAX);
        if (annee == null && s.brut("annee") == null) {
            s.refuser("annee", "Indiquez l’année de l’indice.");
        }
        var nature = NatureDIndice.parCode(s.brut("nature"));
        if (nature.isEmpty()) {
            s.refuser("nature", "Choisissez la nature de logement.");
        }
        var evolution = s.decimal("evolution", "L’évolution", 4);
        if (evolution == null && s.brut("evolution") == null) {
            s.refuser("evolution", "Indiquez l’évolution, en pourcentage.");
        } else if (evolution != null && evolution.abs().compareTo(ImportDIndices.EVOLUTION_MAX) >= 0) {
            s.refuser("evolution", "Écrivez un pourcentage, par exemple 1,25.");
        }
        var debut = s.date("debut");
        var fin = s.date("fin");
        var departements = s.brut("departements") == null
                ? List.<String>of()
                : Arrays.stream(Objects.requireNonNull(s.brut("departements"))
                                .toUpperCase(Locale.ROOT)
                                .split("[\\s,;]+"))
                        .filter(d -> !d.isBlank())
                        .distinct()
                        .toList();
        var inconnus = departements.stream()
                .filter(d -> Decoupage.departement(d).isEmpty())
                .toList();
        if (!inconnus.isEmpty()) {
            s.refuser("departements", "Départements inconnus : " + String.join(", ", inconnus) + ".");
        }
        if (annee == null
                || nature.isEmpty()
                || evolution == null
                || !s.erreurs().isEmpty()) {
            return formulaire(connu, requete::getParameter, s.erreurs());
        }
        var periode = Indices.periode(annee);
        var du = Objects.requireNonNullElse(debut, periode[0]);
        var au = Objects.requireNonNullElse(fin, periode[1]);
        if (au.isBefore(du)) {
            s.refuser("fin", "La date de fin doit suivre la date de début (" + formats.date(du) + ").");
            return formulaire(connu, requete::getParameter, s.erreurs());
        }
        try {
            indices.ecrire(
                    new Indice(
                            connu == null ? UUID.randomUUID() : connu.uuid(),
                            annee,
                            nature.get().estUnLoyer(),
                            nature.get().enBase(),
                            du,
                            au,
                            evolution,
                            departements,
                            0,
                            false),
                    null);
        } catch (ErreurMetier refus) {
            return formulaire(connu, requete::getParameter, List.of(new ErreurDeChamp("annee", refus.detail())));
        }
        Annonce.succes(redirection, "L’indice est enregistré.");
        return new ModelAndView("redirect:" + RACINE);
    }

    private ModelAndView formulaire(
            @Nullable Indice i, @Nullable UnaryOperator<@Nullable String> saisie, List<ErreurDeChamp> erreurs) {
        var titre = i == null ? "Nouvel indice" : "Indice " + i.libelle();
        var modele = new ModelAndView("indice/formulaire");
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        var champs = champs(i);
        champs.forEach(c -> {
            if (saisie != null) {
                c.valeur(c.genre() == Champ.Genre.DATE ? SaisieDeDate.lire(saisie, c.nom()) : saisie.apply(c.nom()));
            }
            c.erreur(parChamp.get(c.nom()));
        });
        modele.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + titre);
        modele.addObject("intitule", titre);
        modele.addObject("champs", champs);
        modele.addObject("erreurs", erreurs);
        modele.addObject("perimee", false);
        modele.addObject("enregistrees", List.of());
        modele.addObject("action", RACINE + (i == null ? "nouveau" : i.uuid()));
        modele.addObject("retour", RACINE);
        modele.addObject("uuid", i == null ? null : i.uuid());
        modele.addObject("evenements", i == null ? List.of() : historique.de(Entite.INDICE, i.uuid(), HISTORIQUE));
        modele.addObject("fil", List.of(PARAMETRES, new Lien("Indices de loyer", RACINE), Lien.ici(titre)));
        modele.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private List<Champ> champs(@Nullable Indice i) {
        return new ArrayList<>(List.of(
                Champ.entier("annee", "Année").valeur(i == null ? null : String.valueOf(i.annee())),
                Champ.liste(
                                "nature",
                                "Nature de logement",
                                Arrays.stream(NatureDIndice.values())
                                        .map(n -> Option.de(n.name(), n.libelle()))
                                        .toList())
                        .valeur(i == null ? null : i.nature().name()),
                Champ.decimal("evolution", "Évolution").unite("%").valeur(i == null ? null : pourcent(i.evolution())),
                Champ.date("debut", "Premier jour de la période")
                        .aide("Vide : la période habituelle, du 1er janvier au 31 décembre de l’année précédente")
                        .valeur(i == null ? null : i.dateDebut().toString())
                        .facultatif(),
                Champ.date("fin", "Dernier jour de la période")
                        .valeur(i == null ? null : i.dateFin().toString())
                        .facultatif(),
                Champ.texte("departements", "Départements")
                        .aide("Codes séparés par des espaces, par exemple 2A 2B ; vide pour toute la France")
                        .valeur(i == null ? null : String.join(" ", i.departements()))
                        .facultatif()));
    }

    private Ligne ligne(Indice i) {
        return new Ligne(
                i.uuid(),
                i.annee(),
                i.nature().libelle(),
                pourcent(i.evolution()) + "\u00a0%",
                "Du " + formats.dateCourte(i.dateDebut()) + " au " + formats.dateCourte(i.dateFin()),
                i.general() ? "Toute la France" : String.join(", ", i.departements()));
    }

    private String pourcent(BigDecimal evolution) {
        return formats.decimal(
                evolution, Math.max(2, evolution.stripTrailingZeros().scale()));
    }
}
