package fr.gouv.apilos.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed under static/assets, without Node. */
class AssetsTest {

    private static final Path RESSOURCES = Path.of("src/main/resources");
    private static final int BUDGET = 60 * 1024;
    private static final int PLUS_GROS_FICHIER = 400_000;

    private final Assets assets = new Assets();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apilos.css",
                "apilos-sombre.css",
                "apilos.js",
                "Marianne-Regular.woff2",
                "Marianne-Bold.woff2",
                "favicon.svg"
            })
    void names_carry_the_hash_of_their_content_so_they_can_be_kept_for_ever(String nom) throws IOException {
        var fichier = RESSOURCES.resolve("static" + assets.url(nom));
        assertThat(fichier).exists();
        var contenu = Files.readAllBytes(fichier);
        assertThat(fichier.getFileName().toString()).contains("-" + empreinte(contenu) + ".");
        assertThat(contenu).hasSizeLessThan(PLUS_GROS_FICHIER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apilos.css apilos-sombre.css", "apilos.js"})
    void style_and_script_stay_within_sixty_kilobytes_compressed(String noms) throws IOException {
        int total = 0;
        for (var nom : noms.split(" ")) {
            var sortie = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(sortie)) {
                gzip.write(Files.readAllBytes(RESSOURCES.resolve("static" + assets.url(nom))));
            }
            total += sortie.size();
        }
        assertThat(total).isLessThanOrEqualTo(BUDGET);
    }

    /** The page asks for the dark sheet by its media: none of its rules may wait for a script to mark the document. */
    @Test
    void the_dark_scheme_needs_no_script() throws IOException {
        var claire = Files.readString(RESSOURCES.resolve("static" + assets.url("apilos.css")));
        var sombre = Files.readString(RESSOURCES.resolve("static" + assets.url("apilos-sombre.css")));
        assertThat(claire).doesNotContain("data-fr-theme").contains("--grey-1000-50:#fff");
        assertThat(sombre).doesNotContain("data-fr-theme").contains("--grey-1000-50:#161616", "color-scheme:dark");
    }

    @Test
    void assets_are_built_from_the_sources_committed_with_them() throws IOException {
        var frontend = Path.of("frontend");
        var sources = new ByteArrayOutputStream();
        for (var nom : new String[] {"construire.mjs", "package-lock.json"}) {
            sources.write(Files.readAllBytes(frontend.resolve(nom)));
        }
        try (Stream<Path> fichiers = Files.list(frontend.resolve("src"))) {
            for (var fichier : fichiers.sorted().toList()) {
                sources.write(Files.readAllBytes(fichier));
            }
        }
        assertThat(Files.readString(RESSOURCES.resolve("assets.properties")))
                .as("run npm run build in infra/platform/frontend")
                .startsWith("# sources " + empreinte(sources.toByteArray()));
    }

    @Test
    void rules_on_what_comes_before_a_badge_survive_the_pruning_of_colours() throws IOException {
        assertThat(Files.readString(RESSOURCES.resolve("static" + assets.url("apilos.css"))))
                .contains(".fr-badge.fr-badge--no-icon:before");
    }

    @Test
    void a_name_nobody_builds_is_an_error_of_ours() {
        assertThatThrownBy(() -> assets.url("absent.css")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String empreinte(byte[] contenu) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(contenu))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
