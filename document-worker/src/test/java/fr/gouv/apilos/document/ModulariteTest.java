package fr.gouv.apilos.document;

import fr.gouv.apilos.testing.ReglesArchitecture;
import org.junit.jupiter.api.Test;

class ModulariteTest {

    @Test
    void modules_layers_and_clock_keep_their_rules() {
        ReglesArchitecture.verifier(DocumentApplication.class);
    }
}
