package fr.gouv.apilos.platform.command;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What referentiel-service, which leads {@code clear_all_data}, asks of the other services. */
@RestController
@RequestMapping("/api/v1/effacement")
class EffacementController {

    private static final String CONFIRMATION = "tout effacer";

    private final EffacementDeService effacement;
    private final Environnement environnement;

    EffacementController(EffacementDeService effacement, Environnement environnement) {
        this.effacement = effacement;
        this.environnement = environnement;
    }

    /**
     * A batch.
     *
     * @param confirmation the words {@code tout effacer}
     */
    record DemandeDEffacement(@Nullable String confirmation) {}

    /** What is left. */
    record EffacementRestant(long restants) {}

    /** How many rows of each kind would go. */
    @GetMapping
    Map<String, Long> aEffacer() {
        Identite.courante().exigerSuperutilisateur();
        return effacement.compter();
    }

    /** Deletes the next batch. */
    @PostMapping
    EffacementRestant effacer(@RequestBody DemandeDEffacement demande) {
        Identite.courante().exigerSuperutilisateur();
        environnement.exigerHorsProduction(EffacementDeService.ACTE);
        if (!CONFIRMATION.equals(demande.confirmation())) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE, "Confirmez par les mots « " + CONFIRMATION + " » : rien n’est effacé.");
        }
        return new EffacementRestant(effacement.effacer(effacement.paquet()));
    }
}
