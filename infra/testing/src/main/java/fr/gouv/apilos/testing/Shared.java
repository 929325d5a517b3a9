package fr.gouv.apilos.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real input that lives beside the checkout on some machines and is never committed. */
public final class Shared {

    private Shared() {}

    /** The path below {@code ../shared}; the test is skipped, with the reason, where it is absent. */
    public static Path chemin(String relatif) {
        var dossier = Path.of("").toAbsolutePath();
        while (dossier != null) {
            var candidat = dossier.resolveSibling("shared").resolve(relatif);
            if (Files.exists(candidat)) {
                return candidat;
            }
            dossier = dossier.getParent();
        }
        Assumptions.abort("real input shared/" + relatif + " is not beside this checkout");
        throw new IllegalStateException("unreachable");
    }
}
