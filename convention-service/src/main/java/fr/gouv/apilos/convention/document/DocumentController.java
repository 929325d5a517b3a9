package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.CycleDeVie.Etat;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.document.Documents.Motif;
import fr.gouv.apilos.convention.document.Documents.Production;
import fr.gouv.apilos.convention.document.Documents.Tache;
import fr.gouv.apilos.convention.document.DocumentsSignes.DocumentSigne;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.EnvoiDeFichier;
import fr.gouv.apilos.platform.storage.EnvoiDeFichier.Fichier;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Badge;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Progression;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The documents of a convention: productions followed as they are made, downloads, the signed act (ux P10). */
@Controller
@RequestMapping("/conventions")
class DocumentController {

    /** Statuses in which the signed act stands for the convention (01 R183). */
    private static final Set<Statut> APRES_VALIDATION =
            EnumSet.complementOf(EnumSet.of(Statut.PROJET, Statut.INSTRUCTION, Statut.CORRECTION));

    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private final Documents documents;
    private final DocumentsSignes signes;
    private final CycleDeVie cycle;
    private final DroitsConvention droits;
    private final ObjectStore magasin;
    private final ProgressionDesDocuments direct;
    private final FichiersPrepares fichiers;
    private final PiecesDeValidation pieces;

    DocumentController(
            Documents documents,
            DocumentsSignes signes,
            CycleDeVie cycle,
            DroitsConvention droits,
            ObjectStore magasin,
            ProgressionDesDocuments direct,
            FichiersPrepares fichiers,
            PiecesDeValidation pieces) {
        this.documents = documents;
        this.signes = signes;
        this.cycle = cycle;
        this.droits = droits;
        this.magasin = magasin;
        this.direct = direct;
        this.fichiers = fichiers;
        this.pieces = pieces;
    }

