package fr.gouv.apilos.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform under test: the launcher in a process of its own, on other ports and with its own data, once per JVM. A
 * start that fails fails the tests; they are skipped only where no browser is installed.
 */
final class Plateforme {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Free ones: a platform may run beside the tests. */
    private static final int PORT_BASE = 0;

    private static Plateforme instance;

    private final Process processus;
    private final JsonNode pret;
    private final Path donnees;
    private final Path journal;

    private Plateforme(Process processus, JsonNode pret, Path donnees, Path journal) {
        this.processus = processus;
        this.pret = pret;
        this.donnees = donnees;
        this.journal = journal;
    }

    /** The running platform; started by the first caller. */
    static synchronized Plateforme demarree() {
        Assumptions.assumeTrue(
                Navigateur.executable().isPresent(), "no Chromium on this machine: browser tests are skipped");
        if (instance == null) {
            instance = demarrer();
            Runtime.getRuntime().addShutdownHook(new Thread(instance::arreter));
        }
        return instance;
    }

    /** Address of the gateway, without a final slash. */
    String url() {
        return pret.path("url").asString();
    }

    /** Address of one process, by its name in the Procfile, or {@code simulateurs}. */
    String adresse(String processusNomme) {
        return pret.at("/processus/" + processusNomme + "/url").asString();
    }

    /** What the launcher wrote when everything was ready. */
    JsonNode pret() {
        return pret;
    }

    Path journal() {
        return journal;
    }

    Path donnees() {
        return donnees;
    }

    private static Plateforme demarrer() {
        try {
            var cible = racine().resolve("infra/end-to-end/target/plateforme");
            supprimer(cible);
            Files.createDirectories(cible);
            var fichierPret = cible.resolve("pret.json");
            var journal = cible.resolve("journal.txt");
            var commande = new ArrayList<String>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "fr.gouv.apilos.launcher.Lanceur",
                    "--port-base",
                    String.valueOf(PORT_BASE),
                    "--donnees",
                    cible.resolve("donnees").toString(),
                    "--aot",
                    "non",
                    "--pret-fichier",
                    fichierPret.toString()));
            var constructeur = new ProcessBuilder(commande)
                    .directory(racine().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(journal.toFile());
            // Real servers named for the tests of services are theirs, not those of a whole platform.
            constructeur
                    .environment()
                    .keySet()
                    .removeIf(nom -> nom.toUpperCase(Locale.ROOT).startsWith("TEST_"));
            var processus = constructeur.start();
            var limite = Instant.now().plus(PATIENCE);
            while (!Files.exists(fichierPret)) {
                if (!processus.isAlive() || Instant.now().isAfter(limite)) {
                    processus.destroy();
                    throw new AssertionError("the platform did not start:\n" + fin(journal));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            return new Plateforme(
                    processus,
                    JsonMapper.shared().readTree(Files.readString(fichierPret)),
                    cible.resolve("donnees"),
                    journal);
        } catch (IOException e) {
            throw new AssertionError("the platform could not be started", e);
        }
    }

    private void arreter() {
        processus.destroy();
        try {
            if (!processus.waitFor(60, TimeUnit.SECONDS)) {
                processus.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String fin(Path journal) throws IOException {
        var lignes = Files.readAllLines(journal);
        return String.join("\n", lignes.subList(Math.max(0, lignes.size() - 80), lignes.size()));
    }

    /** The root of the checkout. */
    static Path racine() {
        var dossier = Path.of("").toAbsolutePath();
        while (!Files.exists(dossier.resolve("Procfile"))) {
            dossier = dossier.getParent();
        }
        return dossier;
    }

    private static void supprimer(Path dossier) throws IOException {
        if (!Files.exists(dossier)) {
            return;
        }
        try (var chemins = Files.walk(dossier)) {
            for (var chemin :
                    chemins.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(chemin);
            }
        }
    }
}
