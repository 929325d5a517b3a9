package fr.gouv.apilos.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.TreeMap;

/** Passwords and keys of one installation: made once, kept in a file only its owner can read. */
final class Secrets {

    private final SecureRandom hasard = new SecureRandom();
    private final Path fichier;
    private final TreeMap<String, String> valeurs = new TreeMap<>();
    private boolean modifie;

    private Secrets(Path fichier) {
        this.fichier = fichier;
    }

    static Secrets ouvrir(Path fichier) throws IOException {
        var secrets = new Secrets(fichier);
        if (Files.exists(fichier)) {
            var lus = new Properties();
            try (var flux = Files.newBufferedReader(fichier)) {
                lus.load(flux);
            }
            lus.forEach((nom, valeur) -> secrets.valeurs.put(nom.toString(), valeur.toString()));
        }
        return secrets;
    }

    /** The secret of that name, made on the first call. Only hexadecimal digits: safe in SQL, URLs and JSON. */
    synchronized String lire(String nom) {
        return valeurs.computeIfAbsent(nom, _ -> {
            modifie = true;
            var octets = new byte[24];
            hasard.nextBytes(octets);
            return HexFormat.of().formatHex(octets);
        });
    }

    synchronized void enregistrer() throws IOException {
        if (!modifie) {
            return;
        }
        var texte = new StringBuilder();
        valeurs.forEach(
                (nom, valeur) -> texte.append(nom).append('=').append(valeur).append('\n'));
        var temporaire = fichier.resolveSibling(fichier.getFileName() + ".tmp");
        Files.deleteIfExists(temporaire);
        if (Files.getFileStore(fichier.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(
                    temporaire, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(temporaire, texte);
        Files.move(temporaire, fichier, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        modifie = false;
    }
}
