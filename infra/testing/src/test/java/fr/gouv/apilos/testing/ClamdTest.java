package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.antivirus.Antivirus;
import fr.gouv.apilos.platform.antivirus.Antivirus.Resultat;
import fr.gouv.apilos.platform.antivirus.Clamd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdTest {

    private static final Duration DELAI = Duration.ofSeconds(20);

    @Nested
    class OnARealClamd {

        @TempDir
        static Path dossier;

        private static ClamdDEssai reel;
        private static Clamd clamd;

        @BeforeAll
        static void demarrer() throws IOException, InterruptedException {
            reel = ClamdDEssai.demarrer(dossier);
            clamd = new Clamd(reel.adresse(), DELAI);
        }

        @AfterAll
        static void arreter() {
            if (reel != null) {
                clamd.close();
                reel.close();
            }
        }

        @Test
        void FIL43_a_clean_file_is_clean() throws IOException {
            assertThat(clamd.analyser(new ByteArrayInputStream(new byte[200_000])))
                    .isEqualTo(Antivirus.Verdict.SAIN);
            assertThat(clamd.analyser(new ByteArrayInputStream(new byte[0]))).isEqualTo(Antivirus.Verdict.SAIN);
        }

        @Test
        void FIL42_the_eicar_file_is_infected_and_named_alone_or_in_an_archive() throws IOException {
            assertThat(clamd.analyser(new ByteArrayInputStream(Eicar.octets()))).satisfies(verdict -> {
                assertThat(verdict.resultat()).isEqualTo(Resultat.INFECTE);
                assertThat(verdict.menace()).startsWith("Essai.Eicar");
            });
            var archive = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(archive)) {
                zip.putNextEntry(new ZipEntry("word/document.xml"));
                zip.write(Eicar.octets());
            }
            assertThat(clamd.analyser(new ByteArrayInputStream(archive.toByteArray()))
                            .resultat())
                    .isEqualTo(Resultat.INFECTE);
        }

        @Test
        void a_file_clamd_will_not_read_whole_is_never_called_clean() {
            assertThatThrownBy(() -> clamd.analyser(new ByteArrayInputStream(new byte[3 << 20])))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_antivirus_that_is_away_is_a_failure() throws IOException {
        int port;
        try (var libre = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = libre.getLocalPort();
        }
        try (var clamd = new Clamd("127.0.0.1:" + port, DELAI)) {
            assertThatThrownBy(() -> clamd.analyser(new ByteArrayInputStream(new byte[3])))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_antivirus_that_never_answers_is_cut() throws IOException {
        try (var muet = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var clamd = new Clamd("127.0.0.1:" + muet.getLocalPort(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> clamd.analyser(new ByteArrayInputStream(new byte[3])))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("within");
            // Even when it takes nothing of a large file.
            assertThatThrownBy(() -> clamd.analyser(new ByteArrayInputStream(new byte[30 << 20])))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clamd", "http://clamd:3310", "clamd:", "a b:3310"})
    void an_address_that_is_none_is_said_at_the_start(String adresse) {
        assertThatThrownBy(() -> new Clamd(adresse, DELAI)).hasMessageContaining("not an address");
    }
}
