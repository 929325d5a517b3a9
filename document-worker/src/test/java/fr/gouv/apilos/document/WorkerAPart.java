package fr.gouv.apilos.document;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/** A worker in a process of its own, on the servers and the files of the test: it can be killed for real. */
public final class WorkerAPart implements AutoCloseable {

    private final Process processus;
    private final Path journal;

    private WorkerAPart(Process processus, Path journal) {
        this.processus = processus;
        this.journal = journal;
    }

    /** Starts one; its mails go to the relay of that port. It has no LibreOffice. */
    public static WorkerAPart demarrer(Environment essai, int smtp) throws IOException {
        return demarrer(essai, smtp, "/nulle/part");
    }

    /** The same with the LibreOffice of this machine. */
    public static WorkerAPart avecBureautique(Environment essai, int smtp) throws IOException {
        return demarrer(essai, smtp, "");
    }

    private static WorkerAPart demarrer(Environment essai, int smtp, String bureautique) throws IOException {
        var journal = Files.createTempFile("apilos-worker-", ".txt");
        var commande = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classesDuWorker(),
                DocumentApplication.class.getName()));
        for (var nom : List.of(
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "spring.rabbitmq.addresses",
                "apilos.fichiers")) {
            commande.add("--" + nom + "=" + essai.getRequiredProperty(nom));
        }
        commande.addAll(List.of(
                "--server.port=0",
                "--apilos.bureautique.dossier=" + bureautique,
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + smtp,
                // It waits for a relay that does not answer until it is killed.
                "--spring.mail.properties.mail.smtp.timeout=600000"));
        return new WorkerAPart(
                new ProcessBuilder(commande)
                        .redirectErrorStream(true)
                        .redirectOutput(journal.toFile())
                        .start(),
                journal);
    }

    /** What it does there is the program, not the helpers of tests that lie beside it. */
    private static String classesDuWorker() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entree -> !entree.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits for what only a living worker brings about; a worker that ends first fails the test with its log. */
    public <T> T attendre(String quoi, CompletableFuture<T> fait) {
        var fin = processus.onExit().thenApply(p -> (T) null);
        try {
            CompletableFuture.anyOf(fait, fin).get(120, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not seen: " + quoi + "\n" + derniersMots(), e);
        }
        if (!fait.isDone()) {
            throw new AssertionError("the worker ended before: " + quoi + "\n" + derniersMots());
        }
        return fait.join();
    }

    /** kill -9 of the LibreOffice it has started, if any. */
    public boolean tuerLaBureautique() {
        var vivants = processus
                .toHandle()
                .descendants()
                .filter(p -> p.info().command().orElse("").contains("soffice"))
                .toList();
        vivants.forEach(ProcessHandle::destroyForcibly);
        return !vivants.isEmpty();
    }

    /** Its process number. */
    public long pid() {
        return processus.pid();
    }

    /** kill -9; comes back once it is dead. */
    public int tuer() throws InterruptedException {
        processus.destroyForcibly();
        return processus.waitFor();
    }

    private String derniersMots() {
        try {
            var lignes = Files.readAllLines(journal);
            return String.join("\n", lignes.subList(Math.max(0, lignes.size() - 60), lignes.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        processus.destroyForcibly();
        Files.deleteIfExists(journal);
    }
}
