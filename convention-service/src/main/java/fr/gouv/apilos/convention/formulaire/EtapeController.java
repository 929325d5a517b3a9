package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.fichier.Depistage;
import fr.gouv.apilos.convention.fichier.Depots;
import fr.gouv.apilos.convention.fichier.Fichiers;
import fr.gouv.apilos.convention.formulaire.Formulaire.Enregistrement;
import fr.gouv.apilos.convention.formulaire.Formulaire.Lue;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Cellule;
import fr.gouv.apilos.platform.tableur.Colonne;
import fr.gouv.apilos.platform.tableur.FichierRefuse;
import fr.gouv.apilos.platform.tableur.Ligne;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Etapier;
import fr.gouv.apilos.platform.web.FilDeCommentaires;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Pagination;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.WebUtils;

/** The pages of the form (ux P5, P6); everything they decide is decided below. */
@Controller
@RequestMapping(
        "/conventions/{etape:(?:avenant_)?(?:bailleur|programme|cadastre|edd|financement|logements|commentaires)}/{convention}")
class EtapeController {

    private static final String NOUVELLE = "nouvelle";
    private static final int RANGS_PAR_PAGE = 50;
    /** Each cell of such a row is a field. */
    private static final int RANGS_A_CORRIGER = 20;

    private static final int DITES_AU_PLUS = 100;
    /** Begins the name of a field that stands for a cell. */
    private static final String CELLULE = "cellule.";

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /** Begins the value of the button that removes a file. */
    private static final String RETIRER = "retirer-";
    /** Begins the name of the box that takes the files of a field. */
    private static final String FICHIERS = "fichiers.";
    /** Begins the name under which a refused file is said on top of the page. */
    private static final String PREFIXE_DEPOT = "depot-";

    private final Formulaire formulaire;
    private final Tables tables;
    private final Fichiers fichiers;
    private final Depots depots;
    private final Depistage depistage;

    EtapeController(Formulaire formulaire, Tables tables, Fichiers fichiers, Depots depots, Depistage depistage) {
        this.formulaire = formulaire;
        this.tables = tables;
        this.fichiers = fichiers;
        this.depots = depots;
        this.depistage = depistage;
    }

    /** A field that takes files and no text, with what is said about it. */
    record FichiersSeuls(String nom, FilDeCommentaires fil) {}

    @GetMapping
    ModelAndView lire(
            @PathVariable String etape, @PathVariable UUID convention, @RequestParam(defaultValue = "1") int page) {
        var lue = formulaire.lire(etape(etape), convention, Identite.courante());
        var juste = lue.dossier()
                .position()
                .etape()
                .chemin(lue.dossier().convention().estAvenant());
        // DB-34: the path of a convention with the identifier of an avenant, or the other way round.
        return juste.equals(etape)
                ? page(lue, Map.of(), List.of(), List.of(), false, page)
                : new ModelAndView("redirect:/conventions/" + juste + "/" + convention);
    }

    @PostMapping
    ModelAndView enregistrer(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @RequestParam(required = false) String version,
            @RequestParam(defaultValue = "continuer") String suite,
            HttpServletRequest requete,
            RedirectAttributes redirection)
            throws IOException {
        var identite = Identite.courante();
        var quelle = etape(etape);
        var lue = formulaire.lire(quelle, convention, identite);
        var saisie = saisie(lue.questions(), requete);
        var refuses = deposer(lue, requete, suite.equals("deposer"), identite);
        if (suite.startsWith(RETIRER)) {
            fichiers.retirer(convention, uuid(suite.substring(RETIRER.length())), identite);
        }
        if (suite.equals("deposer") || suite.startsWith(RETIRER) || !refuses.isEmpty()) {
            // What is typed stays on the page, not yet saved.
            return page(lue, saisie, List.of(), List.of(), false, 1, refuses);
        }
        Enregistrement enregistrement;
        try {
            enregistrement = formulaire.enregistrer(
                    quelle, convention, saisie, version, suite.endsWith("-malgre-tout"), identite);
        } catch (OptimisticLockingFailureException _) {
            // Somebody saved in the same instant: as if a little before.
            enregistrement =
                    new Enregistrement(formulaire.lire(quelle, convention, identite), List.of(), true, List.of());
        }
        if (!enregistrement.fait()) {
            return page(
                    enregistrement.lue(),
                    saisie,
                    enregistrement.erreurs(),
                    enregistrement.aConfirmer(),
                    enregistrement.perimee(),
                    1);
        }
        var position = enregistrement.lue().dossier().position();
        boolean avenant = enregistrement.lue().dossier().convention().estAvenant();
        Annonce.succes(redirection, "L’étape « " + quelle.libelle() + " » est enregistrée.");
        var suivante = suite.startsWith("quitter") ? null : position.suivante().orElse(null);
        return new ModelAndView("redirect:/conventions/"
                + (suivante == null ? "recapitulatif" : suivante.chemin(avenant)) + "/" + convention);
    }

