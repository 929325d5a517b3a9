package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrdreArretTest {

    @Test
    void la_porte_d_abord_puis_ceux_qui_appellent_puis_ceux_qui_sont_appeles() {
        var processus = Stream.of(
                        "simulateurs", "habilitation", "referentiel", "convention", "document", "web", "autre")
                .map(OrdreArretTest::processus)
                .toList();
        assertThat(Lanceur.groupesArret(processus).stream()
                        .map(g -> g.stream().map(p -> p.definition().nom()).toList()))
                .containsExactly(
                        List.of("web"),
                        List.of("convention", "document", "autre"),
                        List.of("referentiel"),
                        List.of("habilitation"),
                        List.of("simulateurs"));
    }

    private static Processus processus(String nom) {
        var ordre = nom.equals(Lanceur.SIMULATEURS)
                ? ServiceConnu.ORDRE_SIMULATEURS
                : ServiceConnu.de(nom).map(ServiceConnu::ordreArret).orElse(ServiceConnu.ORDRE_INCONNU);
        return new Processus(
                new Processus.Definition(
                        nom, List.of(), Path.of(""), Map.of(), 1, URI.create("http://x"), ordre, Path.of("x")),
                new Console(new PrintStream(OutputStream.nullOutputStream()), false, true),
                () -> {});
    }
}
