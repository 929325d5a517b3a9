package fr.gouv.apilos.convention.apisiap;

import fr.gouv.apilos.convention.apisiap.OperationsPourSiap.Demande;
import fr.gouv.apilos.convention.operation.Operations;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What SIAP calls. The gateway has checked its token and put the internal one of the habilitation in its place. Every route
 * answers with and without its last slash: a redirection would lose a POST (05 D12).
 */
@RestController
@RequestMapping(path = "/api-siap/v0", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiSiapController {

    private final Indicateurs indicateurs;
    private final OperationsPourSiap lectures;
    private final Operations operations;
    private final boolean inconnueVide;

    /** @param inconnueVide whether an unknown number is answered 200 with an empty object, as of old (05 D1) */
    ApiSiapController(
            Indicateurs indicateurs,
            OperationsPourSiap lectures,
            Operations operations,
            @Value("${apilos.api-siap.operation-inconnue-vide}") boolean inconnueVide) {
        this.indicateurs = indicateurs;
        this.lectures = lectures;
        this.operations = operations;
        this.inconnueVide = inconnueVide;
    }

    @GetMapping({"/convention_kpi", "/convention_kpi/"})
    @Operation(
            summary = "Counters of the conventions the habilitation sees, avenants left out; which ones follows from"
                    + " its profile.")
    List<Contrat.Indicateur> compter() {
        return indicateurs.de(Identite.courante());
    }

    @GetMapping({"/operation/{numero}", "/operation/{numero}/"})
    @Operation(summary = "An opération and the conventions and avenants the habilitation sees of it.")
    Contrat.Reponse lire(@PathVariable String numero) {
        return rendre(lectures.lire(numero, Demande.LECTURE, Identite.courante()), numero, false);
    }

    @PostMapping({"/operation/{numero}", "/operation/{numero}/"})
    @Operation(
            summary = "Makes the conventions the opération lacks, as SIAP describes it; asked again, it makes nothing.")
    Contrat.Reponse creer(@PathVariable String numero) {
        var identite = Identite.courante();
        try {
            operations.creer(numero, identite);
        } catch (ErreurMetier erreur) {
            if (inconnueVide && erreur.code() == ErreurCommune.INTROUVABLE) {
                return Contrat.OperationVide.pour(false);
            }
            throw erreur;
        }
        return rendre(lectures.lire(numero, Demande.CREATION, identite), numero, false);
    }

    @GetMapping({"/close_operation/{numero}", "/close_operation/{numero}/"})
    @Operation(
            summary = "Whether the opération may be closed: the opération, whether all is signed, the acts in force.")
    Contrat.Reponse verifierLaCloture(@PathVariable String numero) {
        return rendre(lectures.lire(numero, Demande.CLOTURE, Identite.courante()), numero, true);
    }

    @PostMapping({"/close_operation/{numero}", "/close_operation/{numero}/"})
    @Operation(summary = "Tells that the opération was closed; told again, it changes nothing.")
    Contrat.Reponse clore(@PathVariable String numero) {
        return rendre(lectures.clore(numero, Identite.courante()), numero, true);
    }

    @PostMapping({"/cancel_operation/{numero}", "/cancel_operation/{numero}/"})
    @Operation(
            summary = "Cancels the conventions and avenants of the opération that are not signed, unless one is in"
                    + " force.")
    Contrat.Annulation annuler(@PathVariable String numero) {
        return lectures.annuler(numero, Identite.courante());
    }

    private Contrat.Reponse rendre(Optional<Contrat.Operation> lue, String numero, boolean cloture) {
        if (lue.isPresent()) {
            return lue.get();
        }
        if (inconnueVide) {
            return Contrat.OperationVide.pour(cloture);
        }
        throw ErreurMetier.introuvable("APiLos ne connaît pas l’opération « " + numero + " ».");
    }
}
