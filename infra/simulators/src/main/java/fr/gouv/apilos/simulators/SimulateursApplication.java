package fr.gouv.apilos.simulators;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Entry point of the simulators. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SimulateursApplication {

    public static void main(String[] args) {
        exigerHorsProduction(System.getenv().getOrDefault("ENVIRONMENT", "development"));
        SpringApplication.run(SimulateursApplication.class, args);
    }

    /** They let anybody in as anybody (04 R69): they never start where people work. */
    public static void exigerHorsProduction(String environnement) {
        if (environnement.endsWith("production")) {
            throw new IllegalStateException("The simulators never run in the environment " + environnement);
        }
    }

    /** Tickets and tokens are dated by this clock. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
