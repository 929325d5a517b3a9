package fr.gouv.apilos.referentiel.deplacement;

import fr.gouv.apilos.platform.antivirus.ControleAntivirus;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.FichierRefuse;
import fr.gouv.apilos.platform.tableur.LecteurTableur;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import fr.gouv.apilos.referentiel.territoire.Departement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Gestion des délégataires: choose, look at what would move, confirm (03 B6, 07 §15, ux P12). Staff on every method (D5). */
@Controller
@RequestMapping("/apilos_settings/delegataires")
class DelegatairesController {

    private static final String RACINE = "/apilos_settings/delegataires/";
    private static final Lien PARAMETRES = new Lien("Paramètres", "/apilos_settings/");
    /** Above, the number of conventions is typed again before anything moves (ux P12). */
    private static final int SANS_RECOPIE = 100;

    private final Operations operations;
    private final Conventions conventions;
    private final Administrations administrations;
    private final JsonMapper json;
    private final Formats formats;
    private final ControleAntivirus antivirus;

    DelegatairesController(
            Operations operations,
            Conventions conventions,
            Administrations administrations,
            JsonMapper json,
            Formats formats,
            ControleAntivirus antivirus) {
        this.antivirus = antivirus;
        this.operations = operations;
        this.conventions = conventions;
        this.administrations = administrations;
        this.json = json;
        this.formats = formats;
    }

    /** An administration today in charge, as drawn. */
    record Actuelle(String libelle, long programmes) {}

    @GetMapping({"", "/"})
    ModelAndView choisir(Identite identite) {
        identite.exigerExploitation();
        return formulaire(null, null, List.of(), List.of());
    }

    @GetMapping("/modele")
    ResponseEntity<byte[]> modele(Identite identite) throws IOException {
        identite.exigerExploitation();
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.modele(CommunesDeposees.FEUILLE, List.<Map<String, Object>>of(), sortie);
        return ResponseEntity.ok()
                .contentType(
                        MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(CommunesDeposees.FEUILLE.nomFichier())
                                .build()
                                .toString())
                .body(sortie.toByteArray());
    }

    /**
     * Both steps post here, as in the source (R-B6.4, R-B6.5).
     *
     * @param communes JSON kept from a file sent before
     * @param confirmation {@code true} on the second step
     * @param recopie number of conventions typed again
     */
    @PostMapping({"", "/"})
    ModelAndView poster(
            @RequestParam(defaultValue = "") String administration,
            @RequestParam(defaultValue = "") String departement,
            @RequestParam(defaultValue = "") String communes,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(name = "no_dry_run", defaultValue = "") String confirmation,
            @RequestParam(defaultValue = "") String recopie,
            Identite identite)
            throws IOException {
        identite.exigerExploitation();
        var erreurs = new ArrayList<ErreurDeChamp>();
        var cible = cible(administration, erreurs);
        var choisies = communes(communes, file, erreurs);
        if (choisies.isEmpty()
                && departement.isEmpty()
                && erreurs.stream().noneMatch(e -> e.champ().equals("file"))) {
            erreurs.add(
                    new ErreurDeChamp("departement", "Choisissez un département ou déposez une liste de communes."));
        }
        if (!departement.isEmpty() && Decoupage.departement(departement).isEmpty()) {
            erreurs.add(new ErreurDeChamp("departement", "Choisissez le département dans la liste."));
        }
        if (!erreurs.isEmpty() || cible == null) {
            return formulaire(cible, departement, choisies, erreurs);
        }
        var criteres = choisies.isEmpty()
                ? new Conventions.Criteres(departement, null, null)
                : new Conventions.Criteres(null, choisies, null);
        Conventions.Apercu apercu;
        try {
            apercu = conventions.apercu(
                    new Conventions.Demande(Genre.DELEGATAIRES.champ(), cible.uuid(), criteres, identite.nom()));
        } catch (ErreurMetier e) {
            // What was chosen is not lost when the other service is away.
            return formulaire(cible, departement, choisies, List.of(new ErreurDeChamp("", e.detail())));
        }
        var territoire = territoire(departement, choisies);
        if (!confirmation.equals("true")) {
            return apercu(cible, departement, choisies, territoire, apercu, null);
        }
        if (apercu.programmes() == 0) {
            return apercu(cible, departement, choisies, territoire, apercu, null);
        }
        if (apercu.conventions() > SANS_RECOPIE
                && !recopie.replaceAll("\\D", "").equals(String.valueOf(apercu.conventions()))) {
            return apercu(
                    cible,
                    departement,
                    choisies,
                    territoire,
                    apercu,
                    "Recopiez le nombre de conventions : " + formats.entier(apercu.conventions()) + ".");
        }
        var id = operations.creer(
                Genre.DELEGATAIRES,
                null,
                cible.uuid(),
                territoire + " vers " + cible.libelle(),
                json.writeValueAsString(criteres),
                apercu.programmes(),
                identite);
        return new ModelAndView("redirect:" + RACINE + id);
    }

