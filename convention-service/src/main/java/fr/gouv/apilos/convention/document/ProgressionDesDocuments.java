package fr.gouv.apilos.convention.document;

import static java.util.stream.Collectors.toMap;

import fr.gouv.apilos.platform.web.SuiviEnDirect;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** How the latest document of a convention goes; productions are bounded by less than what a page waits. */
@Component
class ProgressionDesDocuments extends SuiviEnDirect<UUID> {

    private final Documents documents;

    ProgressionDesDocuments(Documents documents) {
        super(Duration.ofMinutes(10));
        this.documents = documents;
    }

    @Override
    protected Map<UUID, Point> lire(Set<UUID> conventions) {
        return documents.dernieres(conventions).entrySet().stream()
                .filter(derniere -> !derniere.getValue().etat().fini())
                .collect(toMap(
                        Map.Entry::getKey, derniere -> new Point(DocumentController.progression(derniere.getValue()))));
    }
}
