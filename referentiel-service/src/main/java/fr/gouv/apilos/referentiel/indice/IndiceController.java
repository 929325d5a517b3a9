package fr.gouv.apilos.referentiel.indice;

import fr.gouv.apilos.platform.security.Identite;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rent indices for whoever is signed in: they are published by law. */
@RestController
@RequestMapping("/api/v1/indices")
class IndiceController {

    private final Indices indices;
    private final Clock horloge;

    IndiceController(Indices indices, Clock horloge) {
        this.indices = indices;
        this.horloge = horloge;
    }

    @GetMapping
    List<Indice> tous() {
        Identite.courante();
        return indices.tous();
    }

    /** A rent brought to a date, with each step (R-A15.1). */
    @GetMapping("/calcul")
    CalculDeLoyer.Resultat calcul(
            @RequestParam BigDecimal montant,
            @RequestParam String nature,
            @RequestParam("date_initiale") @DateTimeFormat(iso = ISO.DATE) LocalDate initiale,
            @RequestParam String departement,
            @RequestParam(name = "date_actualisation", required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable
                    LocalDate actualisation) {
        Identite.courante();
        return CalculDeLoyer.calculer(
                montant,
                nature,
                initiale,
                departement,
                actualisation == null ? LocalDate.now(horloge) : actualisation,
                indices.tous());
    }
}
