package fr.gouv.apilos.platform.storage;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The store on a disk shared by the services of one machine. */
class ObjectStoreFichiers implements ObjectStore {

    private final Path racine;
    private final Consumer<String> exigence;

    ObjectStoreFichiers(Path racine) {
        this(racine, ObjectStore::exigerCle);
    }

    /** @param exigence throws IllegalArgumentException for what is no key */
    ObjectStoreFichiers(Path racine, Consumer<String> exigence) {
        this.racine = racine.toAbsolutePath().normalize();
        this.exigence = exigence;
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
    public InputStream lire(String cle, long debut, long longueur) {
        var flux = lire(cle);
        try {
            flux.skipNBytes(Math.min(debut, Math.max(0, taille(cle))));
            return ObjectStore.partie(flux, longueur);
        } catch (IOException e) {
            try {
                flux.close();
            } catch (IOException suite) {
                e.addSuppressed(suite);
            }
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

    @Override
    public Stream<Objet> lister(String dossier) {
        var debut = chemin(dossier);
        if (!Files.isDirectory(debut)) {
            return Stream.empty();
        }
        try {
            return Files.walk(debut)
                    .filter(fichier -> !fichier.getFileName().toString().startsWith("."))
                    .mapMulti((fichier, suite) -> objet(fichier).ifPresent(suite));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing for a folder, or for a file that went meanwhile. */
    private Optional<Objet> objet(Path fichier) {
        try {
            var attributs = Files.readAttributes(fichier, BasicFileAttributes.class);
            return attributs.isRegularFile()
                    ? Optional.of(new Objet(
                            racine.relativize(fichier).toString().replace('\\', '/'),
                            attributs.size(),
                            attributs.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path chemin(String cle) {
        exigence.accept(cle);
        return racine.resolve(cle);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
