package fr.gouv.apilos.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoreFichiersTest {

    private static final String CLE = "conventions/9f3c/acte_1.docx";

    @TempDir
    Path dossier;

    private ObjectStoreFichiers magasin() {
        return new ObjectStoreFichiers(dossier);
    }

    private static InputStream texte(String contenu) {
        return new ByteArrayInputStream(contenu.getBytes(StandardCharsets.UTF_8));
    }

    private String lire(String cle) throws IOException {
        try (var flux = magasin().lire(cle)) {
            return new String(flux.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void an_object_is_read_back_with_its_size_and_its_known_digest() throws IOException {
        var ecrit = magasin().ecrire(CLE, texte("abc"));
        assertThat(ecrit.taille()).isEqualTo(3);
        assertThat(ecrit.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(lire(CLE)).isEqualTo("abc");
        assertThat(magasin().taille(CLE)).isEqualTo(3);
        assertThat(magasin().existe(CLE)).isTrue();
    }

    @Test
    void writing_again_replaces_the_object_whole() throws IOException {
        magasin().ecrire(CLE, texte("a longer text"));
        magasin().ecrire(CLE, texte("short"));
        assertThat(lire(CLE)).isEqualTo("short");
    }

    @Test
    void a_stream_that_breaks_leaves_the_old_object_and_no_litter() throws IOException {
        magasin().ecrire(CLE, texte("old"));
        var casse = new InputStream() {
            private int lus;

            @Override
            public int read() throws IOException {
                if (lus++ > 5) {
                    throw new IOException("the connection is lost");
                }
                return 'x';
            }
        };
        assertThatThrownBy(() -> magasin().ecrire(CLE, casse)).isInstanceOf(UncheckedIOException.class);
        assertThat(lire(CLE)).isEqualTo("old");
        try (var fichiers = Files.walk(dossier)) {
            assertThat(fichiers.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void writers_of_one_key_never_mix() throws Exception {
        try (var executeur = Executors.newVirtualThreadPerTaskExecutor()) {
            executeur.invokeAll(IntStream.range(0, 30)
                    .<Callable<Object>>mapToObj(i -> () ->
                            magasin().ecrire(CLE, texte(String.valueOf(i % 10).repeat(20_000))))
                    .toList());
        }
        var lu = lire(CLE);
        assertThat(lu).hasSize(20_000).matches("(\\d)\\1*");
    }

    @Test
    void what_is_absent_is_said_absent() {
        assertThat(magasin().existe(CLE)).isFalse();
        assertThat(magasin().taille(CLE)).isEqualTo(-1);
        assertThatThrownBy(() -> magasin().lire(CLE))
                .isInstanceOfSatisfying(
                        ErreurMetier.class, e -> assertThat(e.code()).isEqualTo(ErreurCommune.INTROUVABLE));
        magasin().supprimer(CLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "../secret", "a/../../b", "a//b", "a/.cache", "a\\b", "a/b\u0000", "a/", "é"})
    void a_key_never_leads_outside(String cle) {
        assertThatThrownBy(() -> magasin().ecrire(cle, texte("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> magasin().lire(cle)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> magasin().supprimer(cle)).isInstanceOf(IllegalArgumentException.class);
    }
}
