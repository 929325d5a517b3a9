package fr.gouv.apilos.referentiel.deplacement;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.Progression;
import fr.gouv.apilos.platform.web.SuiviEnDirect.Point;
import fr.gouv.apilos.referentiel.commun.SuiviDesTaches;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Follows an operation: progress, stop, resume, undo, report (ux P12 step 4). */
@Controller
@RequestMapping("/apilos_settings/{chemin:delegataires|transferts}/{id:[0-9a-f]+-.*}")
class SuiviController {

    private static final int PAGE = 500;

    private final Operations operations;
    private final Conventions conventions;
    private final Formats formats;
    private final SuiviDesTaches direct;

    SuiviController(Operations operations, Conventions conventions, Formats formats, SuiviDesTaches direct) {
        this.direct = direct;
        this.operations = operations;
        this.conventions = conventions;
        this.formats = formats;
    }

    @GetMapping
    String suivre(@PathVariable String chemin, @PathVariable UUID id, Identite identite, Model modele) {
        identite.exigerExploitation();
        var o = operations.une(id);
        modele.addAttribute("o", o);
        modele.addAttribute("base", "/apilos_settings/" + o.genre().chemin() + "/" + id);
        modele.addAttribute("progression", progression(o));
        modele.addAttribute("fin", o.finiLe() == null ? null : formats.instant(o.finiLe()));
        modele.addAttribute("debut", formats.instant(o.creeLe()));
        modele.addAttribute("reste", Math.max(0, o.total() - o.traites()));
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Paramètres", "/apilos_settings/"),
                        new Lien(
                                o.genre() == Genre.DELEGATAIRES ? "Gestion des délégataires" : "Fusions et transferts",
                                "/apilos_settings/" + o.genre().chemin() + "/"),
                        Lien.ici(o.genre().libelle())));
        return "deplacement/suivi";
    }

    /**
     * The same, told while it goes.
     *
     * @param etat state the page shows
     * @param attend whether the page shows a reason to wait
     */
    @GetMapping(value = "/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter flux(
            @PathVariable String chemin,
            @PathVariable UUID id,
            @RequestParam Etat etat,
            @RequestParam boolean attend,
            Identite identite) {
        identite.exigerExploitation();
        operations.une(id);
        return direct.suivre(() -> {
            var o = operations.une(id);
            // Another state than the page shows, which may be older than this stream, or a reason to wait that comes or
            // goes: the page has more to show than a bar.
            return o.etat() != etat || (o.erreur() != null) != attend ? Point.FINI : new Point(progression(o));
        });
    }

    private Progression progression(Operation o) {
        int faits = o.etat() == Etat.ANNULATION ? o.annules() + o.refuses() : o.traites();
        return new Progression(
                Math.min(faits, Math.max(1, o.total())),
                Math.max(1, o.total()),
                formats.pluriel(faits, "programme traité", "programmes traités") + " sur " + formats.entier(o.total()));
    }

    @PostMapping("/arreter")
    String arreter(@PathVariable String chemin, @PathVariable UUID id, Identite identite, RedirectAttributes suite) {
        identite.exigerExploitation();
        return changer(
                chemin,
                id,
                List.of(Etat.EN_COURS),
                Etat.ARRETE,
                "L’opération s’arrête après le paquet en cours.",
                suite);
    }

    @PostMapping("/reprendre")
    String reprendre(@PathVariable String chemin, @PathVariable UUID id, Identite identite, RedirectAttributes suite) {
        identite.exigerExploitation();
        return changer(chemin, id, List.of(Etat.ARRETE), Etat.EN_COURS, "L’opération reprend où elle en était.", suite);
    }

    @PostMapping("/annuler")
    String annuler(@PathVariable String chemin, @PathVariable UUID id, Identite identite, RedirectAttributes suite) {
        identite.exigerExploitation();
        return changer(
                chemin,
                id,
                List.of(Etat.ARRETE, Etat.FINI),
                Etat.ANNULATION,
                "Les programmes retournent d’où ils viennent, sauf ceux qui ont changé depuis.",
                suite);
    }

    /** Each programme with what became of it. */
    @GetMapping("/rapport")
    ResponseEntity<StreamingResponseBody> rapport(
            @PathVariable String chemin, @PathVariable UUID id, Identite identite) {
        identite.exigerExploitation();
        var o = operations.une(id);
        // Before the answer begins: an absent service must be an error page, not half a file.
        var premieres = conventions.lignes(id, 0, PAGE);
        return ResponseEntity.ok()
                .contentType(
                        MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("rapport-" + o.genre().name().toLowerCase(java.util.Locale.ROOT) + ".xlsx")
                                .build()
                                .toString())
                .body(sortie -> ecrire(o, premieres, sortie));
    }

    private void ecrire(Operation o, List<Conventions.Ligne> premieres, java.io.OutputStream sortie)
            throws IOException {
        try (var classeur = new Workbook(sortie, "APiLos", "1.0")) {
            var feuille = classeur.newWorksheet("Rapport");
            var titres = List.of("Opération", "Programme", "Commune", "Résultat", "Raison", "Identifiant");
            for (int c = 0; c < titres.size(); c++) {
                feuille.value(0, c, titres.get(c));
                feuille.style(0, c).bold().set();
            }
            feuille.freezePane(0, 1);
            int rang = 1;
            var page = premieres;
            while (!page.isEmpty()) {
                for (var l : page) {
                    feuille.value(rang, 0, l.operation());
                    feuille.value(rang, 1, l.nom());
                    feuille.value(rang, 2, l.commune());
                    feuille.value(rang, 3, resultat(l.etat()));
                    feuille.value(rang, 4, l.raison() == null ? "" : l.raison());
                    feuille.value(rang, 5, l.programme().toString());
                    rang++;
                }
                page = page.size() < PAGE
                        ? List.of()
                        : conventions.lignes(o.id(), page.getLast().rang(), PAGE);
            }
        }
    }

    private static String resultat(String etat) {
        return switch (etat) {
            case "FAIT" -> "Déplacé";
            case "REFUSE" -> "Laissé en place";
            case "ANNULE" -> "Rendu";
            default -> "À faire";
        };
    }

    private String changer(
            String chemin, UUID id, List<Etat> depuis, Etat vers, String annonce, RedirectAttributes suite) {
        if (!operations.changer(id, depuis, vers)) {
            throw ErreurMetier.conflit("Cette opération est « "
                    + operations.une(id).etat().libelle() + " » : cette action n’est plus possible.");
        }
        Annonce.information(suite, annonce);
        return "redirect:/apilos_settings/" + chemin + "/" + id;
    }
}
