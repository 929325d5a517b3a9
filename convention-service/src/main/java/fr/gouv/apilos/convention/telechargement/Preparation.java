package fr.gouv.apilos.convention.telechargement;

import fr.gouv.apilos.convention.telechargement.FichiersPrepares.Fichier;
import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.annotation.PreDestroy;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Prepares the files asked for, a few at a time; goes on after a restart with what was under way. */
@Component
// A command ends as soon as it has done its own work.
@Profile("!commande")
class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    /** Files one instance prepares at once: each holds a connection to the database. */
    private static final int ENSEMBLE = 2;

    /** Progress is written at most this often, in milliseconds. */
    private static final long PAS = 500;

    private final FichiersPrepares fichiers;
    private final Semaphore places = new Semaphore(ENSEMBLE);
    private final ExecutorService fils = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("preparation-", 0).factory());
    private volatile boolean arret;

    Preparation(FichiersPrepares fichiers) {
        this.fichiers = fichiers;
    }

    /** The service stops, the person gave the file up, or the attempt is no longer ours. */
    private static final class Abandon extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Scheduled(fixedDelay = 700)
    void chercher() {
        while (!arret && places.tryAcquire()) {
            var pris = prendre();
            if (pris == null) {
                places.release();
                return;
            }
            fils.submit(() -> {
                try {
                    preparer(pris);
                } finally {
                    places.release();
                }
            });
        }
    }

    private Fichier prendre() {
        try {
            return fichiers.prendre().orElse(null);
        } catch (RuntimeException e) {
            LOG.warn("No file can be taken up: {}", e.getMessage());
            return null;
        }
    }

    private void preparer(Fichier fichier) {
        long debut = System.nanoTime();
        try {
            var brouillon = Files.createTempFile("apilos-preparation-", ".tmp");
            try {
                var identite = fichiers.alors(fichier.id());
                var pas = new Pas(fichier);
                try (var sortie = new BufferedOutputStream(
                        new SortieSurveillee(Files.newOutputStream(brouillon), pas), 1 << 16)) {
                    fichiers.genre(fichier).preparer(fichier.parametres(), identite, pas, sortie);
                }
                try (var contenu = Files.newInputStream(brouillon)) {
                    fichiers.terminer(fichier, contenu);
                }
                LOG.info(
                        "File {} of kind {} is ready: {} bytes in {} ms",
                        fichier.id(),
                        fichier.genre(),
                        Files.size(brouillon),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - debut));
            } finally {
                Files.deleteIfExists(brouillon);
            }
        } catch (Abandon _) {
            fichiers.rendre(fichier);
        } catch (ErreurMetier e) {
            fichiers.echouer(fichier, e.getMessage(), true);
        } catch (IOException | RuntimeException e) {
            LOG.error("File {} of kind {} cannot be prepared", fichier.id(), fichier.genre(), e);
            fichiers.echouer(
                    fichier,
                    "Le fichier n’a pas pu être préparé. Demandez-le de nouveau ; si cela se répète, écrivez à"
                            + " l’assistance en citant la référence " + fichier.id() + ".",
                    false);
        }
    }

    /** How far a file is, written now and then; what is written may stop it. */
    private final class Pas implements FichierAPreparer.Avancement {

        private final Fichier fichier;
        private long dernier;

        private Pas(Fichier fichier) {
            this.fichier = fichier;
        }

        @Override
        public void dire(long fait, long total) {
            if (cEstLHeure() && !fichiers.avancer(fichier, fait, total)) {
                throw new Abandon();
            }
        }

        /** Between two pieces of progress, bytes alone may flow for long: they stop too. */
        private void verifier() {
            if (cEstLHeure() && !fichiers.encours(fichier)) {
                throw new Abandon();
            }
        }

        private boolean cEstLHeure() {
            if (arret) {
                throw new Abandon();
            }
            long maintenant = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            if (dernier != 0 && maintenant - dernier < PAS) {
                return false;
            }
            dernier = maintenant;
            return true;
        }
    }

    /** The draft, which asks at each block whether it is still wanted. */
    private static final class SortieSurveillee extends FilterOutputStream {

        private final Pas pas;

        private SortieSurveillee(OutputStream sortie, Pas pas) {
            super(sortie);
            this.pas = pas;
        }

        @Override
        public void write(byte[] octets, int debut, int longueur) throws IOException {
            pas.verifier();
            out.write(octets, debut, longueur);
        }
    }

    @PreDestroy
    void arreter() throws InterruptedException {
        arret = true;
        fils.shutdown();
        fils.awaitTermination(10, TimeUnit.SECONDS);
    }
}
