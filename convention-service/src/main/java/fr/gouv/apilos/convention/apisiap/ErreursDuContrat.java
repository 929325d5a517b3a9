package fr.gouv.apilos.convention.apisiap;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ReponseErreur;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Refusals as the contract with SIAP says them: JSON with {@code detail}, which is a problem document too; SIAP away is a 500
 * that says to try again (04 R84, 05 §1.4).
 */
@RestControllerAdvice(assignableTypes = ApiSiapController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErreursDuContrat {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> metier(ErreurMetier erreur) {
        var probleme = ReponseErreur.probleme(erreur.code(), erreur.detail());
        var statut = erreur.code().statut();
        if (statut == ErreurCommune.INDISPONIBLE.statut()) {
            statut = HttpStatus.INTERNAL_SERVER_ERROR;
            probleme.setStatus(statut.value());
            probleme.setProperty("error", ReponseErreur.ECHEC_SIAP);
        }
        erreur.precisions().forEach(probleme::setProperty);
        return ResponseEntity.status(statut)
                .contentType(MediaType.APPLICATION_JSON)
                .body(probleme);
    }
}
