package fr.gouv.apilos.referentiel.deplacement;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** Transfer of everything from one bailleur to another, merge of two: choose, look, confirm (07 §13.12, ux P12). */
@Controller
@RequestMapping("/apilos_settings/transferts")
class TransfertController {

    private static final String RACINE = "/apilos_settings/transferts/";
    private static final Lien PARAMETRES = new Lien("Paramètres", "/apilos_settings/");
    private static final int SANS_RECOPIE = 100;

    private final Operations operations;
    private final Conventions conventions;
    private final Bailleurs bailleurs;
    private final JsonMapper json;
    private final Formats formats;

    TransfertController(
            Operations operations, Conventions conventions, Bailleurs bailleurs, JsonMapper json, Formats formats) {
        this.operations = operations;
        this.conventions = conventions;
        this.bailleurs = bailleurs;
        this.json = json;
        this.formats = formats;
    }

    @GetMapping({"", "/"})
    ModelAndView choisir(Identite identite) {
        identite.exigerExploitation();
        return formulaire(null, null, "TRANSFERT", List.of());
    }

    /**
     * Both steps post here.
     *
     * @param genre {@code TRANSFERT} or {@code FUSION}
     * @param recopie number of programmes typed again
     */
    @PostMapping({"", "/"})
    ModelAndView poster(
            @RequestParam(defaultValue = "") String de,
            @RequestParam(defaultValue = "") String vers,
            @RequestParam(defaultValue = "") String genre,
            @RequestParam(name = "no_dry_run", defaultValue = "") String confirmation,
            @RequestParam(defaultValue = "") String recopie,
            Identite identite) {
        identite.exigerExploitation();
        var erreurs = new ArrayList<ErreurDeChamp>();
        var source = bailleur(de, "de", "Choisissez le bailleur qui cède ses programmes.", erreurs);
        var cible = bailleur(vers, "vers", "Choisissez le bailleur qui les reçoit.", erreurs);
        if (source != null && cible != null && source.uuid().equals(cible.uuid())) {
            erreurs.add(new ErreurDeChamp("vers", "Choisissez deux bailleurs différents."));
        }
        if (source != null && operations.occupe(source.uuid())) {
            erreurs.add(new ErreurDeChamp(
                    "de", source.nom() + " prend déjà part à une opération en cours. Attendez sa fin ou annulez-la."));
        }
        if (cible != null && operations.occupe(cible.uuid())) {
            erreurs.add(new ErreurDeChamp(
                    "vers", cible.nom() + " prend déjà part à une opération en cours. Attendez sa fin ou annulez-la."));
        }
        if (!genre.equals("FUSION") && !genre.equals("TRANSFERT")) {
            erreurs.add(new ErreurDeChamp("genre", "Choisissez un transfert ou une fusion."));
        }
        if (!erreurs.isEmpty() || source == null || cible == null) {
            return formulaire(source, cible, genre, erreurs);
        }
        var quoi = Genre.valueOf(genre);
        var criteres = new Conventions.Criteres(null, null, source.uuid());
        Conventions.Apercu apercu;
        try {
            apercu = conventions.apercu(new Conventions.Demande(quoi.champ(), cible.uuid(), criteres, identite.nom()));
        } catch (ErreurMetier e) {
            return formulaire(source, cible, genre, List.of(new ErreurDeChamp("", e.detail())));
        }
        boolean rien = apercu.programmes() == 0 && quoi == Genre.TRANSFERT;
        if (!confirmation.equals("true") || rien) {
            return apercu(source, cible, quoi, apercu, null);
        }
        if (apercu.programmes() > SANS_RECOPIE
                && !recopie.replaceAll("\\D", "").equals(String.valueOf(apercu.programmes()))) {
            return apercu(
                    source,
                    cible,
                    quoi,
                    apercu,
                    "Recopiez le nombre de programmes : " + formats.entier(apercu.programmes()) + ".");
        }
        var id = operations.creer(
                quoi,
                source.uuid(),
                cible.uuid(),
                source.libelle() + " vers " + cible.libelle(),
                json.writeValueAsString(criteres),
                apercu.programmes(),
                identite);
        return new ModelAndView("redirect:" + RACINE + id);
    }

    private @Nullable Bailleur bailleur(String uuid, String champ, String demande, List<ErreurDeChamp> erreurs) {
        try {
            var b = bailleurs.un(UUID.fromString(uuid));
            if (!b.supprime()) {
                return b;
            }
        } catch (IllegalArgumentException | ErreurMetier _) {
            // Said below, in the same words.
        }
        erreurs.add(new ErreurDeChamp(champ, demande));
        return null;
    }

    private ModelAndView apercu(
            Bailleur source, Bailleur cible, Genre genre, Conventions.Apercu apercu, @Nullable String erreur) {
        var modele = new ModelAndView("deplacement/apercu-transfert");
        modele.addObject("source", source);
        modele.addObject("cible", cible);
        modele.addObject("genre", genre);
        modele.addObject("fusion", genre == Genre.FUSION);
        modele.addObject("apercu", apercu);
        modele.addObject("filiales", genre == Genre.FUSION ? bailleurs.enfants(source.uuid()) : List.of());
        modele.addObject("recopie", apercu.programmes() > SANS_RECOPIE);
        modele.addObject("possible", genre == Genre.FUSION || apercu.programmes() > 0);
        modele.addObject("erreur", erreur);
        modele.addObject("fil", List.of(PARAMETRES, new Lien("Fusions et transferts", RACINE), Lien.ici("Aperçu")));
        modele.setStatus(erreur == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private ModelAndView formulaire(
            @Nullable Bailleur source, @Nullable Bailleur cible, String genre, List<ErreurDeChamp> erreurs) {
        var modele = new ModelAndView("deplacement/transferts");
        modele.addObject("source", source);
        modele.addObject("cible", cible);
        modele.addObject("genre", genre);
        modele.addObject("erreurs", erreurs);
        modele.addObject("erreurDe", premier(erreurs, "de"));
        modele.addObject("erreurVers", premier(erreurs, "vers"));
        modele.addObject("dernieres", operations.dernieres(List.of(Genre.TRANSFERT, Genre.FUSION)));
        modele.addObject("fil", List.of(PARAMETRES, Lien.ici("Fusions et transferts")));
        modele.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private static @Nullable String premier(List<ErreurDeChamp> erreurs, String champ) {
        return erreurs.stream()
                .filter(e -> e.champ().equals(champ))
                .map(ErreurDeChamp::message)
                .findFirst()
                .orElse(null);
    }
}
