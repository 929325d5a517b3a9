package fr.gouv.apilos.referentiel.commun;

import static java.util.stream.Collectors.toMap;

import fr.gouv.apilos.platform.web.SuiviEnDirect;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How moves and imports go; each page tells how to read its task. */
@Component
public class SuiviDesTaches extends SuiviEnDirect<Supplier<SuiviEnDirect.Point>> {

    SuiviDesTaches() {
        super(Duration.ofMinutes(30));
    }

    @Override
    protected Map<Supplier<Point>, Point> lire(Set<Supplier<Point>> taches) {
        return taches.stream().collect(toMap(Function.identity(), Supplier::get));
    }
}
