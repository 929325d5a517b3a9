package fr.gouv.apilos.habilitation;

import fr.gouv.apilos.platform.ApilosApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Users, roles and permissions; SIAP habilitations; the internal tokens. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HabilitationApplication {

    /** Starts the service, or one of its commands. */
    public static void main(String[] args) {
        ApilosApplication.run(HabilitationApplication.class, args);
    }
}
