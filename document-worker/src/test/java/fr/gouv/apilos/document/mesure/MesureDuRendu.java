package fr.gouv.apilos.document.mesure;

import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.ModeleWord;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long one render of the HLM model takes on one warm core, the model compiled: goals 40, 70 and 210 ms for 10, 100 and
 * 500 dwellings. {@code -Dmesure=MesureDuRendu} runs it; {@code -Dmesure.options="-prof gc"} adds what it allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class MesureDuRendu {

    /** Dwellings of the convention. */
    @Param({"10", "100", "500", "2000"})
    int logements;

    /** Our own model, or the one of the field (beside the checkout). */
    @Param({"produit", "terrain"})
    String modele;

    private ModeleWord word;
    private Map<String, Object> contexte;

    /** Compiles the model, and makes a context with so many dwellings. */
    @Setup
    public void preparer() throws IOException {
        word = ConventionDeMesure.modele(modele);
        contexte = ConventionDeMesure.contexte(modele, logements);
    }

    /** One document. */
    @Benchmark
    public void rendre(Blackhole puits) {
        puits.consume(word.rendre(contexte, Images.aucune()).docx());
    }
}
