package fr.gouv.apilos.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Small tools on files and commands. */
final class Fichiers {

    private Fichiers() {}

    static void supprimer(Path racine) throws IOException {
        if (!Files.exists(racine)) {
            return;
        }
        Files.walkFileTree(racine, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path fichier, BasicFileAttributes attributs) throws IOException {
                Files.delete(fichier);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dossier, IOException erreur) throws IOException {
                Files.delete(dossier);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static boolean posix(Path chemin) throws IOException {
        return Files.getFileStore(chemin).supportsFileAttributeView("posix");
    }

    static boolean estRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** True when the command exists and ends well. */
    static boolean reussit(String... commande) {
        try {
            var processus = new ProcessBuilder(commande)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return processus.waitFor(20, TimeUnit.SECONDS) && processus.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** First twelve hexadecimal digits of the SHA-256 of the file and of the salt. */
    static String empreinte(Path fichier, String sel) throws IOException {
        try {
            var calcul = MessageDigest.getInstance("SHA-256");
            calcul.update(sel.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try (InputStream flux = new DigestInputStream(Files.newInputStream(fichier), calcul)) {
                flux.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(calcul.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
