package fr.gouv.apilos.referentiel;

import fr.gouv.apilos.platform.ApilosApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** referentiel-service: bailleurs, administrations and territoires. */
@SpringBootApplication
public class ReferentielApplication {

    /** Starts the server, or one command when its name is given. */
    public static void main(String[] args) {
        ApilosApplication.run(ReferentielApplication.class, args);
    }
}
