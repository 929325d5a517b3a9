package fr.gouv.apilos.document.pdf;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.pdfbox.Loader;
import org.springframework.util.unit.DataSize;

/** The LibreOffice of this machine for whoever measures: one process, kept warm, never replaced. */
public final class BureautiqueDeMesure implements AutoCloseable {

    private static final long KIO = 1024;

    private final ConversionPdf conversion;

    /** @throws IOException when no folder can be made for its profile */
    public BureautiqueDeMesure() throws IOException {
        var reglages = new ReglagesPdf(
                "", Duration.ofMinutes(10), Duration.ofSeconds(90), 1, Integer.MAX_VALUE, DataSize.ofTerabytes(1));
        this.conversion = new ConversionPdf(() -> reglages, new SimpleMeterRegistry());
    }

    /**
     * One document.
     *
     * @throws IllegalStateException when there is no PDF
     */
    public byte[] convertir(byte[] docx) {
        var resultat = conversion.convertir(docx);
        if (resultat.pdf() == null) {
            throw new IllegalStateException(resultat.absent());
        }
        return resultat.pdf();
    }

    /** The most the process has held, in bytes. */
    public long memoireMax() {
        return conversion.etat().processus().stream()
                .flatMap(p -> p.pids().stream())
                .mapToLong(BureautiqueDeMesure::pointe)
                .sum();
    }

    /** Processor time the process has used so far: what a busy machine does not change much. */
    public Duration processeur() {
        return conversion.etat().processus().stream()
                .flatMap(p -> p.pids().stream())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(p -> p.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Pages of a PDF. */
    public static int pages(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        }
    }

    private static long pointe(long pid) {
        try (var lignes = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lignes.filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * KIO)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        conversion.arreter();
    }
}