    @GetMapping("/lignes/{ligne}")
    ModelAndView ligne(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable String ligne,
            @RequestParam(required = false) UUID copie) {
        var table = table(etape);
        var lue = formulaire.lire(table.etape(), convention, Identite.courante());
        boolean nouvelle = ligne.equals(NOUVELLE);
        if (nouvelle) {
            exigerTableOuverte(lue.dossier(), table);
        }
        var valeurs = new HashMap<String, String>();
        var source = nouvelle ? copie : uuid(ligne);
        String empreinte = null;
        if (source != null) {
            var rang = rang(table, lue, source)
                    .orElseThrow(() -> ErreurMetier.introuvable("Cette ligne n’existe plus. Rouvrez le tableau."));
            valeurs.putAll(typees(table, rang));
            empreinte = Tables.empreinte(table, rang);
        } else if (lue.dossier().convention().lots().size() == 1) {
            valeurs.put(
                    "financement",
                    lue.dossier().convention().lots().getFirst().financement().code());
        }
        return pageDeLigne(lue, table, new SaisieDeLigne(ligne, UUID.randomUUID(), empreinte, valeurs), null);
    }

    @PostMapping("/lignes/{ligne}")
    ModelAndView ecrireLigne(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable String ligne,
            @RequestParam(defaultValue = "fermer") String suite,
            @RequestParam(required = false) UUID cle,
            @RequestParam(required = false) String empreinte,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        var table = table(etape);
        var postees = new HashMap<String, String>();
        for (var colonne : table.feuille().colonnes()) {
            postees.put(colonne.champ(), SaisieDeDate.lire(requete::getParameter, colonne.champ()));
        }
        var uuid = ligne.equals(NOUVELLE) ? null : uuid(ligne);
        Tables.Ecriture ecriture;
        try {
            ecriture = tables.ecrire(table, convention, uuid, cle, empreinte, postees, identite);
        } catch (OptimisticLockingFailureException _) {
            // Somebody changed the convention in the same instant; perhaps another row: the second look tells.
            ecriture = tables.ecrire(table, convention, uuid, cle, empreinte, postees, identite);
        }
        if (!ecriture.faite()) {
            var lue = formulaire.lire(table.etape(), convention, identite);
            var actuelle = ecriture.enregistree();
            boolean disparue = actuelle != null && actuelle.isEmpty();
            var saisie = new SaisieDeLigne(
                    disparue ? NOUVELLE : ligne,
                    cle == null ? UUID.randomUUID() : cle,
                    actuelle == null || disparue ? empreinte : Tables.empreinte(table, actuelle),
                    postees);
            return pageDeLigne(lue, table, saisie, ecriture);
        }
        Annonce.succes(redirection, "Enregistré : " + table.unite() + ".");
        var base = "redirect:/conventions/" + etape + "/" + convention;
        return new ModelAndView(suite.equals("autre") ? base + "/lignes/" + NOUVELLE : base + "#tableau");
    }

    @PostMapping("/lignes/{ligne}/suppression")
    String supprimer(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable UUID ligne,
            RedirectAttributes redirection) {
        var table = table(etape);
        tables.supprimer(table, convention, ligne, Identite.courante());
        Annonce.information(redirection, "Ligne supprimée. Vous pouvez annuler ce changement sous le tableau.");
        return "redirect:/conventions/" + etape + "/" + convention + "#tableau";
    }

    @PostMapping("/annulation")
    String annuler(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @RequestParam(required = false) Long version,
            RedirectAttributes redirection) {
        var quoi = tables.annuler(table(etape), convention, version, Identite.courante());
        Annonce.information(redirection, "Annulé : " + quoi + ".");
        return "redirect:/conventions/" + etape + "/" + convention + "#tableau";
    }