    @GetMapping("/{convention}/documents")
    ModelAndView page(@PathVariable UUID convention) {
        var identite = Identite.courante();
        var etat = cycle.etat(convention, identite);
        var toutes = documents.productions(convention);
        var productions = toutes.stream().filter(p -> p.tache().motif().acte()).toList();
        var modele = new ModelAndView("document/documents");
        modele.addObject("etat", etat);
        modele.addObject("productions", productions);
        modele.addObject("fiche", fiche(toutes));
        modele.addObject("fichePerimee", fichePerimee(etat, toutes));
        modele.addObject("ficheOuverte", etat.convention().statut().avecFicheCaf());
        modele.addObject("signe", signes.courant(convention).orElse(null));
        modele.addObject("enCours", enCours(toutes));
        modele.addObject("progression", progression(toutes));
        modele.addObject("perime", perime(etat, productions));
        modele.addObject(
                "archivable",
                modele.getModel().get("signe") != null
                        || toutes.stream()
                                .anyMatch(production -> !production.fichiers().isEmpty()));
        modele.addObject("badge", badge(etat, identite));
        modele.addObject(
                "relance",
                identite.aPermission(
                        APRES_VALIDATION.contains(etat.convention().statut())
                                ? DroitsConvention.VALIDER
                                : DroitsConvention.VOIR));
        modele.addObject(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(etat.programme().nom(), "/conventions/recapitulatif/" + convention),
                        Lien.ici("Documents")));
        return modele;
    }

    /** Progress of the latest production, one event per change, then the end. */
    @GetMapping(path = "/{convention}/documents/suivi", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter suivre(@PathVariable UUID convention) {
        droits.exigerVoir(convention, Identite.courante());
        return direct.suivre(convention);
    }

    @PostMapping({"/{convention}/documents", "/generate/{convention}"})
    String demander(@PathVariable UUID convention, RedirectAttributes redirection) {
        documents.demander(convention, Identite.courante());
        Annonce.information(redirection, "La rédaction du document est demandée. Elle prend quelques secondes.");
        return "redirect:/conventions/" + convention + "/documents";
    }

    /** All of them as one file, prepared apart. */
    @PostMapping("/{convention}/documents/archive")
    String archiver(@PathVariable UUID convention) {
        var identite = Identite.courante();
        droits.exigerVoir(convention, identite);
        var etat = cycle.etat(convention, identite);
        var nom = "Documents — " + etat.programme().nom();
        var id = fichiers.demander(
                new FichiersPrepares.Demande(
                        ArchiveDeConvention.GENRE,
                        nom,
                        Documents.nomDeFichier("documents " + etat.programme().nom()) + ".zip",
                        "application/zip",
                        convention.toString(),
                        "/conventions/" + convention + "/documents"),
                identite);
        return "redirect:/conventions/telechargements/" + id;
    }

    /** Writes the sheet of the family allowance office (06 E5). */
    @PostMapping("/fiche_caf/{convention}")
    String demanderFicheCaf(@PathVariable UUID convention, RedirectAttributes redirection) {
        documents.demanderFicheCaf(convention, Identite.courante());
        Annonce.information(redirection, "La rédaction de la fiche CAF est demandée. Elle prend quelques secondes.");
        return "redirect:/conventions/" + convention + "/documents";
    }

    /** The sheet as it is now; the page that writes it when there is none, or when the convention changed since (01 R176). */
    @GetMapping("/fiche_caf/{convention}")
    Object ficheCaf(@PathVariable UUID convention, @RequestHeader HttpHeaders demande) {
        var etat = cycle.etat(convention, Identite.courante());
        var productions = documents.productions(convention);
        var fiche = fiche(productions);
        if (fiche != null && !fichePerimee(etat, productions)) {
            for (var fichier : fiche.fichiers()) {
                if (fichier.type().equals("docx")) {
                    return envoyer(fichier, false, demande);
                }
            }
        }
        return new ModelAndView("redirect:/conventions/" + convention + "/documents#fiche-caf");
    }

    @GetMapping("/{convention}/documents/{tache}/{type}")
    ResponseEntity<Resource> telecharger(
            @PathVariable UUID convention,
            @PathVariable UUID tache,
            @PathVariable String type,
            @RequestHeader HttpHeaders demande) {
        droits.exigerVoir(convention, Identite.courante());
        return envoyer(documents.fichier(convention, tache, type), false, demande);
    }

    /** A link of a mail: the file for a month, then the page where it is. */
    @GetMapping("/liens/{lien}")
    Object suivreUnLien(@PathVariable UUID lien, @RequestHeader HttpHeaders demande, RedirectAttributes redirection) {
        var trouve = pieces.suivre(lien, Identite.courante());
        if (trouve.isEmpty()) {
            Annonce.information(redirection, "Le lien du courriel a expiré. Les documents de la convention sont ici.");
            return new ModelAndView("redirect:/conventions/" + pieces.convention(lien) + "/documents");
        }
        var fichier = trouve.get();
        return EnvoiDeFichier.repondre(
                magasin,
                new Fichier(fichier.cle(), fichier.nom(), fichier.type(), fichier.taille(), null, false),
                demande);
    }

    @GetMapping("/upload_signed/preview/{convention}")
    ResponseEntity<Resource> signe(@PathVariable UUID convention, @RequestHeader HttpHeaders demande) {
        droits.exigerVoir(convention, Identite.courante());
        var signe = signes.courant(convention)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucun document signé n’est déposé."));
        return envoyer(signe, demande);
    }

    /** The document that stands for the convention at its status (01 R183, R184). */
    @GetMapping("/display_pdf/{convention}")
    Object afficher(@PathVariable UUID convention, @RequestHeader HttpHeaders demande) {
        var etat = cycle.etat(convention, Identite.courante());
        if (APRES_VALIDATION.contains(etat.convention().statut())) {
            var signe = signes.courant(convention);
            if (signe.isPresent()) {
                return envoyer(signe.get(), demande);
            }
        }
        for (var type : List.of("pdf", "docx")) {
            for (var production : documents.productions(convention)) {
                if (!production.tache().motif().acte()) {
                    continue;
                }
                for (var fichier : production.fichiers()) {
                    if (fichier.type().equals(type)) {
                        return envoyer(fichier, true, demande);
                    }
                }
            }
        }
        return new ModelAndView("redirect:/conventions/" + convention + "/documents");
    }

    private ResponseEntity<Resource> envoyer(Documents.Fichier fichier, boolean dansLaPage, HttpHeaders demande) {
        var type = fichier.type().equals("pdf") ? MediaType.APPLICATION_PDF_VALUE : DOCX;
        return EnvoiDeFichier.repondre(
                magasin,
                new Fichier(fichier.cle(), fichier.nom(), type, fichier.taille(), fichier.sha256(), dansLaPage),
                demande);
    }

    private ResponseEntity<Resource> envoyer(DocumentSigne signe, HttpHeaders demande) {
        return EnvoiDeFichier.repondre(
                magasin,
                new Fichier(
                        signe.cle(),
                        signe.nom(),
                        MediaType.APPLICATION_PDF_VALUE,
                        signe.taille(),
                        signe.sha256(),
                        true),
                demande);
    }

    private static Production enCours(List<Production> productions) {
        return productions.stream()
                .findFirst()
                .filter(production -> !production.tache().etat().fini())
                .orElse(null);
    }

    private static Progression progression(List<Production> productions) {
        var courante = enCours(productions);
        return courante == null ? null : progression(courante.tache());
    }

    static Progression progression(Tache tache) {
        return new Progression(
                tache.rang(), Math.max(1, tache.total()), tache.etat().libelle());
    }

    /** The latest sheet of the CAF; null when none was asked for. */
    private static @Nullable Production fiche(List<Production> productions) {
        return productions.stream()
                .filter(p -> p.tache().motif() == Motif.FICHE_CAF)
                .findFirst()
                .orElse(null);
    }

    /** Whether the convention has changed since its latest sheet was asked for: a number, a date, an end. */
    private static boolean fichePerimee(Etat etat, List<Production> productions) {
        var fiche = fiche(productions);
        return fiche != null
                && fiche.tache().conventionVersion() != etat.convention().version();
    }

    /** Whether the convention has changed since its latest document was asked for. */
    private static boolean perime(Etat etat, List<Production> productions) {
        return !productions.isEmpty()
                && Statut.EN_COURS.contains(etat.convention().statut())
                && productions.getFirst().tache().conventionVersion()
                        != etat.convention().version();
    }

    private static Badge badge(Etat etat, Identite identite) {
        var statut = etat.convention().statut();
        return new Badge(statut.libelle(identite.estInstructeur()), statut.couleur(), statut.icone());
    }
}
