package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @Test
    void sans_option_la_racine_est_le_premier_parent_ayant_un_procfile(@TempDir Path racine) throws Exception {
        Files.createFile(racine.resolve("Procfile"));
        var module = Files.createDirectories(racine.resolve("a/b"));
        var options = Options.lire(List.of(), module, false);
        assertThat(options.racine()).isEqualTo(racine);
        assertThat(options.procfile()).isEqualTo(racine.resolve("Procfile"));
        assertThat(options.donnees()).isEqualTo(racine.resolve(".apilos"));
        assertThat(options.portBase()).isNull();
        assertThat(options.aot()).isEqualTo(Options.Aot.ENTRAINER);
        assertThat(options.simulateurs()).isTrue();
    }

    @Test
    void toutes_les_options_se_lisent(@TempDir Path racine) {
        var options = Options.lire(
                List.of(
                        "--procfile",
                        "P",
                        "--donnees",
                        "d",
                        "--port-base",
                        "18080",
                        "--pret-fichier",
                        "pret.json",
                        "--jeu",
                        "aucun",
                        "--aot",
                        "utiliser",
                        "--sans-simulateurs",
                        "--sans-couleur",
                        "--discret"),
                racine,
                true);
        assertThat(options)
                .isEqualTo(new Options(
                        racine,
                        racine.resolve("P"),
                        racine.resolve("d"),
                        18_080,
                        racine.resolve("pret.json"),
                        "aucun",
                        Options.Aot.UTILISER,
                        false,
                        false,
                        true));
    }

    @Test
    void une_option_fausse_se_dit_avec_l_aide(@TempDir Path racine) {
        for (var fausses : List.of(
                List.of("--inconnue"),
                List.of("--donnees"),
                List.of("--port-base", "80"),
                List.of("--port-base", "x"),
                List.of("--aot", "peut-etre"))) {
            assertThatThrownBy(() -> Options.lire(fausses, racine, false))
                    .as("%s", fausses)
                    .isInstanceOf(DemarrageImpossible.class)
                    .hasMessageContaining(fausses.getFirst());
        }
    }
}
