package fr.gouv.apilos.referentiel.importation;

import fr.gouv.apilos.platform.antivirus.ControleAntivirus;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.FichierRefuse;
import fr.gouv.apilos.platform.tableur.LecteurTableur;
import fr.gouv.apilos.platform.tableur.Lecture;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Progression;
import fr.gouv.apilos.platform.web.SuiviEnDirect.Point;
import fr.gouv.apilos.referentiel.commun.SuiviDesTaches;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Imports, for the support team: model, deposit, check, run, report (ux P12). */
@Controller
@RequestMapping("/apilos_settings/imports")
class ImportController {

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final int LIGNES_MONTREES = 50;
    private static final List<Lien> FIL =
            List.of(new Lien("Paramètres", "/apilos_settings/"), new Lien("Imports", "/apilos_settings/imports/"));

    private final Importations importations;
    private final Formats formats;
    private final SuiviDesTaches direct;
    private final ControleAntivirus antivirus;

    ImportController(Importations importations, Formats formats, SuiviDesTaches direct, ControleAntivirus antivirus) {
        this.antivirus = antivirus;
        this.direct = direct;
        this.importations = importations;
        this.formats = formats;
    }

    /** One earlier import as drawn. */
    record Ancien(UUID id, String quoi, String quand, String auteur, String ou) {}

    @GetMapping({"", "/"})
    String accueil(Identite identite, Model modele) {
        identite.exigerExploitation();
        modele.addAttribute("genres", importations.genres());
        modele.addAttribute(
                "anciens",
                importations.derniers().stream()
                        .map(f -> new Ancien(
                                f.id(),
                                importations.genre(f.genre()).titre() + " — " + f.nom(),
                                formats.instant(f.creeLe()),
                                f.auteur(),
                                ou(f)))
                        .toList());
        modele.addAttribute("fil", List.of(FIL.getFirst(), Lien.ici("Imports")));
        return "importation/accueil";
    }

    @GetMapping("/{genre:[a-z]+}")
    String deposer(@PathVariable String genre, Identite identite, Model modele) {
        identite.exigerExploitation();
        return depot(genre, List.of(), modele);
    }

    @GetMapping("/{genre:[a-z]+}/modele")
    ResponseEntity<byte[]> modele(@PathVariable String genre, Identite identite) throws IOException {
        identite.exigerExploitation();
        var quoi = importations.genre(genre);
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.modele(quoi.feuille(), quoi.existants(), sortie);
        return classeur(quoi.feuille().nomFichier(), sortie);
    }

    @PostMapping("/{genre:[a-z]+}")
    ModelAndView recevoir(
            @PathVariable String genre,
            @RequestParam(required = false) @Nullable MultipartFile fichier,
            Identite identite,
            Model modele)
            throws IOException {
        identite.exigerExploitation();
        try {
            if (fichier == null || fichier.isEmpty()) {
                throw new FichierRefuse(List.of("Choisissez un fichier Excel (.xlsx) ou CSV (.csv)."));
            }
            var nom = fichier.getOriginalFilename();
            var court = nom == null ? "fichier.xlsx" : nom.replaceAll("^.*[/\\\\]", "");
            // The right is known; nothing opens the file before the antivirus has read it.
            antivirus.exigerSain(court, fichier::getInputStream, "fichier");
            var id = importations.deposer(
                    genre, court, fichier.getInputStream().readNBytes(LecteurTableur.TAILLE_MAX + 1), identite);
            return new ModelAndView("redirect:/apilos_settings/imports/" + id);
        } catch (FichierRefuse refus) {
            var vue = new ModelAndView(depot(
                    genre,
                    refus.messages().stream()
                            .map(m -> new ErreurDeChamp("fichier", m))
                            .toList(),
                    modele));
            vue.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return vue;
        } catch (ErreurMetier refus) {
            if (refus.champs().isEmpty()) {
                throw refus;
            }
            var vue = new ModelAndView(depot(genre, refus.champs(), modele));
            vue.setStatus(refus.code().statut());
            return vue;
        }
    }

