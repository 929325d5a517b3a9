package fr.gouv.apilos.platform.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Translates every exception of a controller, once, for pages and APIs alike. A stack trace never leaves. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class ErreursHttp {

    private static final Logger LOG = LoggerFactory.getLogger(ErreursHttp.class);

    @ExceptionHandler
    Object metier(ErreurMetier erreur, HttpServletRequest requete) {
        return repondre(erreur.code(), erreur.detail(), erreur.precisions(), erreur.champs(), requete);
    }

    @ExceptionHandler(OptimisticLockingFailureException.class)
    Object perime(HttpServletRequest requete) {
        return repondre(
                ErreurCommune.PERIME,
                "Une autre personne a enregistré une modification entre-temps. Rouvrez la page, comparez, puis"
                        + " enregistrez de nouveau.",
                requete);
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    Object baseIndisponible(Exception erreur, HttpServletRequest requete) {
        LOG.error("Database unavailable: {}", erreur.toString());
        return repondre(
                ErreurCommune.INDISPONIBLE, "La base de données ne répond pas. Réessayez dans une minute.", requete);
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    Object tropGros(HttpServletRequest requete) {
        return repondre(ErreurCommune.TROP_GROS, "Ce fichier dépasse la taille acceptée (100 Mo).", requete);
    }

    @ExceptionHandler({
        HttpMessageNotReadableException.class,
        MissingServletRequestParameterException.class,
        ConstraintViolationException.class,
        IllegalArgumentException.class
    })
    Object illisible(Exception erreur, HttpServletRequest requete) {
        LOG.info("Unreadable request {}: {}", requete.getRequestURI(), erreur.toString());
        return repondre(
                ErreurCommune.REQUETE_INCORRECTE,
                "La demande est incomplète ou mal formée. Revenez à la page précédente et recommencez.",
                requete);
    }

    @ExceptionHandler
    Object malType(TypeMismatchException erreur, HttpServletRequest requete) {
        // A malformed identifier in a path names nothing: 404, as for an unknown one (02 R3, DB-34).
        return repondre(
                ErreurCommune.INTROUVABLE,
                "L’adresse contient une valeur inconnue. Vérifiez le lien que vous avez suivi.",
                requete);
    }

    @ExceptionHandler
    Object champs(BindException erreur, HttpServletRequest requete) {
        var champs = new ArrayList<ErreurMetier.ErreurDeChamp>();
        erreur.getFieldErrors()
                .forEach(e -> champs.add(
                        // A value of the wrong kind speaks of Java types; the reader is told what to do instead.
                        new ErreurMetier.ErreurDeChamp(
                                e.getField(),
                                e.isBindingFailure()
                                        ? "Cette valeur n’est pas du format attendu."
                                        : String.valueOf(e.getDefaultMessage()))));
        return repondre(ErreurCommune.INVALIDE, "Des informations sont à corriger.", Map.of(), champs, requete);
    }

    @ExceptionHandler(NoResourceFoundException.class)
    Object absente(HttpServletRequest requete) {
        return repondre(
                ErreurCommune.INTROUVABLE,
                "Cette adresse ne mène nulle part. Vérifiez le lien ou cherchez la convention par son numéro.",
                requete);
    }

    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void clientParti() {
        // The browser closed the connection: nobody to answer to.
    }

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void securite(Exception erreur) throws Exception {
        // Left to the security filters, which answer 401 or 403 in the same words.
        throw erreur;
    }

    @ExceptionHandler
    Object toute(Exception erreur, HttpServletRequest requete) {
        if (erreur instanceof ErrorResponse connue) {
            var reponse = repondre(
                    code(connue.getStatusCode()), "Cette demande n’est pas acceptée à cette adresse.", requete);
            // For instance which methods are (RFC 9110).
            return reponse instanceof ResponseEntity<?> probleme
                    ? ResponseEntity.status(probleme.getStatusCode())
                            .headers(probleme.getHeaders())
                            .headers(connue.getHeaders())
                            .body(probleme.getBody())
                    : reponse;
        }
        LOG.error("Unexpected error on {} {}", requete.getMethod(), requete.getRequestURI(), erreur);
        return repondre(
                ErreurCommune.INTERNE,
                "Un problème inattendu est survenu ; l’équipe est prévenue. Votre saisie n’a pas été enregistrée :"
                        + " réessayez, puis citez la référence ci-dessous si le problème continue.",
                requete);
    }

    private static CodeErreur code(HttpStatusCode statut) {
        for (var code : ErreurCommune.values()) {
            if (code.statut().value() == statut.value()) {
                return code;
            }
        }
        return new AutreCode(HttpStatus.valueOf(statut.value()));
    }

    private record AutreCode(HttpStatus statut) implements CodeErreur {
        @Override
        public String name() {
            return statut.name();
        }

        @Override
        public String titre() {
            return "Cette demande n’est pas acceptée";
        }
    }

    private static Object repondre(CodeErreur code, String detail, HttpServletRequest requete) {
        return repondre(code, detail, Map.of(), List.of(), requete);
    }

    private static Object repondre(
            CodeErreur code,
            String detail,
            Map<String, ?> precisions,
            List<ErreurMetier.ErreurDeChamp> champs,
            HttpServletRequest requete) {
        if (ReponseErreur.veutUnePage(requete)) {
            var page = new ModelAndView("erreur/page", ReponseErreur.modele(code, detail, requete), code.statut());
            page.addObject("champs", champs);
            precisions.forEach(page::addObject);
            return page;
        }
        var probleme = ReponseErreur.probleme(code, detail);
        precisions.forEach(probleme::setProperty);
        if (!champs.isEmpty()) {
            probleme.setProperty("erreurs", champs);
        }
        var entetes = new HttpHeaders();
        // The contract with SIAP knows one type (05 G3).
        entetes.setContentType(
                requete.getRequestURI().startsWith("/api-siap/")
                        ? MediaType.APPLICATION_JSON
                        : MediaType.APPLICATION_PROBLEM_JSON);
        if (code.statut() == HttpStatus.SERVICE_UNAVAILABLE) {
            entetes.set(HttpHeaders.RETRY_AFTER, "30");
        }
        return new ResponseEntity<>(probleme, entetes, code.statut());
    }
}
