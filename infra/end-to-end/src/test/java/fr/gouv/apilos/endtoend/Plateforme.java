package fr.gouv.apilos.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform under test: the launcher in a process of its own, on other ports and with its own data. One is shared by
 * all classes of the JVM; a test that breaks things starts its own. A start that fails fails the tests; they are skipped
 * only where no browser is installed.
 */
final class Plateforme implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
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
            var dejaLa = System.getenv("APILOS_PRET");
            if (dejaLa != null) {
                // A platform the developer keeps running between tries (option --pret-fichier of the launcher).
                return instance = dejaDemarree(Path.of(dejaLa));
            }
            // Passwords beside Cerbère and ProConnect: the three ways in are walked on one platform.
            instance = demarrer("plateforme", Map.of("CONNEXION_LOCALE", "true"));
            Runtime.getRuntime().addShutdownHook(new Thread(instance::close));
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

    /** Number of the process of that name, as it was when the platform was ready. */
    long pid(String processusNomme) {
        return pret.at("/processus/" + processusNomme + "/pid").asLong();
    }

    /** One of the secrets the launcher made for this installation, for instance {@code metrics}. */
    String secret(String nom) {
        var secrets = new Properties();
        try (var flux = Files.newBufferedReader(donnees.resolve("secrets.properties"))) {
            secrets.load(flux);
        } catch (IOException e) {
            throw new AssertionError("the secrets of the platform cannot be read", e);
        }
        return secrets.getProperty(nom);
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

    private static Plateforme dejaDemarree(Path fichierPret) {
        try {
            var pret = JsonMapper.shared().readTree(Files.readString(fichierPret));
            return new Plateforme(null, pret, Path.of(pret.path("donnees").asString()), fichierPret);
        } catch (IOException e) {
            throw new AssertionError("APILOS_PRET names a file that cannot be read", e);
        }
    }

    /**
     * One more platform, which the caller closes.
     *
     * @param dossier its directory below {@code target}
     * @param variables added to its environment
     */
    static Plateforme demarrer(String dossier, Map<String, String> variables) {
        Assumptions.assumeTrue(
                Navigateur.executable().isPresent(), "no Chromium on this machine: browser tests are skipped");
        try {
            var cible = racine().resolve("infra/end-to-end/target").resolve(dossier);
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
            constructeur.environment().putAll(variables);
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

    @Override
    public void close() {
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
