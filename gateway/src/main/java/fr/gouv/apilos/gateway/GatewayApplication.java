package fr.gouv.apilos.gateway;

import fr.gouv.apilos.platform.ApilosApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** gateway: the only public door. */
@SpringBootApplication
public class GatewayApplication {

    /** Starts the server, or one command when its name is given. */
    public static void main(String[] args) {
        ApilosApplication.run(GatewayApplication.class, args);
    }
}
