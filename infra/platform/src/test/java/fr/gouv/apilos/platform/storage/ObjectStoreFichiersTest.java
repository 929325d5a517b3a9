package fr.gouv.apilos.platform.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreFichiersTest extends ObjectStoreContrat {

    @TempDir
    Path dossier;

    @Override
    ObjectStore magasin() {
        return new ObjectStoreFichiers(dossier);
    }

    @Override
    long nombreDObjets() throws IOException {
        try (var fichiers = Files.walk(dossier)) {
            return fichiers.filter(Files::isRegularFile).count();
        }
    }
}
