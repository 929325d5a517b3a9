package fr.gouv.apilos.platform.storage;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/**
 * The store: in the bucket {@code S3_BUCKET} when one is named, else on disk in {@code FILES_DIRECTORY}. A service that
 * keeps no file does not carry the client of S3, and never asks the store for anything.
 */
@AutoConfiguration
@EnableConfigurationProperties(ReglagesS3.class)
public class StockageAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ObjectStore objectStore(@Value("${apilos.fichiers}") Path racine, ReglagesS3 s3) {
        return s3.actifs() && ClassUtils.isPresent("software.amazon.awssdk.services.s3.S3Client", null)
                ? new ObjectStoreS3(s3)
                : new ObjectStoreFichiers(racine);
    }
}
