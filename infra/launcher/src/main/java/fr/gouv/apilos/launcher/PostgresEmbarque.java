package fr.gouv.apilos.launcher;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A real PostgreSQL from the binaries that come with the build, its data kept between runs. Unlike in tests nothing is
 * traded for speed: what is committed survives a power cut.
 */
public final class PostgresEmbarque implements AutoCloseable {

    /** Name of its one account. */
    public static final String UTILISATEUR = "postgres";

    private final Path binaires;
    private final Path donnees;
    private final Path journal;
    private final List<String> prefixe;

    private PostgresEmbarque(Path binaires, Path donnees, Path journal) throws IOException {
        this.binaires = binaires;
        this.donnees = donnees;
        this.journal = journal;
        this.prefixe = prefixe(donnees);
    }

    /**
     * Starts the server, making its data directory the first time.
     *
     * @param commun where the binaries are unpacked, shared by all installations
     * @param donnees data directory
     * @throws DemarrageImpossible when it does not come up
     */
    public static PostgresEmbarque demarrer(Path commun, Path donnees, Path journal, int port, String motDePasse) {
        try {
            var serveur = new PostgresEmbarque(deballer(commun), donnees, journal);
            serveur.initialiser(motDePasse);
            serveur.lancer(port);
            return serveur;
        } catch (IOException e) {
            throw new DemarrageImpossible("PostgreSQL embarqué ne démarre pas : " + e.getMessage(), e);
        }
    }

