package fr.gouv.apilos.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real clamd with one signature of its own, that of the EICAR file: no download of a database. Skips the test where clamd
 * is not installed (Debian: clamav-daemon).
 */
public final class ClamdDEssai implements AutoCloseable {

    private static final List<String> PLACES = List.of("/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd");

    private final Process clamd;
    private final Path prise;

    private ClamdDEssai(Process clamd, Path prise) {
        this.clamd = clamd;
        this.prise = prise;
    }

    /**
     * Starts one that answers.
     *
     * @param dossier for its socket, its signature and its log
     */
    public static ClamdDEssai demarrer(Path dossier) throws IOException, InterruptedException {
        var programme = PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst();
        assumeTrue(programme.isPresent(), "no clamd on this machine (Debian: clamav-daemon)");
        var base = Files.createDirectories(dossier.resolve("base"));
        Files.writeString(
                base.resolve("essai.ndb"), "Essai.Eicar:0:*:" + HexFormat.of().formatHex(Eicar.octets()) + "\n");
        var prise = dossier.resolve("clamd.sock");
        var reglages = Files.writeString(
                dossier.resolve("clamd.conf"), """
                    Foreground yes
                    LocalSocket %s
                    DatabaseDirectory %s
                    TemporaryDirectory %s
                    StreamMaxLength 1M
                    MaxThreads 2
                    User %s
                    """.formatted(prise, base, dossier, System.getProperty("user.name")));
        var clamd = new ProcessBuilder(programme.get(), "--config-file", reglages.toString())
                .redirectErrorStream(true)
                .redirectOutput(dossier.resolve("clamd.txt").toFile())
                .start();
        var limite = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < limite) {
            if (repond(prise)) {
                return new ClamdDEssai(clamd, prise);
            }
            if (clamd.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        clamd.destroyForcibly();
        throw new IllegalStateException("clamd does not start: " + Files.readString(dossier.resolve("clamd.txt")));
    }

    private static boolean repond(Path prise) {
        try (var canal = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return canal.connect(UnixDomainSocketAddress.of(prise));
        } catch (IOException _) {
            return false;
        }
    }

    /** As {@code CLAMD_ADDRESS} takes it. */
    public String adresse() {
        return "unix:" + prise;
    }

    @Override
    public void close() {
        clamd.destroy();
        try {
            if (!clamd.waitFor(10, TimeUnit.SECONDS)) {
                clamd.destroyForcibly();
            }
        } catch (InterruptedException _) {
            clamd.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
