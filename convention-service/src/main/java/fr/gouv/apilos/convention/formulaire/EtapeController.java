package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.formulaire.Formulaire.Lue;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.FichierRefuse;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Etapier;
import fr.gouv.apilos.platform.web.Formats;
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
import java.util.UUID;
import java.util.stream.Collectors;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of the form (ux P5, P6); everything they decide is decided below. */
@Controller
@RequestMapping("/conventions/{etape:bailleur|programme|financement|logements}/{convention}")
class EtapeController {

    private static final int RANGS_PAR_PAGE = 50;
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final Formulaire formulaire;
    private final Tables tables;
    private final Historique historique;
    private final Formats formats;

    EtapeController(Formulaire formulaire, Tables tables, Historique historique, Formats formats) {
        this.formulaire = formulaire;
        this.tables = tables;
        this.historique = historique;
        this.formats = formats;
    }

    @GetMapping
    ModelAndView lire(
            @PathVariable String etape, @PathVariable UUID convention, @RequestParam(defaultValue = "1") int page) {
        var lue = formulaire.lire(etape(etape), convention, Identite.courante());
        return page(lue, Map.of(), List.of(), false, page);
    }

    @PostMapping
    ModelAndView enregistrer(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @RequestParam(required = false) Long version,
            @RequestParam(defaultValue = "continuer") String suite,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        var quelle = etape(etape);
        var saisie = saisie(formulaire.lire(quelle, convention, identite).questions(), requete);
        var enregistrement = formulaire.enregistrer(quelle, convention, saisie, version, identite);
        if (!enregistrement.fait()) {
            return page(enregistrement.lue(), saisie, enregistrement.erreurs(), enregistrement.perimee(), 1);
        }
        var position = enregistrement.lue().dossier().position();
        boolean avenant = enregistrement.lue().dossier().convention().estAvenant();
        Annonce.succes(redirection, "L’étape « " + quelle.libelle() + " » est enregistrée.");
        var suivante = suite.equals("quitter") ? null : position.suivante().orElse(null);
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
        Formulaire.exigerOuverte(lue.dossier());
        var valeurs = new HashMap<String, String>();
        var source = ligne.equals("nouvelle") ? copie : uuid(ligne);
        if (source != null) {
            var rang = table.rangs(lue.dossier().convention()).stream()
                    .filter(r -> source.equals(r.get(TableDeSaisie.UUID)))
                    .findFirst()
                    .orElseThrow(() -> ErreurMetier.introuvable("Cette ligne n’existe plus. Rouvrez le tableau."));
            valeurs.putAll(typees(table, rang));
        } else if (lue.dossier().convention().lots().size() == 1) {
            valeurs.put(
                    "financement",
                    lue.dossier().convention().lots().getFirst().financement().code());
        }
        return pageDeLigne(lue, table, ligne, valeurs, Map.of(), List.of());
    }

    @PostMapping("/lignes/{ligne}")
    ModelAndView ecrireLigne(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable String ligne,
            @RequestParam(defaultValue = "fermer") String suite,
            HttpServletRequest requete,
            RedirectAttributes redirection) {
        var identite = Identite.courante();
        var table = table(etape);
        var postees = new HashMap<String, String>();
        for (var colonne : table.feuille().colonnes()) {
            postees.put(colonne.champ(), SaisieDeDate.lire(requete::getParameter, colonne.champ()));
        }
        var refus = tables.ecrire(table, convention, ligne.equals("nouvelle") ? null : uuid(ligne), postees, identite);
        if (refus.isPresent()) {
            var erreurs = new LinkedHashMap<String, String>();
            refus.get().cellules().forEach((champ, cellule) -> {
                if (cellule.erreur() != null) {
                    erreurs.put(champ, cellule.erreur());
                }
            });
            return pageDeLigne(
                    formulaire.lire(table.etape(), convention, identite),
                    table,
                    ligne,
                    postees,
                    erreurs,
                    refus.get().autres());
        }
        Annonce.succes(redirection, "Enregistré : " + table.unite() + ".");
        var base = "redirect:/conventions/" + etape + "/" + convention;
        return new ModelAndView(suite.equals("autre") ? base + "/lignes/nouvelle" : base + "#tableau");
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
    String annuler(@PathVariable String etape, @PathVariable UUID convention, RedirectAttributes redirection) {
        var quoi = tables.annuler(table(etape), convention, Identite.courante());
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
        Formulaire.exigerOuverte(lue.dossier());
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
            var id = tables.deposer(
                    table,
                    convention,
                    nomCourt(fichier.getOriginalFilename()),
                    fichier.getInputStream().readNBytes(fr.gouv.apilos.platform.tableur.LecteurTableur.TAILLE_MAX + 1),
                    identite);
            return new ModelAndView("redirect:/conventions/" + etape + "/" + convention + "/import/" + id);
        } catch (FichierRefuse refus) {
            return pageDeDepot(formulaire.lire(table.etape(), convention, identite), table, refus.messages());
        }
    }

