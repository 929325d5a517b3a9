package fr.gouv.apilos.launcher;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Start-up caches of the JVM. A jar is unpacked once into {@code <module>-<hash>}; the first start runs from there
 * without cache, which is then made in the background at the lowest priority, one module at a time; the next starts use
 * it and take about half the time.
 */
final class CacheAot implements AutoCloseable {

    /**
     * Collector, headers and compilation level are part of the cache: with others the JVM would silently ignore it. C1
     * alone halves the work of starting; a production server wants C2 and sets its own flags.
     */
    static final List<String> OPTIONS_JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx192m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8");

    private static final String CACHE = "app.aot";
    private static final Duration DELAI_ENTRAINEMENT = Duration.ofMinutes(10);

    /**
     * A jar ready to start.
     *
     * @param dossier where it was unpacked
     * @param jar the thin jar inside
     */
    record Application(String module, Path dossier, Path jar) {

        Path cache() {
            return dossier.resolve(CACHE);
        }

        boolean aUnCache() {
            return Files.isRegularFile(cache());
        }

        List<String> options() {
            var options = new ArrayList<>(OPTIONS_JVM);
            if (aUnCache()) {
                options.add("-XX:AOTCache=" + CACHE);
            }
            return options;
        }
    }

    private final Path racine;
    private final String java;
    private volatile Process entrainement;
    private volatile boolean ferme;

    CacheAot(Path racine, String java) {
        this.racine = racine;
        this.java = java;
    }

    /** Unpacks the jar unless this very jar already was. */
    Application preparer(Path jar) {
        var module = jar.getFileName().toString().replaceFirst("-\\d.*$", "");
        try {
            var dossier = racine.resolve(
                    module + "-" + Fichiers.empreinte(jar, Runtime.version().toString()));
            if (!Files.isDirectory(dossier)) {
                Files.createDirectories(racine);
                var essai = Files.createTempDirectory(racine, module + ".");
                var journal = Files.createTempFile("apilos-extraction-", ".txt");
                try {
                    var extraction = new ProcessBuilder(
                                    java,
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-Djarmode=tools",
                                    "-jar",
                                    jar.toString(),
                                    "extract",
                                    "--force",
                                    "--destination",
                                    essai.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(journal.toFile())
                            .start();
                    if (extraction.waitFor() != 0) {
                        throw new IOException(Files.readString(journal));
                    }
                    Files.move(essai, dossier);
                } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
                    // Another start unpacked it meanwhile.
                    Fichiers.supprimer(essai);
                } finally {
                    Files.deleteIfExists(journal);
                }
                oublierAnciens(module, dossier);
            }
            return new Application(module, dossier, dossier.resolve(jar.getFileName()));
        } catch (IOException e) {
            throw new DemarrageImpossible("Le programme " + jar + " ne peut être déballé : " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemarrageImpossible("Démarrage interrompu.", e);
        }
    }

    /**
     * Makes the cache of one application: a run that stops once its context is up, then the writing of the file. The
     * file appears whole or not at all.
     *
     * @return true when the cache was made
     */
    boolean entrainer(Application application, Map<String, String> env, Path journal) {
        var essai =
                application.dossier().resolve("essai-" + ProcessHandle.current().pid() + ".aot");
        try {
            var commande = new ArrayList<String>();
            if (Fichiers.reussit("nice", "-n", "19", "true")) {
                commande.addAll(List.of("nice", "-n", "19"));
            }
            commande.add(java);
            commande.addAll(OPTIONS_JVM);
            commande.addAll(List.of(
                    "-XX:AOTCacheOutput=" + essai.getFileName(),
                    "-Dspring.context.exit=onRefresh",
                    "-jar",
                    application.jar().getFileName().toString()));
            var constructeur = new ProcessBuilder(commande)
                    .directory(application.dossier().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(journal.toFile());
            constructeur.environment().clear();
            constructeur.environment().putAll(env);
            constructeur.environment().remove("DATASET");
            constructeur.environment().remove("POSTDEPLOY_AT_START");
            // The writer of the cache needs more memory than the service it is for.
            constructeur.environment().put("JDK_AOT_VM_OPTIONS", "-Xmx512m");
            synchronized (this) {
                if (ferme) {
                    return false;
                }
                entrainement = constructeur.start();
            }
            var fini = entrainement.waitFor(DELAI_ENTRAINEMENT.toSeconds(), TimeUnit.SECONDS);
            if (!fini) {
                tuer(entrainement);
            }
            if (ferme || !fini || !Files.isRegularFile(essai)) {
                return false;
            }
            Files.move(essai, application.cache(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            try {
                Files.deleteIfExists(essai);
            } catch (IOException _) {
                // a leftover is only a waste of disk
            }
        }
    }

    /** Stops a training under way. */
    @Override
    public synchronized void close() {
        ferme = true;
        if (entrainement != null) {
            tuer(entrainement);
        }
    }

    private static void tuer(Process processus) {
        processus.descendants().forEach(ProcessHandle::destroyForcibly);
        processus.destroyForcibly();
    }

    /** Keeps the present build only: each weighs a few hundred megabytes. */
    private void oublierAnciens(String module, Path present) throws IOException {
        try (var dossiers = Files.newDirectoryStream(
                racine, d -> d.getFileName().toString().matches(Pattern.quote(module) + "-[0-9a-f]{12}"))) {
            for (var dossier : dossiers) {
                if (!dossier.equals(present)) {
                    Fichiers.supprimer(dossier);
                }
            }
        }
    }
}
