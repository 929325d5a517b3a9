package fr.gouv.apilos.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store must do, wherever it keeps its bytes. */
abstract class ObjectStoreContrat {

    private static final int MORCEAU = 8 << 20;
    private static final String CLE = "conventions/9f3c/acte_1.docx";

    /** The same store at each call. */
    abstract ObjectStore magasin();

    /** How many objects the whole store holds, pieces of writings included. */
    abstract long nombreDObjets() throws IOException;

    private static InputStream texte(String contenu) {
        return new ByteArrayInputStream(contenu.getBytes(StandardCharsets.UTF_8));
    }

    private String lire(String cle) throws IOException {
        return texte(magasin().lire(cle));
    }

    private static String texte(InputStream contenu) throws IOException {
        try (var flux = contenu) {
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
        assertThat(nombreDObjets()).isEqualTo(1);
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

    @Test
    void a_part_is_read_alone_and_ends_with_the_object() throws IOException {
        magasin().ecrire(CLE, texte("0123456789"));
        assertThat(texte(magasin().lire(CLE, 0, 4))).isEqualTo("0123");
        assertThat(texte(magasin().lire(CLE, 3, 1))).isEqualTo("3");
        assertThat(texte(magasin().lire(CLE, 7, 100))).isEqualTo("789");
        assertThat(texte(magasin().lire(CLE, 10, 5))).isEmpty();
        assertThatThrownBy(() -> magasin().lire("conventions/absent", 0, 5)).isInstanceOf(ErreurMetier.class);
    }

    @Test
    void a_large_object_is_written_and_read_without_ever_being_whole_in_memory() throws Exception {
        long taille = 3L * MORCEAU + 12_345;
        var ecrit = magasin().ecrire(CLE, new Suite(taille));
        assertThat(ecrit.taille()).isEqualTo(taille);
        assertThat(magasin().taille(CLE)).isEqualTo(taille);
        var empreinte = MessageDigest.getInstance("SHA-256");
        try (var flux = new DigestInputStream(magasin().lire(CLE), empreinte)) {
            assertThat(flux.transferTo(OutputStream.nullOutputStream())).isEqualTo(taille);
        }
        assertThat(HexFormat.of().formatHex(empreinte.digest())).isEqualTo(ecrit.sha256());
        try (var partie = magasin().lire(CLE, 2L * MORCEAU - 3, 6)) {
            assertThat(partie.readAllBytes()).isEqualTo(Suite.octets(2L * MORCEAU - 3, 6));
        }
    }

    @Test
    void a_large_stream_that_breaks_leaves_the_old_object_and_no_litter() throws IOException {
        magasin().ecrire(CLE, texte("old"));
        var casse = new SequenceInputStream(new Suite(2L * MORCEAU), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the connection is lost");
            }
        });
        assertThatThrownBy(() -> magasin().ecrire(CLE, casse)).isInstanceOf(UncheckedIOException.class);
        assertThat(lire(CLE)).isEqualTo("old");
        assertThat(nombreDObjets()).isEqualTo(1);
    }

    @Test
    void objects_of_a_folder_are_listed_with_size_and_date() {
        var avant = Instant.now().minusSeconds(60);
        magasin().ecrire("programmes/a/media/1_plan.png", texte("abc"));
        magasin().ecrire("programmes/b/media/2_plan.png", texte("abcd"));
        magasin().ecrire("programmes-autres/c.png", texte("x"));
        try (var objets = magasin().lister("programmes")) {
            assertThat(objets)
                    .allSatisfy(objet -> assertThat(objet.ecritLe()).isAfter(avant))
                    .extracting(ObjectStore.Objet::cle, ObjectStore.Objet::taille)
                    .containsExactlyInAnyOrder(
                            tuple("programmes/a/media/1_plan.png", 3L), tuple("programmes/b/media/2_plan.png", 4L));
        }
        try (var objets = magasin().lister("rien")) {
            assertThat(objets).isEmpty();
        }
    }

    @Test
    void an_object_removed_is_gone() {
        magasin().ecrire(CLE, texte("x"));
        magasin().supprimer(CLE);
        assertThat(magasin().existe(CLE)).isFalse();
    }

    /** Bytes that tell their place, made as they are read. */
    private static final class Suite extends InputStream {
        private final long taille;
        private long rang;

        Suite(long taille) {
            this.taille = taille;
        }

        static byte[] octets(long debut, int nombre) {
            var octets = new byte[nombre];
            for (int i = 0; i < nombre; i++) {
                octets[i] = (byte) ((debut + i) * 31 >> 3);
            }
            return octets;
        }

        @Override
        public int read() {
            return rang == taille ? -1 : (byte) (rang++ * 31 >> 3) & 0xff;
        }

        @Override
        public int read(byte[] tampon, int debut, int combien) {
            if (rang == taille) {
                return -1;
            }
            int lus = (int) Math.min(combien, taille - rang);
            System.arraycopy(octets(rang, lus), 0, tampon, debut, lus);
            rang += lus;
            return lus;
        }
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