    @GetMapping("/import/{id}")
    ModelAndView verifier(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "remplacer") String mode) {
        var identite = Identite.courante();
        var table = table(etape);
        var lue = formulaire.lire(table.etape(), convention, identite);
        var verifie = tables.verifier(table, convention, id, mode.equals("ajouter"), identite);
        var modele = commun("formulaire/verification", lue, "Vérifier le fichier", "import");
        var erreurs = new ArrayList<Definition>();
        verifie.lecture()
                .lignes()
                .forEach(ligne -> ligne.cellules().values().stream()
                        .filter(cellule -> cellule.erreur() != null)
                        .forEach(cellule -> erreurs.add(new Definition(
                                "Cellule " + cellule.reference(),
                                cellule.erreur(),
                                "#cellule-" + cellule.reference()))));
        modele.addObject("fichier", verifie);
        modele.addObject("colonnes", table.feuille().colonnes());
        modele.addObject("erreurs", erreurs.stream().limit(100).toList());
        modele.addObject("nombreErreurs", erreurs.size());
        modele.addObject(
                "lignes",
                verifie.lecture().lignes().stream()
                        .filter(ligne -> erreurs.isEmpty() || ligne.fautive())
                        .limit(RANGS_PAR_PAGE)
                        .toList());
        modele.addObject("ajouter", mode.equals("ajouter"));
        modele.addObject("phrase", verifie.ecart().phrase(table));
        return modele;
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
    String appliquer(
            @PathVariable String etape,
            @PathVariable UUID convention,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "remplacer") String mode,
            RedirectAttributes redirection) {
        var table = table(etape);
        var ecart = tables.appliquer(table, convention, id, mode.equals("ajouter"), Identite.courante());
        Annonce.succes(redirection, ecart.phrase(table) + " Vous pouvez annuler cet import sous le tableau.");
        return "redirect:/conventions/" + etape + "/" + convention + "#tableau";
    }

    private ModelAndView page(
            Lue lue, Map<String, String> saisie, List<ErreurDeChamp> erreurs, boolean perimee, int page) {
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
        modele.addObject("erreurs", erreurs);
        modele.addObject("perimee", perimee ? auteurDuChangement(dossier) : null);
        modele.addObject("enregistrees", enregistrees);
        modele.addObject("version", dossier.convention().version());
        modele.addObject("fermeture", dossier.fermeture());
        modele.addObject(
                "table", tables.de(etape).map(t -> vue(t, dossier, page)).orElse(null));
        modele.addObject(
                "pagination",
                tables.de(etape).map(t -> pagination(t, dossier, page)).orElse(null));
        modele.addObject(
                "filDuTableau",
                tables.de(etape)
                        .map(t -> dossier.fils()
                                .de(t.objet(), "tableau", dossier.convention().id(), "Tableau des " + t.unites()))
                        .orElse(null));
        if (!erreurs.isEmpty()) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        } else if (perimee) {
            modele.setStatus(HttpStatus.CONFLICT);
        }
        return modele;
    }

    private String auteurDuChangement(Dossier dossier) {
        return historique
                .derniere(dossier.convention().id())
                .map(ligne -> "Cette convention a changé depuis que vous avez ouvert la page. Votre saisie est gardée"
                        + " ci-dessous ; comparez-la avec ce qui est enregistré, puis enregistrez de nouveau.")
                .orElse("Cette convention a changé depuis que vous avez ouvert la page. Votre saisie est gardée"
                        + " ci-dessous ; comparez-la avec ce qui est enregistré, puis enregistrez de nouveau.");
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

    private VueDeTable vue(TableDeSaisie table, Dossier dossier, int page) {
        var rangs = table.rangs(dossier.convention());
        var colonnes = table.feuille().colonnes();
        int debut = Math.min((Math.max(1, page) - 1) * RANGS_PAR_PAGE, rangs.size());
        var totaux = table.totaux(rangs);
        boolean modifiable = dossier.tableOuverte(table.objet()) && dossier.fermeture() == null;
        return new VueDeTable(
                table.nom(),
                table.unites(),
                table.unite(),
                "/conventions/" + table.etape().chemin(dossier.convention().estAvenant()) + "/"
                        + dossier.convention().id(),
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
                                        .toList()))
                        .toList(),
                colonnes.stream()
                        .map(c -> VueDeTable.texte(c, totaux.get(c.champ())))
                        .toList(),
                rangs.size(),
                modifiable
                        ? tables.instantane(table, dossier.convention().id())
                                .map(Tables.Instantane::quoi)
                                .orElse(null)
                        : null);
    }

    private static Pagination pagination(TableDeSaisie table, Dossier dossier, int page) {
        int nombre = table.rangs(dossier.convention()).size();
        int pages = Pagination.nombreDePages(nombre, RANGS_PAR_PAGE);
        return new Pagination(
                Math.clamp(page, 1, pages),
                pages,
                "/conventions/" + table.etape().chemin(dossier.convention().estAvenant()) + "/"
                        + dossier.convention().id() + "?page=",
                "");
    }

    private ModelAndView pageDeLigne(
            Lue lue,
            TableDeSaisie table,
            String ligne,
            Map<String, String> valeurs,
            Map<String, String> erreurs,
            List<String> autres) {
        var titre = (ligne.equals("nouvelle") ? "Ajouter : " : "Modifier : ") + table.unite();
        boolean refusee = !erreurs.isEmpty() || !autres.isEmpty();
        var modele = commun("formulaire/ligne", lue, (refusee ? "Erreur : " : "") + titre, "ligne");
        var resume = new ArrayList<ErreurDeChamp>();
        erreurs.forEach((champ, message) -> resume.add(new ErreurDeChamp(champ, message)));
        autres.forEach(message -> resume.add(new ErreurDeChamp("", message)));
        modele.addObject("intitule", titre);
        modele.addObject("champs", VueDeTable.champs(table, valeurs, erreurs));
        modele.addObject("erreurs", resume);
        modele.addObject("ligne", ligne);
        if (refusee) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
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

    private static Map<String, String> saisie(List<Question> questions, HttpServletRequest requete) {
        var saisie = new HashMap<String, String>();
        for (var question : questions) {
            var champ = question.champ();
            var valeur = champ.genre() == Champ.Genre.DATE
                    ? SaisieDeDate.lire(requete::getParameter, champ.nom())
                    : requete.getParameter(champ.nom());
            // A box that is not ticked posts nothing: its answer is no.
            saisie.put(champ.nom(), valeur == null && champ.genre() == Champ.Genre.CASE ? "false" : valeur);
        }
        return saisie;
    }

    private static Map<String, String> typees(TableDeSaisie table, Map<String, Object> rang) {
        var valeurs = new HashMap<String, String>();
        for (var colonne : table.feuille().colonnes()) {
            var valeur = rang.get(colonne.champ());
            valeurs.put(
                    colonne.champ(),
                    valeur instanceof String code && !colonne.choix().isEmpty()
                            ? code
                            : VueDeTable.texte(colonne, valeur));
        }
        return valeurs;
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
