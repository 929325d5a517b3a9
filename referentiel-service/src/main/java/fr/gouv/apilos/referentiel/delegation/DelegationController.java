package fr.gouv.apilos.referentiel.delegation;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Champ.Option;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import fr.gouv.apilos.platform.web.Saisies;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.territoire.Commune;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import fr.gouv.apilos.referentiel.territoire.Departement;
import fr.gouv.apilos.referentiel.territoire.Territoires;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The delegations of an administration: everybody reads, the support team writes. */
@Controller
@RequestMapping("/apilos_settings/administrations/{administration}/delegations")
class DelegationController {

    private static final String RACINE = "/apilos_settings/administrations/";

    private final Delegations delegations;
    private final Administrations administrations;
    private final Territoires territoires;
    private final Formats formats;
    private final Clock horloge;

    DelegationController(
            Delegations delegations,
            Administrations administrations,
            Territoires territoires,
            Formats formats,
            Clock horloge) {
        this.delegations = delegations;
        this.administrations = administrations;
        this.territoires = territoires;
        this.formats = formats;
        this.horloge = horloge;
    }

    /** One delegation as drawn. */
    record Ligne(UUID uuid, String territoire, String dates, boolean enCours, boolean ouverte) {}

    @GetMapping
    ModelAndView lire(@PathVariable UUID administration, Identite identite) {
        identite.exiger("administration.view_administration");
        return page(administration, identite, null, List.of());
    }

    @PostMapping
    ModelAndView ajouter(
            @PathVariable UUID administration,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        identite.exigerExploitation();
        var s = new Saisies(requete::getParameter);
        var departement = s.exige("departement", "Le département", "Choisissez le département.", 3);
        if (!departement.isEmpty() && Decoupage.departement(departement).isEmpty()) {
            s.refuser("departement", "Choisissez le département dans la liste.");
        }
        var nom = s.texte("territoire", "Le nom du territoire", 255);
        var codes = codes(s, departement);
        var debut = s.date("debut");
        if (debut == null && SaisieDeDate.lire(requete::getParameter, "debut") == null) {
            s.refuser("debut", "Indiquez le premier jour de la délégation.");
        }
        var fin = s.date("fin");
        if (debut != null && fin != null && fin.isBefore(debut)) {
            s.refuser("fin", "La fin doit suivre le début (" + formats.date(debut) + ").");
        }
        if (!s.erreurs().isEmpty() || debut == null) {
            return page(administration, identite, requete::getParameter, s.erreurs());
        }
        try {
            delegations.ecrire(
                    new Delegation(
                            UUID.randomUUID(),
                            administration,
                            departement,
                            nom == null ? "" : nom,
                            codes,
                            debut,
                            fin,
                            0,
                            false),
                    null);
        } catch (ErreurMetier refus) {
            return page(
                    administration,
                    identite,
                    requete::getParameter,
                    List.of(new ErreurDeChamp("departement", refus.detail())));
        }
        Annonce.succes(redirection, "La délégation est enregistrée.");
        return new ModelAndView("redirect:" + RACINE + administration + "/delegations");
    }

    @PostMapping("/{uuid}/fin")
    ModelAndView terminer(
            @PathVariable UUID administration,
            @PathVariable UUID uuid,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        identite.exigerExploitation();
        var s = new Saisies(requete::getParameter);
        var fin = s.date("fin_" + uuid);
        if (fin == null) {
            return page(
                    administration,
                    identite,
                    null,
                    s.erreurs().isEmpty()
                            ? List.of(new ErreurDeChamp("", "Indiquez le dernier jour de la délégation."))
                            : s.erreurs());
        }
        delegations.terminer(uuid, fin);
        Annonce.succes(redirection, "La délégation se termine le " + formats.date(fin) + ".");
        return new ModelAndView("redirect:" + RACINE + administration + "/delegations");
    }

