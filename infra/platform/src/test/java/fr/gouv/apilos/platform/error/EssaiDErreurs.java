package fr.gouv.apilos.platform.error;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** A service that does nothing but fail, in every way a controller can. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(EssaiDErreurs.Pannes.class)
class EssaiDErreurs {

    /** What must never be shown. */
    static final String SECRET = "jdbc:postgresql://interne/base";

    record Saisie(
            @NotBlank(message = "Indiquez le nom du signataire.")
            String nom,

            int annee) {}

    @RestController
    static class Pannes {

        @GetMapping("/essai/{nature}")
        String panne(@PathVariable String nature) throws Exception {
            switch (nature) {
                case "metier" ->
                    throw new ErreurMetier(
                            ErreurCommune.CONFLIT,
                            "Cette convention est déjà validée.",
                            Map.of("statut_rencontre", "A_SIGNER"),
                            List.of(new ErreurMetier.ErreurDeChamp("date", "Indiquez une date.")));
                case "siap" -> throw new ErreurMetier(ErreurCommune.SIAP_INDISPONIBLE, "SIAP ne répond pas.");
                case "perime" -> throw new OptimisticLockingFailureException(SECRET);
                case "base" -> throw new DataAccessResourceFailureException(SECRET);
                case "gros" -> throw new MaxUploadSizeExceededException(1);
                case "argument" -> throw new IllegalArgumentException(SECRET);
                case "erreur" -> throw new Exception(SECRET);
                default -> throw new IllegalStateException(SECRET);
            }
        }

        @GetMapping("/essai/objets/{id}")
        String objet(@PathVariable UUID id) {
            return id.toString();
        }

        @GetMapping("/essai/parametre")
        String parametre(@RequestParam String oblige) {
            return oblige;
        }

        @PostMapping("/essai/saisies")
        String lire(@RequestBody @Valid Saisie saisie) {
            return saisie.nom();
        }

        @PostMapping("/essai/formulaires")
        String formulaire(@Valid Saisie saisie) {
            return saisie.nom();
        }
    }
}
