package fr.gouv.apilos.platform.environment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Offers {@link Environnement}, and the version of this process among its measures (07 S11, S13). */
@AutoConfiguration
public class EnvironnementAutoConfiguration {

    @Bean
    Environnement environnement(@Value("${ENVIRONMENT:development}") String nom) {
        return new Environnement(nom);
    }

    /** {@code apilos_version{version="v1.2.3"} 1}: what a deployment is checked by. */
    @Bean
    MeterBinder versionDuService(@Value("${APP_VERSION:inconnue}") String version) {
        return registre -> Gauge.builder("apilos.version", () -> 1)
                .tag("version", version)
                .description("Version this process was deployed with")
                .register(registre);
    }
}
