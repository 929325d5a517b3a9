package fr.gouv.apilos.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A file as a browser receives it: whole, by parts, not again, and never run. */
class EnvoiDeFichierTest {

    private static final String EMPREINTE = "abc123";

    @TempDir
    Path dossier;

    private ObjectStore magasin;

    @BeforeEach
    void ecrire() {
        magasin = new ObjectStoreFichiers(dossier);
        magasin.ecrire("a/f", new ByteArrayInputStream("0123456789".getBytes(StandardCharsets.UTF_8)));
    }

    private ResponseEntity<Resource> envoyer(String type, boolean dansLaPage, String... entetes) {
        var demande = new HttpHeaders();
        for (int i = 0; i < entetes.length; i += 2) {
            demande.set(entetes[i], entetes[i + 1]);
        }
        return EnvoiDeFichier.repondre(
                magasin,
                new EnvoiDeFichier.Fichier("a/f", "Plan d’ensemble n°1 « été ».pdf", type, 10, EMPREINTE, dansLaPage),
                demande);
    }

    @Test
    void whole_with_its_name_in_any_script_its_size_and_its_mark() throws IOException {
        var reponse = envoyer("application/pdf", false);
        assertThat(reponse.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(reponse.getBody().getContentAsString(StandardCharsets.UTF_8)).isEqualTo("0123456789");
        var entetes = reponse.getHeaders();
        assertThat(entetes.getContentLength()).isEqualTo(10);
        assertThat(entetes.getETag()).isEqualTo("\"abc123\"");
        assertThat(entetes.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(entetes.getFirst(HttpHeaders.CONTENT_DISPOSITION))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''Plan%20d%E2%80%99ensemble");
        assertThat(entetes.getCacheControl()).contains("private", "no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3,0123,bytes 0-3/10",
        "bytes=4-4,4,bytes 4-4/10",
        "bytes=7-,789,bytes 7-9/10",
        "bytes=-2,89,bytes 8-9/10",
        "bytes=8-400,89,bytes 8-9/10"
    })
    void a_part_is_sent_alone(String partie, String contenu, String dit) throws IOException {
        var reponse = envoyer("application/pdf", false, HttpHeaders.RANGE, partie);
        assertThat(reponse.getStatusCode()).isEqualTo(HttpStatus.PARTIAL_CONTENT);
        assertThat(reponse.getBody().getContentAsString(StandardCharsets.UTF_8)).isEqualTo(contenu);
        assertThat(reponse.getHeaders().getFirst(HttpHeaders.CONTENT_RANGE)).isEqualTo(dit);
        assertThat(reponse.getHeaders().getContentLength()).isEqualTo(contenu.length());
    }

    @Test
    void a_part_beyond_the_end_is_refused() {
        var reponse = envoyer("application/pdf", false, HttpHeaders.RANGE, "bytes=10-12");
        assertThat(reponse.getStatusCode()).isEqualTo(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        assertThat(reponse.getHeaders().getFirst(HttpHeaders.CONTENT_RANGE)).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "octets=0-1", "bytes=x", "bytes=5-2"})
    void what_is_not_one_part_gets_the_whole(String partie) {
        assertThat(envoyer("application/pdf", false, HttpHeaders.RANGE, partie).getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    @Test
    void a_part_of_another_content_gets_the_whole() {
        assertThat(envoyer("application/pdf", false, HttpHeaders.RANGE, "bytes=0-1", HttpHeaders.IF_RANGE, "\"autre\"")
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(envoyer("application/pdf", false, HttpHeaders.RANGE, "bytes=0-1", HttpHeaders.IF_RANGE, "\"abc123\"")
                        .getStatusCode())
                .isEqualTo(HttpStatus.PARTIAL_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc123\"", "W/\"abc123\"", "\"x\", \"abc123\"", "*"})
    void what_the_browser_has_is_not_sent_again(String connue) {
        var reponse = envoyer("application/pdf", false, HttpHeaders.IF_NONE_MATCH, connue);
        assertThat(reponse.getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThat(reponse.getBody()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf,inline",
        "image/png,inline",
        "image/svg+xml,attachment",
        "text/html,attachment",
        "application/xhtml+xml,attachment",
        "text/plain,attachment",
        "pas un type,attachment"
    })
    void only_what_runs_nothing_is_shown(String type, String disposition) {
        assertThat(envoyer(type, true).getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION))
                .startsWith(disposition);
    }
}
