package fr.gouv.apilos.platform.storage;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The store on disk, in {@code FILES_DIRECTORY}. */
@AutoConfiguration
public class StockageAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ObjectStore objectStore(@Value("${apilos.fichiers}") Path racine) {
        return new ObjectStoreFichiers(racine);
    }
}
