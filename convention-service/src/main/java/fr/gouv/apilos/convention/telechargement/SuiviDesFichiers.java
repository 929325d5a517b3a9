package fr.gouv.apilos.convention.telechargement;

import static java.util.stream.Collectors.toMap;

import fr.gouv.apilos.platform.web.SuiviEnDirect;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** How files go that are being prepared. */
@Component
class SuiviDesFichiers extends SuiviEnDirect<UUID> {

    private final FichiersPrepares fichiers;

    SuiviDesFichiers(FichiersPrepares fichiers) {
        super(Duration.ofMinutes(10));
        this.fichiers = fichiers;
    }

    @Override
    protected Map<UUID, Point> lire(Set<UUID> demandes) {
        return fichiers.ceux(demandes).entrySet().stream()
                .filter(demande -> !demande.getValue().etat().fini())
                .collect(toMap(
                        Map.Entry::getKey,
                        demande -> new Point(TelechargementController.progression(demande.getValue()))));
    }
}
