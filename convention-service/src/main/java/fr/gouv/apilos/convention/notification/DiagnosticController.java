package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why somebody received nothing, for habilitation-service and the support team: reads only (07 §13.6). */
@RestController
@RequestMapping("/api/v1/diagnostics")
class DiagnosticController {

    private final Diagnostics diagnostics;

    DiagnosticController(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    @GetMapping("/administrations/{uuid}/bailleurs")
    List<Diagnostics.BailleurGere> bailleurs(@PathVariable UUID uuid) {
        Identite.courante().exigerExploitation();
        return diagnostics.bailleurs(uuid);
    }

    @GetMapping("/operations/{numero}")
    List<Diagnostics.ProgrammeSuivi> operation(@PathVariable String numero) {
        Identite.courante().exigerExploitation();
        return diagnostics.operation(numero);
    }
}
