package fr.gouv.apilos.document.mesure;

import fr.gouv.apilos.document.modele.ModelesDeMesure;
import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import fr.gouv.apilos.document.moteur.ModeleWord;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import tools.jackson.databind.json.JsonMapper;

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

    private static final Set<String> LISTES = Set.of("logements", "logements_import_ordered");

    /** Dwellings of the convention. */
    @Param({"10", "100", "500"})
    int logements;

    /** Our own model, or the one of the field (beside the checkout). */
    @Param({"produit", "terrain"})
    String modele;

    private ModeleWord word;
    private Map<String, Object> contexte;

    /** Compiles the model, and makes a context with so many dwellings. */
    @Setup
    public void preparer() throws IOException {
        if (modele.equals("terrain")) {
            var dossier = Shared.chemin("data/modeles");
            word = ModeleWord.compiler(Files.readAllBytes(dossier.resolve("HLM-template.docx")));
            contexte = LecteurDeContexte.lire(dossier.resolve("cas/hlm.context.json.gz"));
        } else {
            word = ModelesDeMesure.hlm();
            try (var flux = MesureDuRendu.class.getResourceAsStream("/contracts/contextes/hlm.exemple.json")) {
                contexte = LecteurDeContexte.lire(JsonMapper.shared().readTree(flux));
            }
            contexte.put("filigrane", null);
        }
        multiplier(contexte, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** One document. */
    @Benchmark
    public void rendre(Blackhole puits) {
        puits.consume(word.rendre(contexte, Images.aucune()).docx());
    }

    /** A dwelling like this one, in other figures: equal rows would compress as no convention does. */
    private static Object autre(Object logement, int rang) {
        if (!(logement instanceof Map<?, ?> champs)) {
            return logement;
        }
        var autre = new LinkedHashMap<String, Object>();
        champs.forEach((nom, valeur) -> autre.put(
                String.valueOf(nom),
                valeur instanceof BigDecimal nombre
                        ? nombre.add(BigDecimal.valueOf(rang * 7919L % 3001, 2))
                        : nom.equals("d") || nom.equals("designation") ? "Bâtiment B, porte " + rang : valeur));
        return autre;
    }

    /** Makes every list of dwellings as long as the measure wants. */
    private void multiplier(Object valeur, Set<Object> vus) {
        if (valeur instanceof Map<?, ?> brute && vus.add(valeur)) {
            @SuppressWarnings("unchecked")
            var champs = (Map<String, Object>) brute;
            champs.replaceAll((nom, contenu) -> {
                if (!LISTES.contains(nom) || !(contenu instanceof List<?> liste) || liste.isEmpty()) {
                    return contenu;
                }
                var longue = new ArrayList<Object>(logements);
                for (int i = 0; i < logements; i++) {
                    longue.add(autre(liste.get(i % liste.size()), i));
                }
                return longue;
            });
            champs.values().forEach(contenu -> multiplier(contenu, vus));
        } else if (valeur instanceof List<?> liste && vus.add(valeur)) {
            liste.forEach(contenu -> multiplier(contenu, vus));
        }
    }
}