    @PostMapping("/{uuid}/suppression")
    String supprimer(
            @PathVariable UUID administration,
            @PathVariable UUID uuid,
            Identite identite,
            RedirectAttributes redirection) {
        identite.exigerExploitation();
        delegations.supprimer(uuid);
        Annonce.information(redirection, "La délégation est supprimée ; l’historique la garde.");
        return "redirect:" + RACINE + administration + "/delegations";
    }

    private List<String> codes(Saisies s, String departement) {
        var brut = s.brut("communes");
        if (brut == null) {
            return List.of();
        }
        var codes = Arrays.stream(brut.toUpperCase(java.util.Locale.ROOT).split("[\\s,;]+"))
                .filter(c -> !c.isBlank())
                .distinct()
                .toList();
        var connus = territoires.parCodes(codes).stream()
                .filter(c -> c.departement().equals(departement))
                .map(Commune::codeInsee)
                .collect(Collectors.toSet());
        var inconnus = codes.stream().filter(c -> !connus.contains(c)).toList();
        if (!inconnus.isEmpty()) {
            s.refuser(
                    "communes",
                    "Ces codes INSEE ne sont pas des communes du département : "
                            + String.join(", ", inconnus.subList(0, Math.min(10, inconnus.size()))) + ".");
        }
        return codes;
    }

    private ModelAndView page(
            UUID administration,
            Identite identite,
            @Nullable UnaryOperator<@Nullable String> saisie,
            List<ErreurDeChamp> erreurs) {
        var a = administrations.une(administration);
        var aujourdhui = LocalDate.now(horloge);
        var modele = new ModelAndView("administration/delegations");
        modele.addObject("bandeau", new Bandeau(a.nom(), "Administration", null, List.of("Code " + a.code())));
        modele.addObject("administration", a);
        modele.addObject("onglet", "delegations");
        modele.addObject("erreurs", erreurs);
        modele.addObject(
                "lignes",
                delegations.de(administration).stream()
                        .map(d -> new Ligne(d.uuid(), territoire(d), dates(d), d.enCours(aujourdhui), d.fin() == null))
                        .toList());
        modele.addObject("modifier", identite.staff() || identite.superuser());
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        var champs = List.of(
                Champ.liste(
                        "departement",
                        "Département",
                        Decoupage.departements().stream()
                                .map(d -> Option.de(d.codeInsee(), d.libelle()))
                                .toList()),
                Champ.texte("territoire", "Nom du territoire")
                        .aide("Par exemple Métropole d’Aix-Marseille-Provence ; vide pour le département entier")
                        .longueurMax(255)
                        .facultatif(),
                Champ.zone("communes", "Communes")
                        .aide("Codes INSEE séparés par des espaces ou des virgules ; vide pour le département entier")
                        .facultatif(),
                Champ.date("debut", "Premier jour"),
                Champ.date("fin", "Dernier jour").facultatif());
        champs.forEach(c -> {
            if (saisie != null) {
                c.valeur(c.genre() == Champ.Genre.DATE ? SaisieDeDate.lire(saisie, c.nom()) : saisie.apply(c.nom()));
            }
            c.erreur(parChamp.get(c.nom()));
        });
        modele.addObject("champs", champs);
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien("Administrations", RACINE),
                        Lien.ici(a.nom())));
        modele.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private String territoire(Delegation d) {
        var departement =
                Decoupage.departement(d.departement()).map(Departement::libelle).orElse(d.departement());
        var nom = d.territoire().isEmpty() ? departement : d.territoire() + " (" + departement + ")";
        return d.communes().isEmpty()
                ? nom + ", en entier"
                : nom + ", " + formats.pluriel(d.communes().size(), "commune", "communes");
    }

    private String dates(Delegation d) {
        var fin = d.fin();
        return fin == null
                ? "Depuis le " + formats.date(d.debut())
                : "Du " + formats.date(d.debut()) + " au " + formats.date(fin);
    }
}
