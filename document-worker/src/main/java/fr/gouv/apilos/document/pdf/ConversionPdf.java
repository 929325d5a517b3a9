package fr.gouv.apilos.document.pdf;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jodconverter.core.office.OfficeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Word to PDF with a pool of LibreOffice processes kept warm; without LibreOffice, or when it hangs twice, says why there
 * is no PDF. A process is replaced after a failure, after so many documents, and when it grows too heavy.
 */
@Component
public class ConversionPdf {

    private static final Logger LOG = LoggerFactory.getLogger(ConversionPdf.class);
    private static final int ESSAIS = 2;
    private static final String SANS_BUREAUTIQUE =
            "Le PDF n’a pas été produit : la mise en page n’est pas installée sur ce serveur. Ouvrez le document Word"
                    + " et enregistrez-le au format PDF.";
    private static final String ECHOUEE =
            "Le PDF n’a pas pu être produit : la mise en page n’a pas répondu à temps. Relancez la rédaction, ou"
                    + " ouvrez le document Word et enregistrez-le au format PDF.";

    private final Supplier<ReglagesPdf> reglages;
    private final Path dossier;
    private final List<ProcessusBureautique> processus;
    private final BlockingDeque<ProcessusBureautique> libres;
    private final Timer duree;
    private final Counter relances;
    private final Counter absents;

    ConversionPdf(Supplier<ReglagesPdf> reglages, MeterRegistry mesures) throws IOException {
        this.reglages = reglages;
        var commun = Path.of(System.getProperty("java.io.tmpdir"), "apilos-bureautique");
        nettoyer(commun);
        // The folder says whose it is, so that the next worker can clean up after one that was killed.
        var racine = Files.createDirectories(
                commun.resolve(String.valueOf(ProcessHandle.current().pid())));
        this.dossier = Files.createTempDirectory(racine, "reserve-");
        this.processus = IntStream.range(0, Math.max(1, reglages.get().processus()))
                .mapToObj(i -> new ProcessusBureautique(dossier.resolve(String.valueOf(i))))
                .toList();
        // Last given back, first taken: the warm one serves, the others start only when they are needed.
        this.libres = new LinkedBlockingDeque<>(processus);
        this.duree = Timer.builder("apilos.document.pdf")
                .description("Time to convert a document to PDF")
                .publishPercentileHistogram()
                .register(mesures);
        this.relances = Counter.builder("apilos.bureautique.relances")
                .description("LibreOffice processes replaced, for whatever reason")
                .register(mesures);
        this.absents = Counter.builder("apilos.document.pdf.absents")
                .description("Documents delivered without their PDF")
                .register(mesures);
        Gauge.builder(
                        "apilos.bureautique.processus",
                        () -> processus.stream()
                                .filter(ProcessusBureautique::demarre)
                                .count())
                .description("LibreOffice processes started")
                .register(mesures);
        Gauge.builder(
                        "apilos.bureautique.memoire",
                        () -> processus.stream()
                                .mapToLong(ProcessusBureautique::memoire)
                                .sum())
                .baseUnit("bytes")
                .description("Resident memory of the LibreOffice processes")
                .register(mesures);
    }

    /**
     * What became of a conversion.
     *
     * @param pdf null when there is none
     * @param absent why there is none, in French; null when there is one
     */
    public record Resultat(byte[] pdf, String absent) {}

    /**
     * State of the pool, for operators.
     *
     * @param installation folder of LibreOffice, null when there is none
     */
    public record EtatDeLaBureautique(String installation, List<EtatDeProcessus> processus) {

        /** @param memoire resident, in bytes */
        public record EtatDeProcessus(boolean demarre, int documents, long memoire, List<Long> pids) {}
    }

    /** What the pool is doing. */
    public EtatDeLaBureautique etat() {
        var installation = reglages.get().installation();
        return new EtatDeLaBureautique(
                installation == null ? null : installation.getPath(),
                processus.stream()
                        .map(p -> new EtatDeLaBureautique.EtatDeProcessus(
                                p.demarre(),
                                p.documents(),
                                p.memoire(),
                                p.processus().map(ProcessHandle::pid).toList()))
                        .toList());
    }

    /** Converts, twice if need be: a process that hangs is killed at the end of the time limit and another takes its place. */
    public Resultat convertir(byte[] docx) {
        for (int essai = 1; essai <= ESSAIS; essai++) {
            var courants = reglages.get();
            var installation = courants.installation();
            if (installation == null) {
                absents.increment();
                return new Resultat(null, SANS_BUREAUTIQUE);
            }
            var libre = prendre(courants);
            if (libre == null) {
                break;
            }
            boolean reussi = false;
            try {
                var pdf = duree.recordCallable(() -> libre.convertir(docx, installation, courants));
                reussi = true;
                return new Resultat(pdf, null);
            } catch (Exception e) {
                LOG.warn("Conversion to PDF failed (attempt {}): {}", essai, e.toString());
            } finally {
                rendre(libre, reussi, installation, courants);
            }
        }
        absents.increment();
        return new Resultat(null, ECHOUEE);
    }

    private ProcessusBureautique prendre(ReglagesPdf courants) {
        try {
            return libres.pollFirst(courants.delai().toMillis() * ESSAIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void rendre(ProcessusBureautique rendu, boolean reussi, File installation, ReglagesPdf courants) {
        if (!reussi) {
            relances.increment();
            rendu.arreter();
        } else if (rendu.use(courants)) {
            // Replaced while nobody waits for it, so that the next document finds it warm.
            relances.increment();
            Thread.ofVirtual().name("bureautique").start(() -> {
                rendu.arreter();
                try {
                    rendu.rechauffer(installation, courants);
                } catch (OfficeException e) {
                    LOG.warn("LibreOffice does not start again: {}", e.getMessage());
                    rendu.arreter();
                } finally {
                    libres.addFirst(rendu);
                }
            });
            return;
        }
        libres.addFirst(rendu);
    }

    /** Kills what a worker that was killed left behind, and removes its profiles. */
    private static void nettoyer(Path commun) throws IOException {
        if (!Files.isDirectory(commun)) {
            return;
        }
        try (var dossiers = Files.list(commun)) {
            for (var dossier : dossiers.toList()) {
                var nom = dossier.getFileName().toString();
                if (nom.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(nom)).isEmpty()) {
                    ProcessusBureautique.dontLaCommandeContient(dossier.toUri().getPath())
                            .forEach(ProcessHandle::destroyForcibly);
                    FileSystemUtils.deleteRecursively(dossier);
                }
            }
        }
    }

    /** Stops LibreOffice with the worker. */
    @PreDestroy
    void arreter() throws IOException {
        processus.forEach(ProcessusBureautique::arreter);
        FileSystemUtils.deleteRecursively(dossier);
    }
}