    @GetMapping("/{id:[0-9a-f]+-.*}")
    String suivre(@PathVariable UUID id, Identite identite, Model modele) {
        identite.exigerExploitation();
        var fichier = importations.un(id);
        modele.addAttribute("fichier", fichier);
        modele.addAttribute("quoi", importations.genre(fichier.genre()));
        modele.addAttribute(
                "fil",
                List.of(
                        FIL.getFirst(),
                        FIL.get(1),
                        Lien.ici(importations.genre(fichier.genre()).titre())));
        if (fichier.etat() != Importations.Etat.DEPOSE) {
            modele.addAttribute("encours", fichier.etat() == Importations.Etat.EN_COURS);
            modele.addAttribute("progression", progression(fichier));
            return "importation/suivi";
        }
        var verification = importations.verifier(id);
        modele.addAttribute("creations", verification.nombre(Import.Effet.CREATION));
        modele.addAttribute("modifications", verification.nombre(Import.Effet.MODIFICATION));
        modele.addAttribute("inchangees", verification.nombre(Import.Effet.AUCUN));
        modele.addAttribute("refusees", verification.refusees());
        modele.addAttribute("avis", verification.lecture().avis());
        modele.addAttribute(
                "prises",
                verification.lignes().stream()
                        .filter(Importations.LigneVue::prise)
                        .limit(LIGNES_MONTREES)
                        .toList());
        modele.addAttribute("applicable", verification.lignes().stream().anyMatch(Importations.LigneVue::prise));
        return "importation/verification";
    }

    @PostMapping("/{id:[0-9a-f]+-.*}")
    String lancer(@PathVariable UUID id, Identite identite) {
        identite.exigerExploitation();
        importations.lancer(id);
        return "redirect:/apilos_settings/imports/" + id;
    }

    /** How far a run is, told while it goes. */
    @GetMapping(value = "/{id:[0-9a-f]+-.*}/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter flux(@PathVariable UUID id, Identite identite) {
        identite.exigerExploitation();
        return direct.suivre(() -> {
            var fichier = importations.un(id);
            return fichier.etat() == Importations.Etat.EN_COURS ? new Point(progression(fichier)) : Point.FINI;
        });
    }

    private Progression progression(Importations.Fichier fichier) {
        return new Progression(
                fichier.position(),
                fichier.total(),
                formats.entier(fichier.position()) + " lignes traitées sur " + formats.entier(fichier.total()));
    }

    /** The rows refused, in their order, each reason as a comment on its cell. */
    @GetMapping("/{id:[0-9a-f]+-.*}/refus")
    ResponseEntity<byte[]> refus(@PathVariable UUID id, Identite identite) throws IOException {
        identite.exigerExploitation();
        var verification = importations.verifier(id);
        var lecture = verification.lecture();
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.annotee(
                new Lecture(
                        lecture.feuille(),
                        lecture.premiereLigne(),
                        verification.refusees().stream()
                                .map(Importations.LigneVue::ligne)
                                .toList(),
                        lecture.avis()),
                sortie);
        return classeur("refus-" + lecture.feuille().nomFichier(), sortie);
    }

    private String depot(String genre, List<ErreurDeChamp> erreurs, Model modele) {
        var quoi = importations.genre(genre);
        modele.addAttribute("quoi", quoi);
        modele.addAttribute("erreurs", erreurs);
        modele.addAttribute(
                "champ",
                Champ.fichier("fichier", "Fichier Excel ou CSV", ".xlsx,.csv")
                        .aide("Au plus 2 000 lignes. Un fichier CSV reprend les titres de la première ligne du modèle.")
                        .erreur(erreurs.isEmpty() ? null : erreurs.getFirst().message()));
        modele.addAttribute("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + "Importer des " + quoi.titre());
        modele.addAttribute("fil", List.of(FIL.getFirst(), FIL.get(1), Lien.ici(quoi.titre())));
        return "importation/depot";
    }

    private String ou(Importations.Fichier f) {
        return switch (f.etat()) {
            case DEPOSE -> "Vérifié, rien d’écrit";
            case EN_COURS -> "En cours : " + formats.entier(f.position()) + " sur " + formats.entier(f.total());
            case FINI ->
                formats.pluriel(f.ecrites(), "ligne écrite", "lignes écrites") + ", "
                        + formats.pluriel(f.refusees(), "refusée", "refusées");
        };
    }

    private static ResponseEntity<byte[]> classeur(String nom, ByteArrayOutputStream contenu) {
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(nom).build().toString())
                .body(contenu.toByteArray());
    }
}
