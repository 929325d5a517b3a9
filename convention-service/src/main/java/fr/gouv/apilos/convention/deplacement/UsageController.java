package fr.gouv.apilos.convention.deplacement;

import fr.gouv.apilos.platform.security.Identite;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How many conventions an entity of the référentiel stands in, for referentiel-service and the support team. */
@RestController
@RequestMapping("/api/v1/usages")
class UsageController {

    private final Deplacements deplacements;

    UsageController(Deplacements deplacements) {
        this.deplacements = deplacements;
    }

    @GetMapping("/bailleurs/{uuid}")
    Deplacements.Usage bailleur(@PathVariable UUID uuid) {
        Identite.courante().exigerExploitation();
        return deplacements.usage(Deplacements.Champ.BAILLEUR, uuid);
    }

    @GetMapping("/administrations/{uuid}")
    Deplacements.Usage administration(@PathVariable UUID uuid) {
        Identite.courante().exigerExploitation();
        return deplacements.usage(Deplacements.Champ.ADMINISTRATION, uuid);
    }
}
