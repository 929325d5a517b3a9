package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The merges in force, for a consumer of {@code bailleur.fusionne.v1} that began to listen later or lost messages. */
@RestController
class FusionController {

    private final Bailleurs bailleurs;

    FusionController(Bailleurs bailleurs) {
        this.bailleurs = bailleurs;
    }

    /** All of them: mergers of bailleurs are a few a year. */
    record Fusions(List<Bailleurs.FusionEnVigueur> elements) {}

    @GetMapping("/api/v1/fusions")
    Fusions enVigueur() {
        Identite.courante().exigerExploitation();
        return new Fusions(bailleurs.fusionsEnVigueur());
    }
}
