package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.FormatDExport;
import fr.gouv.apilos.platform.web.Formats;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list as a workbook, prepared apart however long it is (01 R228, D33). */
@Controller
class ExportController {

    private static final DateTimeFormatter JOUR = DateTimeFormatter.ofPattern("dd-MM-yyyy");

    private final Recherche recherche;
    private final FichiersPrepares fichiers;
    private final Formats formats;
    private final Clock horloge;

    ExportController(Recherche recherche, FichiersPrepares fichiers, Formats formats, Clock horloge) {
        this.recherche = recherche;
        this.fichiers = fichiers;
        this.formats = formats;
        this.horloge = horloge;
    }

    /** An old link: the list it names, from which the export is asked for. */
    @GetMapping("/conventions/export-list")
    String ancienLien(@RequestParam MultiValueMap<String, String> parametres) {
        return "redirect:" + Critere.lire(parametres).adresse();
    }

    @PostMapping("/conventions/export-list")
    String demander(@RequestParam MultiValueMap<String, String> parametres, Identite identite) {
        identite.exiger(DroitsConvention.VOIR);
        var critere = Critere.lire(parametres);
        long total = recherche.compter(critere, identite);
        var adresse = critere.adresse();
        int question = adresse.indexOf('?');
        var id = fichiers.demander(
                new FichiersPrepares.Demande(
                        ExportDeConventions.GENRE,
                        "Export de " + formats.pluriel(total, "convention", "conventions"),
                        "conventions_"
                                + LocalDate.now(horloge.withZone(ZoneId.of("Europe/Paris")))
                                        .format(JOUR) + ".xlsx",
                        FormatDExport.XLSX.type(),
                        question < 0 ? "" : adresse.substring(question + 1),
                        adresse),
                identite);
        return "redirect:/conventions/telechargements/" + id;
    }
}
