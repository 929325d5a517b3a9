package fr.gouv.apilos.document.pdf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.springframework.util.unit.DataSize;

/** LibreOffice as a test wants it: the real one, none, or one that hangs. */
@TestComponent
@Primary
public class BureautiqueDEssai implements Supplier<ReglagesPdf> {

    private volatile ReglagesPdf courants = sans();

    @Override
    public ReglagesPdf get() {
        return courants;
    }

    /** None, which is how tests begin. */
    public void absente() {
        courants = sans();
    }

    /** The one of this machine; the test is skipped, with the reason, where there is none. */
    public void reelle() {
        reelle(100, DataSize.ofMegabytes(900));
    }

    /** The one of this machine, replaced after so many documents or beyond so much memory. */
    public void reelle(int documentsParProcessus, DataSize memoireMax) {
        courants = reglages("", Duration.ofSeconds(120), documentsParProcessus, memoireMax);
        Assumptions.assumeTrue(courants.installation() != null, "LibreOffice is not installed on this machine");
    }

    /** One that starts and never answers. */
    public void pendue(Path installation) {
        courants = reglages(installation.toString(), Duration.ofSeconds(2), 100, DataSize.ofMegabytes(900));
    }

    private static ReglagesPdf sans() {
        return reglages("/nulle/part", Duration.ofSeconds(5), 100, DataSize.ofMegabytes(900));
    }

    private static ReglagesPdf reglages(String dossier, Duration delai, int documents, DataSize memoire) {
        return new ReglagesPdf(
                dossier, delai, dossier.isEmpty() ? Duration.ofSeconds(90) : delai, 1, documents, memoire);
    }

    /**
     * Makes the folder of a LibreOffice that hangs; each start adds a line to the file {@code demarrages} in it.
     *
     * @return the folder
     */
    public static Path quiPend(Path dossier) throws IOException {
        var programme = Files.createDirectories(dossier.resolve("program"));
        for (var nom : new String[] {"soffice", "soffice.bin"}) {
            var script = programme.resolve(nom);
            Files.writeString(
                    script,
                    "#!/bin/sh\necho \"$@\" >> %1$s\nexec tail -f %1$s\n".formatted(dossier.resolve("demarrages")));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return dossier;
    }
}
