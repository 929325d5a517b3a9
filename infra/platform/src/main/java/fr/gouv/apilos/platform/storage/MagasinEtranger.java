package fr.gouv.apilos.platform.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The store of another installation, to be read. Its keys are those it made: not all have the form of ours. */
public final class MagasinEtranger {

    private MagasinEtranger() {}

    /**
     * A folder that holds its objects by their keys.
     *
     * @throws IllegalArgumentException when there is no such folder
     */
    public static ObjectStore dossier(Path racine) {
        if (!Files.isDirectory(racine)) {
            throw new IllegalArgumentException("not a folder: " + racine);
        }
        return new ObjectStoreFichiers(racine, MagasinEtranger::exigerCle);
    }

    /** A bucket of S3. */
    public static ObjectStore compartiment(ReglagesS3 reglages) {
        return new ObjectStoreS3(reglages, MagasinEtranger::exigerCle);
    }

    /** Whatever the segments hold, they stay below the root. */
    private static void exigerCle(String cle) {
        if (cle.indexOf('\0') >= 0
                || Arrays.stream(cle.split("/", -1))
                        .anyMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."))) {
            throw new IllegalArgumentException("not a key of an object store: " + cle);
        }
    }
}
