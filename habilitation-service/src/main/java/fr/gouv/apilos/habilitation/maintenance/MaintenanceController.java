package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.habilitation.annuaire.DroitsDeGestion;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.FormatDExport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The commands of this module, for the support team ({@code /admin/**} is theirs alone). */
@RestController
@RequestMapping("/admin")
class MaintenanceController {

    private final Diagnostic diagnostic;
    private final Doublons doublons;
    private final Permissions permissions;

    MaintenanceController(Diagnostic diagnostic, Doublons doublons, Permissions permissions) {
        this.diagnostic = diagnostic;
        this.doublons = doublons;
        this.permissions = permissions;
    }

    /**
     * What became of second accounts.
     *
     * @param aBlanc nothing was changed
     */
    record BilanDeNettoyage(boolean aBlanc, int fermes, List<Doublons.Groupe> groupes) {}

    @GetMapping("/administrations/{code}/utilisateurs")
    Diagnostic.EtatDAdministration utilisateurs(@PathVariable String code) {
        return diagnostic.dAdministration(code);
    }

    /** 503 when convention-service does not answer: an empty answer would say that there is no such opération. */
    @GetMapping("/operations/{numero}/destinataires")
    List<Conventions.ProgrammeSuivi> destinataires(@PathVariable String numero) {
        return diagnostic
                .dOperation(numero)
                .orElseThrow(() -> new ErreurMetier(
                        ErreurCommune.INDISPONIBLE,
                        "Le service des conventions ne répond pas. Réessayez dans une minute."));
    }

    /** Changes something only when it is told to ({@code confirme=true}). */
    @PostMapping("/doublons/nettoyage")
    BilanDeNettoyage nettoyer(@RequestParam(defaultValue = "false") boolean confirme) {
        DroitsDeGestion.exiger(DroitsDeGestion.refusDeGerer(Identite.courante()));
        var groupes = doublons.chercher();
        int fermes = confirme
                ? groupes.stream().mapToInt(doublons::fusionner).sum()
                : groupes.stream()
                        .filter(g -> g.garde() != null)
                        .mapToInt(g -> g.doubles().size())
                        .sum();
        return new BilanDeNettoyage(!confirme, fermes, groupes);
    }

    @GetMapping("/permissions.{extension}")
    void permissions(@PathVariable String extension, HttpServletResponse reponse) throws IOException {
        var format = FormatDExport.parExtension(extension)
                .orElseThrow(() -> ErreurMetier.introuvable("Cet export n’existe pas."));
        reponse.setContentType(format.type());
        reponse.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        reponse.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"permissions." + format.extension() + "\"");
        permissions.ecrire(format, reponse.getOutputStream());
    }
}
