package fr.gouv.apilos.platform.storage;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The store on a disk shared by the services of one machine. */
class ObjectStoreFichiers implements ObjectStore {

    private static final Pattern CLE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private final Path racine;

    ObjectStoreFichiers(Path racine) {
        this.racine = racine.toAbsolutePath().normalize();
    }

    @Override
    public ObjetEcrit ecrire(String cle, InputStream contenu) {
        var cible = chemin(cle);
        try {
            Files.createDirectories(cible.getParent());
            var provisoire = Files.createTempFile(cible.getParent(), ".ecriture-", ".tmp");
            try {
                var empreinte = sha256();
                long taille;
                try (var flux = new DigestInputStream(contenu, empreinte)) {
                    taille = Files.copy(flux, provisoire, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(provisoire, cible, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return new ObjetEcrit(cle, taille, HexFormat.of().formatHex(empreinte.digest()));
            } finally {
                Files.deleteIfExists(provisoire);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream lire(String cle) {
        try {
            return Files.newInputStream(chemin(cle));
        } catch (NoSuchFileException e) {
            throw ErreurMetier.introuvable("Ce fichier n’existe plus.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long taille(String cle) {
        try {
            return Files.size(chemin(cle));
        } catch (NoSuchFileException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void supprimer(String cle) {
        try {
            Files.deleteIfExists(chemin(cle));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path chemin(String cle) {
        if (!CLE.matcher(cle).matches()) {
            throw new IllegalArgumentException("not a key of the object store: " + cle);
        }
        return racine.resolve(cle);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
