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
        SpringApplication.run(SimulateursApplication.class, args);
    }

    /** Tickets and tokens are dated by this clock. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
