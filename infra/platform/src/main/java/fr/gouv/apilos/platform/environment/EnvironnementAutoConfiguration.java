package fr.gouv.apilos.platform.environment;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Offers {@link Environnement}. */
@AutoConfiguration
public class EnvironnementAutoConfiguration {

    @Bean
    Environnement environnement(@Value("${ENVIRONMENT:development}") String nom) {
        return new Environnement(nom);
    }
}
