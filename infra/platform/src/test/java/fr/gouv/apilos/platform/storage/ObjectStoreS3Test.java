package fr.gouv.apilos.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The same contract on a real server of the S3 protocol (npm s3rver); skipped where it is not installed. */
class ObjectStoreS3Test extends ObjectStoreContrat {

    private static final Path SERVEUR = Path.of("../testing/s3/node_modules/s3rver/bin/s3rver.js");
    /** Known to that server, and to nobody else. */
    private static final String ESSAI = "S3RVER";

    @TempDir
    static Path dossier;

    private static Process serveur;
    private static URI adresse;
    private static S3Client client;

    private final String compartiment = "essai-" + UUID.randomUUID();
    private ObjectStoreS3 magasin;

    @BeforeAll
    static void demarrer() throws IOException, InterruptedException {
        assumeTrue(Files.exists(SERVEUR), "no S3 server: run npm ci in infra/testing/s3");
        int port;
        try (var libre = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = libre.getLocalPort();
        }
        adresse = URI.create("http://127.0.0.1:" + port);
        serveur = new ProcessBuilder(
                        "node",
                        SERVEUR.toString(),
                        "--silent",
                        "-d",
                        dossier.toString(),
                        "-a",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(dossier.resolve("serveur.txt").toFile())
                .start();
        attendre(port);
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.EU_WEST_3)
                .endpointOverride(adresse)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ESSAI, ESSAI)))
                .build();
    }

    private static void attendre(int port) throws InterruptedException {
        var limite = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < limite) {
            try (var essai = new Socket()) {
                essai.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException _) {
                assertThat(serveur.waitFor(100, TimeUnit.MILLISECONDS))
                        .as("the S3 server stopped")
                        .isFalse();
            }
        }
        throw new IllegalStateException("the S3 server does not answer");
    }

    @AfterAll
    static void arreter() throws InterruptedException {
        if (client != null) {
            client.close();
        }
        if (serveur != null) {
            serveur.destroy();
            serveur.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void ouvrir() {
        client.createBucket(r -> r.bucket(compartiment));
        magasin = new ObjectStoreS3(
                new ReglagesS3(compartiment, Region.EU_WEST_3.id(), adresse.toString(), ESSAI, ESSAI));
    }

    @AfterEach
    void fermer() {
        magasin.close();
    }

    @Override
    ObjectStore magasin() {
        return magasin;
    }

    @Override
    long nombreDObjets() {
        return client.listObjectsV2(r -> r.bucket(compartiment)).contents().size();
    }

    @Test
    void an_unknown_key_or_an_absent_server_is_a_failure_and_never_an_absent_file() {
        magasin.ecrire("a", new java.io.ByteArrayInputStream(new byte[3]));
        try (var faux = new ObjectStoreS3(
                new ReglagesS3(compartiment, Region.EU_WEST_3.id(), adresse.toString(), "INCONNU", "autre"))) {
            assertThatThrownBy(() -> faux.lire("a"))
                    .isInstanceOf(UncheckedIOException.class)
                    .isNotInstanceOf(ErreurMetier.class);
            assertThatThrownBy(() -> faux.taille("a")).isInstanceOf(UncheckedIOException.class);
        }
        try (var absent = new ObjectStoreS3(
                new ReglagesS3(compartiment, Region.EU_WEST_3.id(), "http://127.0.0.1:1", ESSAI, ESSAI))) {
            assertThatThrownBy(() -> absent.taille("a")).isInstanceOf(UncheckedIOException.class);
        }
    }
}