    /** The spreadsheet with the rows as they stand: to be changed and sent back. */
    @GetMapping("/modele")
    ResponseEntity<byte[]> modele(@PathVariable String etape, @PathVariable UUID convention) throws IOException {
        var table = table(etape);
        var lue = formulaire.lire(table.etape(), convention, Identite.courante());
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.modele(table.feuille(), table.rangs(lue.dossier().convention()), sortie);
        return classeur(table.feuille().nomFichier(), sortie);
    }

    @GetMapping("/import")
    ModelAndView deposer(@PathVariable String etape, @PathVariable UUID convention) {
        var table = table(etape);
        var lue = formulaire.lire(table.etape(), convention, Identite.courante());
        exigerTableOuverte(lue.dossier(), table);
        return pageDeDepot(lue, table, List.of());
    }

    @PostMapping("/import")
    ModelAndView recevoir(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @RequestParam(required = false) MultipartFile fichier)
            throws IOException {
        var identite = Identite.courante();
        var table = table(etape);
        try {
            if (fichier == null || fichier.isEmpty()) {
                throw new FichierRefuse(List.of("Choisissez un fichier Excel (.xlsx)."));
            }
            tables.exigerOuverte(table, convention, identite);
            var nom = nomCourt(fichier.getOriginalFilename());
            depistage.exigerSain(convention, nom, fichier::getInputStream, "fichier", identite);
            var id = tables.deposer(
                    table,
                    convention,
                    nom,
                    fichier.getInputStream().readNBytes(fr.gouv.apilos.platform.tableur.LecteurTableur.TAILLE_MAX + 1),
                    identite);
            return new ModelAndView("redirect:/conventions/" + etape + "/" + convention + "/import/" + id);
        } catch (FichierRefuse refus) {
            return pageDeDepot(formulaire.lire(table.etape(), convention, identite), table, refus.messages());
        } catch (ErreurMetier refus) {
            if (refus.champs().isEmpty()) {
                throw refus;
            }
            var page =
                    pageDeDepot(formulaire.lire(table.etape(), convention, identite), table, List.of(refus.detail()));
            page.setStatus(refus.code().statut());
            return page;
        }
    }

    @GetMapping("/collage")
    ModelAndView coller(@PathVariable String etape, @PathVariable UUID convention) {
        var table = table(etape);
        var lue = formulaire.lire(table.etape(), convention, Identite.courante());
        exigerTableOuverte(lue.dossier(), table);
        return pageDeCollage(lue, table, "", List.of());
    }

    @PostMapping("/collage")
    ModelAndView recevoirLeCollage(
            @PathVariable String etape, @PathVariable UUID convention, @RequestParam(defaultValue = "") String lignes) {
        var identite = Identite.courante();
        var table = table(etape);
        try {
            var id = tables.coller(table, convention, lignes, identite);
            // A few rows are pasted to go with those that are there; a whole list comes as a file.
            return new ModelAndView(
                    "redirect:/conventions/" + etape + "/" + convention + "/import/" + id + "?mode=ajouter");
        } catch (FichierRefuse refus) {
            return pageDeCollage(formulaire.lire(table.etape(), convention, identite), table, lignes, refus.messages());
        }
    }

