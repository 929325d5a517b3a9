package fr.gouv.apilos.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One child: started, watched, started again a bounded number of times when it dies, stopped. */
final class Processus {

    /**
     * How to run it.
     *
     * @param ordreArret lower stops first
     * @param pret address that answers 200 once it is ready
     */
    record Definition(
            String nom,
            List<String> commande,
            Path dossier,
            Map<String, String> env,
            int port,
            URI pret,
            int ordreArret,
            Path journal) {}

    static final int RELANCES_MAX = 3;
    private static final Duration MEMOIRE_RELANCES = Duration.ofMinutes(10);
    private static final Duration DELAI_PRET = Duration.ofMinutes(4);
    private static final Duration RAPPEL = Duration.ofSeconds(45);
    private static final int DERNIERES_LIGNES = 25;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final boolean SETSID = Fichiers.reussit("setsid", "true");

    private final Definition definition;
    private final Console console;
    private final CompletableFuture<Duration> pret = new CompletableFuture<>();
    private final Deque<Instant> morts = new ArrayDeque<>();
    private final Deque<String> dernieres = new ArrayDeque<>();
    private volatile Process enfant;
    private volatile boolean arretDemande;
    private final Runnable surLancement;

    /**
     * Describes a child, not started yet.
     *
     * @param surLancement called each time it has a new number
     */
    Processus(Definition definition, Console console, Runnable surLancement) {
        this.definition = definition;
        this.surLancement = surLancement;
        this.console = console;
        console.elargir(definition.nom());
    }

    Definition definition() {
        return definition;
    }

    /** Done when the process first becomes ready, with the time it took; failed when it is given up. */
    CompletableFuture<Duration> pret() {
        return pret;
    }

    long pid() {
        return enfant == null ? -1 : enfant.pid();
    }

    boolean vivant() {
        return enfant != null && enfant.isAlive();
    }

    void demarrer() {
        synchronized (this) {
            if (arretDemande) {
                return;
            }
            try {
                enfant = lancer();
            } catch (IOException e) {
                pret.completeExceptionally(new DemarrageImpossible(
                        "« " + definition.nom() + " » ne peut être lancé : " + e.getMessage(), e));
                return;
            }
        }
        var present = enfant;
        surLancement.run();
        var debut = System.nanoTime();
        // Platform threads: reading a pipe holds its carrier, and two such readers would starve a machine of two cores.
        Thread.ofPlatform().daemon().name("lecture-" + definition.nom()).start(() -> lire(present));
        Thread.ofPlatform().daemon().name("pret-" + definition.nom()).start(() -> attendrePret(present, debut));
        present.onExit().thenAccept(this::mort);
    }

    /** Asks it to stop, waits, and ends it by force when the time is over. */
    void arreter(Duration delai) {
        Process present;
        synchronized (this) {
            arretDemande = true;
            present = enfant;
        }
        if (present == null || !present.isAlive()) {
            return;
        }
        present.destroy();
        try {
            if (!present.waitFor(delai.toMillis(), TimeUnit.MILLISECONDS)) {
                console.alerter("« " + definition.nom() + " » ne s’arrête pas en " + delai.toSeconds()
                        + " s : il est arrêté de force.");
                present.descendants().forEach(ProcessHandle::destroyForcibly);
                present.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            present.destroyForcibly();
        }
    }

    private Process lancer() throws IOException {
        var commande = new ArrayList<String>();
        if (SETSID) {
            // Out of the terminal's group: a Ctrl-C reaches the launcher alone, which then stops all in order.
            commande.add("setsid");
        }
        commande.addAll(definition.commande());
        var constructeur = new ProcessBuilder(commande)
                .directory(definition.dossier().toFile())
                .redirectErrorStream(true);
        constructeur.environment().clear();
        constructeur.environment().putAll(definition.env());
        var processus = constructeur.start();
        processus.getOutputStream().close();
        return processus;
    }

    private void lire(Process present) {
        try (var lignes = new BufferedReader(new InputStreamReader(present.getInputStream(), StandardCharsets.UTF_8));
                var journal = Files.newBufferedWriter(
                        definition.journal(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var ligne = lignes.readLine(); ligne != null; ligne = lignes.readLine()) {
                synchronized (dernieres) {
                    if (dernieres.size() == DERNIERES_LIGNES) {
                        dernieres.removeFirst();
                    }
                    dernieres.addLast(ligne);
                }
                journal.write(ligne);
                journal.newLine();
                journal.flush();
                console.journal(definition.nom(), ligne);
            }
        } catch (IOException _) {
            // The end of the process closes the stream under the reader; the end itself is told elsewhere.
        }
    }

    private void attendrePret(Process present, long debut) {
        var requete = HttpRequest.newBuilder(definition.pret())
                .timeout(Duration.ofSeconds(5))
                .build();
        var limite = debut + DELAI_PRET.toNanos();
        var rappel = debut + RAPPEL.toNanos();
        while (present.isAlive() && !arretDemande) {
            try {
                if (HTTP.send(requete, BodyHandlers.discarding()).statusCode() == 200) {
                    var duree = Duration.ofNanos(System.nanoTime() - debut);
                    console.dire("✓ %-12s prêt en %4.1f s (port %d, processus %d)"
                            .formatted(definition.nom(), duree.toMillis() / 1000.0, definition.port(), present.pid()));
                    pret.complete(duree);
                    return;
                }
            } catch (IOException _) {
                // not listening yet
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
            if (System.nanoTime() > rappel) {
                console.dire(
                        "« " + definition.nom() + " » n’est pas encore prêt ; son journal : " + definition.journal());
                rappel += RAPPEL.toNanos();
            }
            if (System.nanoTime() > limite) {
                pret.completeExceptionally(new DemarrageImpossible("« " + definition.nom() + " » n’est pas prêt après "
                        + DELAI_PRET.toMinutes() + " minutes. Son journal : " + definition.journal()));
                return;
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void mort(Process present) {
        if (arretDemande) {
            return;
        }
        var maintenant = Instant.now();
        int relances;
        synchronized (morts) {
            morts.removeIf(m -> m.isBefore(maintenant.minus(MEMOIRE_RELANCES)));
            relances = morts.size();
            morts.addLast(maintenant);
        }
        var constat = "« " + definition.nom() + " » s’est arrêté (code " + present.exitValue() + "). Journal : "
                + definition.journal();
        if (relances >= RELANCES_MAX) {
            console.alerter(constat + "\nIl est mort " + (relances + 1) + " fois en " + MEMOIRE_RELANCES.toMinutes()
                    + " minutes : il n’est plus relancé. Ses dernières lignes :\n" + dernieresLignes());
            pret.completeExceptionally(new DemarrageImpossible("« " + definition.nom() + " » ne démarre pas."));
            return;
        }
        var pause = Duration.ofSeconds(1L << relances);
        console.alerter(
                constat + "\nRelance dans " + pause.toSeconds() + " s. Ses dernières lignes :\n" + dernieresLignes());
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::demarrer);
    }

    private String dernieresLignes() {
        synchronized (dernieres) {
            return String.join("\n", dernieres);
        }
    }
}
