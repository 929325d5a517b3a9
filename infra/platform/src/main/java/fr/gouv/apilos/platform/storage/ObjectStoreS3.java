package fr.gouv.apilos.platform.storage;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The store in a bucket of S3, or of any server that speaks it. */
class ObjectStoreS3 implements ObjectStore, AutoCloseable {

    /** One part of a large object, and all that is in memory of it; S3 takes none smaller than 5 MiB but the last. */
    static final int PARTIE = 8 << 20;

    private final S3Client client;
    private final String compartiment;
    private final Consumer<String> exigence;

    ObjectStoreS3(ReglagesS3 reglages) {
        this(reglages, ObjectStore::exigerCle);
    }

    /** @param exigence throws IllegalArgumentException for what is no key */
    ObjectStoreS3(ReglagesS3 reglages, Consumer<String> exigence) {
        this.exigence = exigence;
        this.compartiment = reglages.compartiment();
        var batisseur = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(60)))
                .region(Region.of(reglages.region()))
                .credentialsProvider(
                        reglages.identifiant().isBlank()
                                ? DefaultCredentialsProvider.builder().build()
                                : StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(reglages.identifiant(), reglages.secret())))
                // Servers other than that of AWS do not all know the newer checksums; TLS and our own SHA-256 remain.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(!reglages.adresse().isBlank())
                        .chunkedEncodingEnabled(false)
                        .build());
        if (!reglages.adresse().isBlank()) {
            batisseur.endpointOverride(URI.create(reglages.adresse()));
        }
        this.client = batisseur.build();
    }

    @Override
    public ObjetEcrit ecrire(String cle, InputStream contenu) {
        exigence.accept(cle);
        var empreinte = ObjectStoreFichiers.sha256();
        try (var flux = new DigestInputStream(contenu, empreinte)) {
            var premiere = flux.readNBytes(PARTIE);
            long taille;
            if (premiere.length < PARTIE) {
                client.putObject(r -> r.bucket(compartiment).key(cle), RequestBody.fromBytes(premiere));
                taille = premiere.length;
            } else {
                taille = ecrireEnParties(cle, premiere, flux);
            }
            return new ObjetEcrit(cle, taille, HexFormat.of().formatHex(empreinte.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SdkException e) {
            throw indisponible(e);
        }
    }

    private long ecrireEnParties(String cle, byte[] premiere, InputStream flux) throws IOException {
        var envoi = client.createMultipartUpload(r -> r.bucket(compartiment).key(cle))
                .uploadId();
        try {
            var parties = new ArrayList<CompletedPart>();
            long taille = 0;
            for (var octets = premiere; octets.length > 0; octets = flux.readNBytes(PARTIE)) {
                int numero = parties.size() + 1;
                var etiquette = client.uploadPart(
                                r -> r.bucket(compartiment)
                                        .key(cle)
                                        .uploadId(envoi)
                                        .partNumber(numero),
                                RequestBody.fromBytes(octets))
                        .eTag();
                parties.add(CompletedPart.builder()
                        .partNumber(numero)
                        .eTag(etiquette)
                        .build());
                taille += octets.length;
            }
            client.completeMultipartUpload(
                    r -> r.bucket(compartiment).key(cle).uploadId(envoi).multipartUpload(m -> m.parts(parties)));
            return taille;
        } catch (IOException | SdkException e) {
            abandonner(cle, envoi, e);
            throw e;
        }
    }

    /** Parts sent in vain are paid for until they are dropped. */
    private void abandonner(String cle, String envoi, Exception cause) {
        try {
            client.abortMultipartUpload(r -> r.bucket(compartiment).key(cle).uploadId(envoi));
        } catch (SdkException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public InputStream lire(String cle) {
        return ouvrir(cle, null);
    }

    @Override
    public InputStream lire(String cle, long debut, long longueur) {
        if (debut >= Math.max(1, taille(cle))) {
            // S3 answers 416 beyond the end; a part of nothing is empty here as on disk.
            return new ByteArrayInputStream(new byte[0]);
        }
        return ouvrir(cle, "bytes=" + debut + "-" + (debut + longueur - 1));
    }

    private InputStream ouvrir(String cle, @org.jspecify.annotations.Nullable String partie) {
        exigence.accept(cle);
        try {
            return client.getObject(r -> r.bucket(compartiment).key(cle).range(partie));
        } catch (NoSuchKeyException e) {
            throw ErreurMetier.introuvable("Ce fichier n’existe plus.");
        } catch (SdkException e) {
            throw indisponible(e);
        }
    }

    @Override
    public long taille(String cle) {
        exigence.accept(cle);
        try {
            return client.headObject(r -> r.bucket(compartiment).key(cle)).contentLength();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return -1;
            }
            throw indisponible(e);
        } catch (SdkException e) {
            throw indisponible(e);
        }
    }

    @Override
    public void supprimer(String cle) {
        exigence.accept(cle);
        try {
            client.deleteObject(r -> r.bucket(compartiment).key(cle));
        } catch (SdkException e) {
            throw indisponible(e);
        }
    }

    @Override
    public Stream<Objet> lister(String dossier) {
        exigence.accept(dossier);
        return client.listObjectsV2Paginator(r -> r.bucket(compartiment).prefix(dossier + "/")).contents().stream()
                .map(objet -> new Objet(objet.key(), objet.size(), objet.lastModified()));
    }

    @Override
    public void close() {
        client.close();
    }

    private static UncheckedIOException indisponible(SdkException cause) {
        return new UncheckedIOException(new IOException("the object store does not answer as it should", cause));
    }
}