    @GetMapping("/import/{id}")
    ModelAndView verifier(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "remplacer") String mode) {
        return pageDeVerification(etape, convention, id, mode, false);
    }

    private ModelAndView pageDeVerification(String etape, UUID convention, UUID id, String mode, boolean perimee) {
        var identite = Identite.courante();
        var table = table(etape);
        var lue = formulaire.lire(table.etape(), convention, identite);
        var verifie = tables.verifier(table, convention, id, mode.equals("ajouter"), identite);
        var modele = commun(
                "formulaire/verification",
                lue,
                (verifie.applicable() ? "" : "Erreur : ")
                        + (verifie.colle() ? "Vérifier les lignes collées" : "Vérifier le fichier"),
                "import");
        long nombreErreurs = verifie.lecture().nombreErreurs();
        var fautives =
                verifie.lecture().lignes().stream().filter(Ligne::fautive).toList();
        // Rows without a fault are read; rows with one are typed anew, a screen of them at a time.
        var montrees = nombreErreurs == 0
                ? verifie.lecture().lignes().stream().limit(RANGS_PAR_PAGE).toList()
                : fautives.stream().limit(RANGS_A_CORRIGER).toList();
        modele.addObject("fichier", verifie);
        modele.addObject("colonnes", table.feuille().colonnes());
        modele.addObject(
                "erreurs",
                dites(table, verifie, montrees, Cellule::erreur, cellule -> "#cellule-" + cellule.reference()));
        modele.addObject("nombreErreurs", nombreErreurs);
        modele.addObject("autres", nombreErreurs == 0 ? 0 : fautives.size() - montrees.size());
        modele.addObject("lignes", montrees);
        modele.addObject("arrondis", dites(table, verifie, verifie.lecture().lignes(), Cellule::avis, cellule -> null));
        modele.addObject("ajouter", mode.equals("ajouter"));
        modele.addObject("phrase", verifie.ecart().phrase(table));
        modele.addObject("version", lue.dossier().convention().version());
        modele.addObject("perimee", perimee);
        if (perimee) {
            modele.setStatus(HttpStatus.CONFLICT);
        }
        return modele;
    }

    /** What is said about cells of some rows, each at its place in the words of its source. */
    private static List<Definition> dites(
            TableDeSaisie table,
            Tables.Import verifie,
            List<Ligne> lignes,
            Function<Cellule, String> quoi,
            Function<Cellule, String> lien) {
        return lignes.stream()
                .flatMap(ligne -> ligne.cellules().values().stream()
                        .filter(cellule -> quoi.apply(cellule) != null)
                        .map(cellule -> new Definition(
                                verifie.colle()
                                        ? "Ligne " + ligne.numero() + ", "
                                                + table.feuille()
                                                        .colonne(cellule.champ())
                                                        .libelle()
                                        : "Cellule " + cellule.reference(),
                                quoi.apply(cellule),
                                lien.apply(cellule))))
                .limit(DITES_AU_PLUS)
                .toList();
    }

    @PostMapping("/import/{id}/corrections")
    String corriger(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "remplacer") String mode,
            HttpServletRequest requete) {
        var saisies = new HashMap<String, String>();
        requete.getParameterMap().forEach((nom, valeurs) -> {
            if (nom.startsWith(CELLULE)) {
                saisies.put(nom.substring(CELLULE.length()), valeurs[0]);
            }
        });
        tables.corriger(table(etape), convention, id, saisies, Identite.courante());
        return "redirect:/conventions/" + etape + "/" + convention + "/import/" + id
                + (mode.equals("ajouter") ? "?mode=ajouter" : "");
    }

    @GetMapping("/import/{id}/annote")
    ResponseEntity<byte[]> annote(@PathVariable String etape, @PathVariable UUID convention, @PathVariable UUID id)
            throws IOException {
        var table = table(etape);
        var verifie = tables.verifier(table, convention, id, false, Identite.courante());
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.annotee(verifie.lecture(), sortie);
        return classeur("a-corriger-" + table.feuille().nomFichier(), sortie);
    }

    @PostMapping("/import/{id}")
    ModelAndView appliquer(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "remplacer") String mode,
            @RequestParam(required = false) Long version,
            RedirectAttributes redirection) {
        var table = table(etape);
        try {
            var ecart = tables.appliquer(table, convention, id, mode.equals("ajouter"), version, Identite.courante());
            Annonce.succes(redirection, ecart.phrase(table) + " Vous pouvez annuler cet import sous le tableau.");
        } catch (ErreurMetier erreur) {
            if (erreur.code() == ErreurCommune.PERIME) {
                return pageDeVerification(etape, convention, id, mode, true);
            }
            if (!Tables.estParti(erreur)) {
                throw erreur;
            }
            // A second click, or the back button: the first one did the work.
            Annonce.information(redirection, "Cet import n’attend plus : il a été appliqué, ou il a expiré.");
        }
        return new ModelAndView("redirect:/conventions/" + etape + "/" + convention + "#tableau");
    }

    /** Files sent with the step, by a browser that runs no script; what was refused, by field. */
    private Map<String, List<String>> deposer(Lue lue, HttpServletRequest requete, boolean demande, Identite identite)
            throws IOException {
        var refuses = new LinkedHashMap<String, List<String>>();
        var parties = WebUtils.getNativeRequest(requete, MultipartHttpServletRequest.class);
        if (parties == null) {
            return refuses;
        }
        boolean recu = false;
        for (var champ : lue.etape().fichiers(lue.dossier())) {
            var recus = parties.getFiles(FICHIERS + champ.nom()).stream()
                    .filter(fichier -> !fichier.isEmpty()
                            || fichier.getOriginalFilename() != null
                                    && !fichier.getOriginalFilename().isBlank())
                    .toList();
            if (!recus.isEmpty()) {
                recu = true;
                var erreurs = depots.deposer(lue.dossier().convention().id(), champ, recus, identite);
                if (!erreurs.isEmpty()) {
                    refuses.put(champ.nom(), erreurs);
                }
            }
        }
        if (demande && !recu && !lue.etape().fichiers(lue.dossier()).isEmpty()) {
            var premier = lue.etape().fichiers(lue.dossier()).getFirst();
            refuses.put(premier.nom(), depots.deposer(lue.dossier().convention().id(), premier, List.of(), identite));
        }
        return refuses;
    }

    private ModelAndView page(
            Lue lue,
            Map<String, String> saisie,
            List<ErreurDeChamp> erreurs,
            List<String> aConfirmer,
            boolean perimee,
            int page) {
        return page(lue, saisie, erreurs, aConfirmer, perimee, page, Map.of());
    }

    private ModelAndView page(
            Lue lue,
            Map<String, String> saisie,
            List<ErreurDeChamp> faites,
            List<String> aConfirmer,
            boolean perimee,
            int page,
            Map<String, List<String>> fichiersRefuses) {
        var erreurs = new ArrayList<>(faites);
        fichiersRefuses.forEach((champ, messages) ->
                messages.forEach(message -> erreurs.add(new ErreurDeChamp(PREFIXE_DEPOT + champ, message))));
        var dossier = lue.dossier();
        var etape = lue.etape().etape();
        var titre = (erreurs.isEmpty() && !perimee ? "" : "Erreur : ") + etape.libelle();
        var modele = commun(
                "formulaire/etape",
                lue,
                titre,
                etape.chemin(dossier.convention().estAvenant()));
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        var champs = new ArrayList<Champ>();
        var enregistrees = new ArrayList<Definition>();
        for (var question : lue.questions()) {
            var champ = question.champ();
            var stockee = champ.valeur();
            if (champ.verrou() == null) {
                champ.verrou(dossier.verrou(question.objet(), question.cle(), question.uuid()));
                if (champ.verrou() == null && !dossier.ouverture().tout()) {
                    champ.ouverture("Ouvert à la correction par le service instructeur.");
                }
            }
            if (champ.verrou() == null && saisie.containsKey(champ.nom())) {
                if (perimee && !Objects.equals(vide(stockee), vide(saisie.get(champ.nom())))) {
                    enregistrees.add(Definition.de(champ.libelle(), stockee));
                }
                champ.valeur(saisie.get(champ.nom()));
            }
            champ.erreur(parChamp.get(champ.nom()));
            champ.commentaires(dossier.fils().de(question.objet(), question.cle(), question.uuid(), champ.libelle()));
            champs.add(champ);
        }
        modele.addObject("champs", champs);
        var avecFichiers = lue.etape().fichiers(dossier);
        modele.addObject(
                "depots", depots.regions(dossier.convention(), avecFichiers, dossier.ouverture(), fichiersRefuses));
        var noms = champs.stream().map(Champ::nom).collect(Collectors.toSet());
        modele.addObject(
                "fichiersSeuls",
                avecFichiers.stream()
                        .filter(champ -> !noms.contains(champ.nom()))
                        .map(champ -> new FichiersSeuls(
                                champ.nom(),
                                dossier.fils()
                                        .de(
                                                champ.objet(),
                                                champ.nom(),
                                                champ.uuid(dossier.convention()),
                                                champ.libelle())))
                        .toList());
        modele.addObject("erreurs", erreurs);
        modele.addObject("aConfirmer", aConfirmer);
        modele.addObject("perimee", perimee);
        modele.addObject("enregistrees", enregistrees);
        modele.addObject("version", dossier.jeton());
        modele.addObject("versionDuTableau", dossier.convention().version());
        modele.addObject("fermeture", dossier.fermeture());
        modele.addObject(
                "suivante",
                dossier.position()
                        .suivante()
                        .map(e ->
                                "/conventions/" + e.chemin(dossier.convention().estAvenant()) + "/"
                                        + dossier.convention().id())
                        .orElse(null));
        var table = tables.de(etape)
                .filter(t -> t.concerne(dossier.convention(), dossier.programme())
                        || dossier.convention().estAvenant())
                .orElse(null);
        if (table != null) {
            var rangs = table.rangs(dossier.convention());
            modele.addObject("table", vue(table, dossier, rangs, page));
            modele.addObject("pagination", pagination(table, dossier, rangs.size(), page));
            modele.addObject(
                    "filDuTableau",
                    dossier.fils()
                            .de(table.objet(), "all", dossier.convention().id(), "Tableau des " + table.unites()));
        }
        if (!erreurs.isEmpty() || !aConfirmer.isEmpty()) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        } else if (perimee) {
            modele.setStatus(HttpStatus.CONFLICT);
        }
        return modele;
    }

    private ModelAndView commun(String vue, Lue lue, String titre, String chemin) {
        var dossier = lue.dossier();
        var convention = dossier.convention();
        var position = dossier.position();
        var modele = new ModelAndView(vue);
        modele.addObject("titre", titre);
        modele.addObject("convention", convention);
        modele.addObject("programme", dossier.programme());
        modele.addObject(
                "base", "/conventions/" + position.etape().chemin(convention.estAvenant()) + "/" + convention.id());
        modele.addObject("recapitulatif", "/conventions/recapitulatif/" + convention.id());
        modele.addObject(
                "etapier",
                new Etapier(
                        position.numero(),
                        position.total(),
                        position.etape().libelle(),
                        position.suivante().map(Etape::libelle).orElse(null)));
        modele.addObject(
                "etapes",
                position.etapes().stream()
                        .map(e -> new Lien(
                                e.libelle(),
                                e == position.etape()
                                        ? null
                                        : "/conventions/" + e.chemin(convention.estAvenant()) + "/" + convention.id()))
                        .toList());
        modele.addObject(
                "precedente",
                position.precedente()
                        .map(e -> "/conventions/" + e.chemin(convention.estAvenant()) + "/" + convention.id())
                        .orElse(null));
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(dossier.programme().nom(), "/conventions/recapitulatif/" + convention.id()),
                        Lien.ici(position.etape().libelle())));
        return modele;
    }

    private VueDeTable vue(TableDeSaisie table, Dossier dossier, List<Map<String, Object>> rangs, int page) {
        var convention = dossier.convention();
        var colonnes = table.feuille().colonnes();
        int debut = Math.min((Math.max(1, page) - 1) * RANGS_PAR_PAGE, rangs.size());
        var totaux = table.totaux(rangs);
        boolean modifiable = dossier.tableOuverte(table.objet()) && dossier.fermeture() == null;
        boolean corrigeable = modifiable || Statut.EN_COURS.contains(convention.statut());
        return new VueDeTable(
                table.nom(),
                table.unites(),
                table.unite(),
                base(table, convention),
                modifiable,
                colonnes.stream()
                        .map(c -> new VueDeTable.Entete(c.libelle(), VueDeTable.nombre(c)))
                        .toList(),
                rangs.stream()
                        .skip(debut)
                        .limit(RANGS_PAR_PAGE)
                        .map(rang -> new VueDeTable.RangVu(
                                String.valueOf(rang.get(TableDeSaisie.UUID)),
                                table.designation(rang),
                                colonnes.stream()
                                        .map(c -> new VueDeTable.CelluleVue(
                                                VueDeTable.texte(c, rang.get(c.champ())),
                                                c.libelle(),
                                                VueDeTable.nombre(c)))
                                        .toList(),
                                lienDeLigne(table, dossier, rang)))
                        .toList(),
                colonnes.stream()
                        .map(c -> VueDeTable.texte(c, totaux.get(c.champ())))
                        .toList(),
                rangs.size(),
                modifiable
                        ? tables.instantane(table, convention.id())
                                .map(Tables.Instantane::quoi)
                                .orElse(null)
                        : null,
                corrigeable && table.concerne(convention, dossier.programme())
                        ? ControleDesTableaux.fautes(table, convention, dossier.programme(), rangs)
                        : List.of(),
                table.exigee());
    }

    /** What the link of a row says: change it, or read what is said about it. */
    private static String lienDeLigne(TableDeSaisie table, Dossier dossier, Map<String, Object> rang) {
        var uuid = (UUID) rang.get(TableDeSaisie.UUID);
        var fil = dossier.fils().de(table.objet(), "uuid", uuid, table.designation(rang));
        var commentaires = fil.messages().isEmpty() ? "" : " (" + fil.resume() + ")";
        if (dossier.fermeture() == null && dossier.ligneOuverte(table.objet(), uuid)) {
            return "Modifier" + commentaires;
        }
        return fil.vide() ? null : fil.messages().isEmpty() ? "Commenter" : fil.resume();
    }

    private static Pagination pagination(TableDeSaisie table, Dossier dossier, int nombre, int page) {
        int pages = Pagination.nombreDePages(nombre, RANGS_PAR_PAGE);
        return new Pagination(Math.clamp(page, 1, pages), pages, base(table, dossier.convention()) + "?page=", "");
    }

    private static String base(TableDeSaisie table, Convention convention) {
        return "/conventions/" + table.etape().chemin(convention.estAvenant()) + "/" + convention.id();
    }

    private static Optional<Map<String, Object>> rang(TableDeSaisie table, Lue lue, UUID uuid) {
        return table.rangs(lue.dossier().convention()).stream()
                .filter(r -> uuid.equals(r.get(TableDeSaisie.UUID)))
                .findFirst();
    }

    private static void exigerTableOuverte(Dossier dossier, TableDeSaisie table) {
        Formulaire.exigerOuverte(dossier);
        if (!dossier.tableOuverte(table.objet())) {
            throw ErreurMetier.conflit("Ce tableau n’est pas ouvert à la correction.");
        }
    }

    /** What the page of a row shows and sends back. */
    private record SaisieDeLigne(String ligne, UUID cle, String empreinte, Map<String, String> valeurs) {}

    private ModelAndView pageDeLigne(Lue lue, TableDeSaisie table, SaisieDeLigne saisie, Tables.Ecriture ecriture) {
        var dossier = lue.dossier();
        var ligne = saisie.ligne();
        boolean nouvelle = ligne.equals(NOUVELLE);
        boolean ouverte = dossier.fermeture() == null
                && (nouvelle ? dossier.tableOuverte(table.objet()) : dossier.ligneOuverte(table.objet(), uuid(ligne)));
        var erreurs = new LinkedHashMap<String, String>();
        var autres = List.<String>of();
        if (ecriture != null && !ecriture.perimee()) {
            autres = ecriture.refuse().autres();
            ecriture.refuse().cellules().forEach((champ, cellule) -> {
                if (cellule.erreur() != null) {
                    erreurs.put(champ, cellule.erreur());
                }
            });
        }
        boolean perimee = ecriture != null && ecriture.perimee();
        boolean refusee = !erreurs.isEmpty() || !autres.isEmpty();
        var titre = (nouvelle ? "Ajouter : " : ouverte ? "Modifier : " : "Consulter : ") + table.unite();
        var modele = commun("formulaire/ligne", lue, (refusee || perimee ? "Erreur : " : "") + titre, "ligne");
        var resume = new ArrayList<ErreurDeChamp>();
        erreurs.forEach((champ, message) -> resume.add(new ErreurDeChamp(champ, message)));
        autres.forEach(message -> resume.add(new ErreurDeChamp("", message)));
        var champs = VueDeTable.champs(table, saisie.valeurs(), erreurs);
        if (!ouverte) {
            champs.forEach(champ -> champ.verrou(""));
        }
        modele.addObject("intitule", titre);
        modele.addObject("champs", champs);
        modele.addObject("erreurs", resume);
        modele.addObject("saisie", saisie);
        modele.addObject("nouvelle", nouvelle);
        modele.addObject("ouverte", ouverte);
        modele.addObject("unique", nouvelle || dossier.tableOuverte(table.objet()));
        modele.addObject("perimee", perimee);
        modele.addObject("enregistrees", perimee ? differences(table, saisie, ecriture.enregistree()) : List.of());
        modele.addObject(
                "fil_de_ligne",
                nouvelle
                        ? null
                        : dossier.fils()
                                .sur(
                                        base(table, dossier.convention()) + "/lignes/" + ligne,
                                        table.objet(),
                                        "uuid",
                                        uuid(ligne),
                                        "cette ligne"));
        if (refusee) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        } else if (perimee) {
            modele.setStatus(HttpStatus.CONFLICT);
        }
        return modele;
    }

    /** The stored values that differ from what was typed, to be compared. */
    private static List<Definition> differences(
            TableDeSaisie table, SaisieDeLigne saisie, Map<String, Object> enregistree) {
        return enregistree.isEmpty()
                ? List.of()
                : table.feuille().colonnes().stream()
                        .filter(c -> !Objects.equals(
                                vide(typee(c, enregistree.get(c.champ()))),
                                vide(saisie.valeurs().get(c.champ()))))
                        .map(c -> Definition.de(c.libelle(), VueDeTable.texte(c, enregistree.get(c.champ()))))
                        .toList();
    }

    private ModelAndView pageDeDepot(Lue lue, TableDeSaisie table, List<String> refus) {
        var modele = commun(
                "formulaire/depot",
                lue,
                (refus.isEmpty() ? "" : "Erreur : ") + "Importer les " + table.unites(),
                "import");
        modele.addObject("unites", table.unites());
        modele.addObject(
                "champ",
                Champ.fichier("fichier", "Fichier Excel", ".xlsx")
                        .aide("Format .xlsx, 10 Mo et 2 000 lignes au plus. Rien n’est enregistré avant votre"
                                + " confirmation.")
                        .erreur(refus.isEmpty() ? null : String.join(" ", refus)));
        modele.addObject(
                "erreurs",
                refus.stream()
                        .map(message -> new ErreurDeChamp("fichier", message))
                        .toList());
        if (!refus.isEmpty()) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
    }

    private ModelAndView pageDeCollage(Lue lue, TableDeSaisie table, String lignes, List<String> refus) {
        var modele = commun(
                "formulaire/collage",
                lue,
                (refus.isEmpty() ? "" : "Erreur : ") + "Coller les " + table.unites(),
                "collage");
        modele.addObject("unites", table.unites());
        modele.addObject("colonnes", table.feuille().colonnes());
        modele.addObject(
                "champ",
                Champ.zone("lignes", "Lignes copiées depuis votre tableur")
                        .aide("2 000 lignes au plus. Rien n’est enregistré avant votre confirmation.")
                        .rangees(12)
                        .valeur(lignes)
                        .erreur(refus.isEmpty() ? null : String.join(" ", refus)));
        modele.addObject(
                "erreurs",
                refus.stream()
                        .map(message -> new ErreurDeChamp("lignes", message))
                        .toList());
        if (!refus.isEmpty()) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
    }

    /** What is posted; a question that is not posted is not here, and keeps its stored answer (02 R27). */
    private static Map<String, String> saisie(List<Question> questions, HttpServletRequest requete) {
        var saisie = new HashMap<String, String>();
        for (var question : questions) {
            var champ = question.champ();
            var nom = champ.nom();
            if (champ.genre() == Champ.Genre.DATE) {
                if (Stream.of(nom, nom + "_jour", nom + "_mois", nom + "_annee")
                        .anyMatch(n -> requete.getParameter(n) != null)) {
                    saisie.put(nom, SaisieDeDate.lire(requete::getParameter, nom));
                }
                continue;
            }
            var valeurs = requete.getParameterValues(nom);
            if (valeurs != null) {
                // R25: a box is posted as a pair, « no » then « yes » when it is ticked; the last one wins.
                saisie.put(nom, valeurs[valeurs.length - 1]);
            }
        }
        return saisie;
    }

    private static Map<String, String> typees(TableDeSaisie table, Map<String, Object> rang) {
        var valeurs = new HashMap<String, String>();
        for (var colonne : table.feuille().colonnes()) {
            valeurs.put(colonne.champ(), typee(colonne, rang.get(colonne.champ())));
        }
        return valeurs;
    }

    /** A stored value as a field carries it. */
    private static String typee(Colonne colonne, Object valeur) {
        return valeur instanceof String code && !colonne.choix().isEmpty() ? code : VueDeTable.texte(colonne, valeur);
    }

    private TableDeSaisie table(String etape) {
        return tables.de(etape(etape)).orElseThrow(() -> ErreurMetier.introuvable("Cette étape n’a pas de tableau."));
    }

    private static Etape etape(String chemin) {
        return Etape.duChemin(chemin).orElseThrow(() -> ErreurMetier.introuvable("Cette étape n’existe pas."));
    }

    private static ResponseEntity<byte[]> classeur(String nom, ByteArrayOutputStream contenu) {
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(nom).build().toString())
                .body(contenu.toByteArray());
    }

    private static UUID uuid(String texte) {
        try {
            return UUID.fromString(texte);
        } catch (IllegalArgumentException _) {
            throw ErreurMetier.introuvable("Cette ligne n’existe pas.");
        }
    }

    private static String nomCourt(String nom) {
        var dernier =
                nom == null ? "fichier.xlsx" : nom.substring(Math.max(nom.lastIndexOf('/'), nom.lastIndexOf('\\')) + 1);
        return dernier.substring(0, Math.min(255, dernier.length()));
    }

    private static String vide(String texte) {
        return texte == null ? "" : texte;
    }
}