    /** Stops without waiting for idle connections, after what was committed is on disk. */
    @Override
    public void close() {
        try {
            executer(List.of("pg_ctl", "-D", donnees.toString(), "-m", "fast", "-w", "-t", "60", "stop"));
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }

    private void initialiser(String motDePasse) throws IOException {
        var version = donnees.resolve("PG_VERSION");
        if (Files.exists(version)) {
            var attendue = versionMajeure();
            var trouvee = Files.readString(version).strip();
            if (!attendue.equals(trouvee)) {
                throw new DemarrageImpossible(
                        "Les données de " + donnees + " viennent de PostgreSQL " + trouvee + " ; celui-ci est le "
                                + attendue + ". Exportez-les avec l’ancienne version, ou effacez ce dossier.");
            }
            return;
        }
        // Made aside then renamed: an interrupted first start leaves nothing half made.
        var essai = donnees.resolveSibling(donnees.getFileName() + ".nouveau");
        Fichiers.supprimer(essai);
        Files.createDirectories(donnees.getParent());
        var fichierMotDePasse = Files.createTempFile(donnees.getParent(), "pw", ".txt");
        try {
            Files.writeString(fichierMotDePasse, motDePasse);
            confier(fichierMotDePasse);
            executer(List.of(
                    "initdb",
                    "-D",
                    essai.toString(),
                    "-U",
                    UTILISATEUR,
                    "-E",
                    "UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--auth=scram-sha-256",
                    "--pwfile=" + fichierMotDePasse));
        } finally {
            Files.deleteIfExists(fichierMotDePasse);
        }
        Files.move(essai, donnees);
    }

    private void lancer(int port) throws IOException {
        if (Files.exists(donnees.resolve("postmaster.pid"))) {
            // Left by a launcher that was killed: stop it, or forget a file without process.
            try {
                close();
            } catch (IllegalStateException _) {
                Files.deleteIfExists(donnees.resolve("postmaster.pid"));
            }
        }
        executer(List.of(
                "pg_ctl",
                "-D",
                donnees.toString(),
                "-l",
                journal.toString(),
                "-w",
                "-t",
                "90",
                "-o",
                "-p " + port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=150"
                        + " -c shared_buffers=64MB -c jit=off -c log_min_messages=warning",
                "start"));
    }

    private String versionMajeure() throws IOException {
        var sortie = executer(List.of("postgres", "--version"));
        var mots = sortie.strip().split("\\s+");
        return mots[mots.length - 1].split("\\.")[0];
    }

    private String executer(List<String> commande) throws IOException {
        var complete = new ArrayList<>(prefixe);
        complete.add(binaires.resolve("bin").resolve(commande.getFirst()).toString());
        complete.addAll(commande.subList(1, commande.size()));
        // To a file: the server would keep a pipe open, and reading it would never end.
        var sortie = Files.createTempFile("apilos-pg-", ".txt");
        try {
            var processus = new ProcessBuilder(complete)
                    .redirectErrorStream(true)
                    .redirectOutput(sortie.toFile())
                    .directory(binaires.toFile())
                    .start();
            processus.getOutputStream().close();
            if (!processus.waitFor(120, TimeUnit.SECONDS)) {
                processus.destroyForcibly();
                throw new IOException(commande.getFirst() + " takes more than 120 s");
            }
            var texte = Files.readString(sortie);
            if (processus.exitValue() != 0) {
                throw new IOException(texte.strip());
            }
            return texte;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(sortie);
        }
    }

    /**
     * PostgreSQL refuses to run as root. A user namespace without mapping is enough: inside, root is nobody, and the
     * files still belong to it. Where namespaces are forbidden, the account nobody is used and given the directory.
     */
    private static List<String> prefixe(Path donnees) throws IOException {
        if (!Fichiers.estRoot()) {
            return List.of();
        }
        if (Fichiers.reussit("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        var dossier = Files.createDirectories(donnees.getParent());
        var nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        var essai = new ArrayList<>(nobody);
        essai.addAll(List.of("test", "-x", dossier.toString()));
        if (Fichiers.reussit(essai.toArray(String[]::new))
                && Fichiers.reussit("chown", "-R", "65534:65534", dossier.toString())) {
            return nobody;
        }
        throw new DemarrageImpossible(
                "PostgreSQL refuse de tourner sous root, et ce poste ne permet ni « unshare -U » ni"
                        + " le compte nobody : lancez sous un compte ordinaire, ou donnez DATABASE_URL.");
    }

    private void confier(Path chemin) throws IOException {
        if (!prefixe.isEmpty() && prefixe.getFirst().equals("setpriv")) {
            Fichiers.reussit("chown", "-R", "65534:65534", chemin.toString());
        }
    }

    private static Path deballer(Path commun) throws IOException {
        var systeme = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var nom = systeme.contains("mac") ? "Darwin" : systeme.contains("windows") ? "Windows" : "Linux";
        var architecture = ArchUtils.normalize(System.getProperty("os.arch"));
        byte[] archive;
        try (InputStream flux = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(nom, architecture)) {
            if (flux == null) {
                throw new DemarrageImpossible("PostgreSQL embarqué n’existe pas pour " + nom + " " + architecture
                        + " : donnez DATABASE_URL.");
            }
            archive = flux.readAllBytes();
        }
        var dossier = commun.resolve("postgresql-" + empreinte(archive));
        if (Files.isDirectory(dossier)) {
            return dossier;
        }
        Files.createDirectories(commun);
        var essai = Files.createTempDirectory(commun, "postgresql-");
        extraire(archive, essai);
        try {
            Files.move(essai, dossier);
        } catch (FileSystemException e) {
            // Another start unpacked it meanwhile.
            Fichiers.supprimer(essai);
            if (!Files.isDirectory(dossier) && !(e instanceof FileAlreadyExistsException)) {
                throw e;
            }
        }
        return dossier;
    }

    private static void extraire(byte[] archive, Path cible) throws IOException {
        if (Fichiers.posix(cible)) {
            Files.setPosixFilePermissions(cible, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try (var tar = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(new java.io.ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entree = tar.getNextEntry(); entree != null; entree = tar.getNextEntry()) {
                var fichier = cible.resolve(entree.getName()).normalize();
                if (!fichier.startsWith(cible)) {
                    throw new IOException("entry outside of the archive: " + entree.getName());
                }
                if (entree.isDirectory()) {
                    Files.createDirectories(fichier);
                    continue;
                }
                Files.createDirectories(fichier.getParent());
                if (entree.isSymbolicLink()) {
                    Files.createSymbolicLink(fichier, Path.of(entree.getLinkName()));
                    continue;
                }
                Files.copy(tar, fichier);
                if (Fichiers.posix(cible) && (entree.getMode() & 0100) != 0) {
                    Files.setPosixFilePermissions(fichier, executables());
                }
            }
        }
    }

    private static Set<PosixFilePermission> executables() {
        return PosixFilePermissions.fromString("rwxr-xr-x");
    }

    private static String empreinte(byte[] contenu) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contenu), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
