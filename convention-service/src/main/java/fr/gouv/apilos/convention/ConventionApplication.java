package fr.gouv.apilos.convention;

import fr.gouv.apilos.platform.ApilosApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** convention-service: the life of a convention APL, from the opération to its end. */
@SpringBootApplication
public class ConventionApplication {

    /** Starts the server, or one command when its name is given. */
    public static void main(String[] args) {
        ApilosApplication.run(ConventionApplication.class, args);
    }
}
