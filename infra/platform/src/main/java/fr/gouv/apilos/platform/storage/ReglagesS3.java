package fr.gouv.apilos.platform.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bucket of the platform. It stays private: files only leave through a service, which knows who may read them.
 *
 * @param compartiment name of the bucket; empty: files are kept on disk
 * @param adresse of the server, for instance {@code https://s3.fr-par.scw.cloud}; empty: that of AWS for the region
 * @param identifiant access key; empty with {@code secret}: what the machine offers (instance role, environment)
 */
@ConfigurationProperties("apilos.s3")
public record ReglagesS3(
        @DefaultValue("") String compartiment,
        @DefaultValue("fr-par") String region,
        @DefaultValue("") String adresse,
        @DefaultValue("") String identifiant,
        @DefaultValue("") String secret) {

    /** Whether a bucket is named. */
    public boolean actifs() {
        return !compartiment.isBlank();
    }
}
