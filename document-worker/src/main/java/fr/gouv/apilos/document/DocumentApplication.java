package fr.gouv.apilos.document;

import fr.gouv.apilos.platform.ApilosApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** document-worker: takes long tasks from AMQP and renders documents. */
@SpringBootApplication
public class DocumentApplication {

    /** Starts the server, or one command when its name is given. */
    public static void main(String[] args) {
        ApilosApplication.run(DocumentApplication.class, args);
    }
}
