package fr.gouv.apilos.document.mesure;

import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.pdf.BureautiqueDeMesure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a warm LibreOffice takes to lay out an HLM convention: goals 1.5 s for some twenty pages and 8 s for 500
 * dwellings. {@code -Dmesure=MesureDuPdf} runs it; each size also says its pages and the peak memory of the process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = MesureDuPdf.CHAUFFE)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class MesureDuPdf {

    static final int CHAUFFE = 2;

    /** Dwellings of the convention. */
    @Param({"10", "100", "500", "2000"})
    int logements;

    /** Our own model, or the one of the field (beside the checkout). */
    @Param({ConventionDeMesure.PRODUIT, ConventionDeMesure.TERRAIN})
    String modele;

    private byte[] docx;
    private byte[] pdf;
    private Duration avant;
    private int faites;
    private BureautiqueDeMesure bureautique;

    /** Writes the document and warms a process. */
    @Setup
    public void preparer() throws IOException {
        docx = ConventionDeMesure.modele(modele)
                .rendre(ConventionDeMesure.contexte(modele, logements), Images.aucune())
                .docx();
        bureautique = new BureautiqueDeMesure();
    }

    /** From here the process is warm. */
    @Setup(Level.Iteration)
    public void compter() {
        if (faites == CHAUFFE) {
            avant = bureautique.processeur();
        }
    }

    /** One conversion. */
    @Benchmark
    public byte[] convertir() {
        faites++;
        pdf = bureautique.convertir(docx);
        return pdf;
    }

    /** Says what the time does not. */
    @TearDown
    public void dire() throws IOException {
        System.out.printf(
                "%n%s, %d dwellings: %d pages, docx %d KB, pdf %d KB, LibreOffice %d ms of processor for each, %d MB at"
                        + " its peak%n",
                modele,
                logements,
                BureautiqueDeMesure.pages(pdf),
                docx.length >> 10,
                pdf.length >> 10,
                bureautique.processeur().minus(avant).toMillis() / (faites - CHAUFFE),
                bureautique.memoireMax() >> 20);
        bureautique.close();
    }
}