    private @Nullable Administration cible(String administration, List<ErreurDeChamp> erreurs) {
        try {
            var a = administrations.une(UUID.fromString(administration));
            if (!a.supprime()) {
                return a;
            }
        } catch (IllegalArgumentException | ErreurMetier _) {
            // Said below, in the same words.
        }
        erreurs.add(new ErreurDeChamp("administration", "Choisissez l’administration qui reçoit les programmes."));
        return null;
    }

    private List<Conventions.Commune> communes(
            String jsonDesCommunes, @Nullable MultipartFile fichier, List<ErreurDeChamp> erreurs) throws IOException {
        if (fichier != null && !fichier.isEmpty()) {
            try {
                var nom = fichier.getOriginalFilename() == null ? "" : fichier.getOriginalFilename();
                antivirus.exigerSain(nom, fichier::getInputStream, "file");
                return CommunesDeposees.lire(nom, fichier.getInputStream().readNBytes(LecteurTableur.TAILLE_MAX + 1));
            } catch (FichierRefuse refus) {
                refus.messages().stream().limit(20).forEach(m -> erreurs.add(new ErreurDeChamp("file", m)));
                return List.of();
            } catch (ErreurMetier refus) {
                erreurs.addAll(refus.champs());
                return List.of();
            }
        }
        if (jsonDesCommunes.isBlank()) {
            return List.of();
        }
        try {
            var lues = json.readValue(jsonDesCommunes, new TypeReference<List<Conventions.Commune>>() {});
            return lues == null
                    ? List.of()
                    : lues.stream()
                            .filter(Objects::nonNull)
                            .filter(c -> c.codePostal() != null && c.commune() != null)
                            .map(c -> new Conventions.Commune(Decoupage.codePostal(c.codePostal()), c.commune()))
                            .limit(LecteurTableur.LIGNES_MAX)
                            .toList();
        } catch (JacksonException e) {
            erreurs.add(
                    new ErreurDeChamp("file", "La liste de communes est illisible. Déposez de nouveau le fichier."));
            return List.of();
        }
    }

    private String territoire(String departement, List<Conventions.Commune> communes) {
        return communes.isEmpty()
                ? Decoupage.departement(departement).map(Departement::libelle).orElse(departement)
                : formats.pluriel(communes.size(), "commune", "communes") + " ("
                        + communes.getFirst().commune() + (communes.size() > 1 ? "…)" : ")");
    }

    private ModelAndView apercu(
            Administration cible,
            String departement,
            List<Conventions.Commune> communes,
            String territoire,
            Conventions.Apercu apercu,
            @Nullable String erreur) {
        var modele = new ModelAndView("deplacement/apercu-delegataires");
        var actuels = new ArrayList<Actuelle>();
        for (var a : apercu.actuels()) {
            actuels.add(new Actuelle(a.uuid() == null ? "Sans administration" : nom(a.uuid()), a.programmes()));
        }
        modele.addObject("cible", cible);
        modele.addObject("departement", departement);
        modele.addObject("communes", communes.isEmpty() ? "" : json.writeValueAsString(communes));
        modele.addObject("territoire", territoire);
        modele.addObject("apercu", apercu);
        modele.addObject("actuels", actuels);
        modele.addObject("recopie", apercu.conventions() > SANS_RECOPIE);
        modele.addObject("erreur", erreur);
        modele.addObject("fil", List.of(PARAMETRES, new Lien("Gestion des délégataires", RACINE), Lien.ici("Aperçu")));
        modele.setStatus(erreur == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private String nom(UUID administration) {
        try {
            return administrations.une(administration).libelle();
        } catch (ErreurMetier _) {
            return "Administration inconnue";
        }
    }

    private ModelAndView formulaire(
            @Nullable Administration cible,
            @Nullable String departement,
            List<Conventions.Commune> communes,
            List<ErreurDeChamp> erreurs) {
        var modele = new ModelAndView("deplacement/delegataires");
        modele.addObject("cible", cible);
        modele.addObject("departement", departement);
        modele.addObject("departements", Decoupage.departements());
        modele.addObject("communes", communes);
        modele.addObject("communesJson", communes.isEmpty() ? "" : json.writeValueAsString(communes));
        modele.addObject("erreurs", erreurs);
        modele.addObject("erreurAdministration", premier(erreurs, "administration"));
        modele.addObject("erreurDepartement", premier(erreurs, "departement"));
        modele.addObject("erreurFichier", premier(erreurs, "file"));
        modele.addObject("dernieres", operations.dernieres(List.of(Genre.DELEGATAIRES)));
        modele.addObject("fil", List.of(PARAMETRES, Lien.ici("Gestion des délégataires")));
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
