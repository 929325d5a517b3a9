package fr.gouv.apilos.document;

import fr.gouv.apilos.document.ligne.RenduEnLigne;
import fr.gouv.apilos.platform.ApilosApplication;
import java.util.Arrays;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** document-worker: takes long tasks from AMQP and renders documents. */
@SpringBootApplication
public class DocumentApplication {

    /** Starts the server, or one command when its name is given. */
    public static void main(String[] args) {
        var arguments = sansArchives(args);
        if (arguments.length > 0 && arguments[0].equals(RenduEnLigne.NOM)) {
            // Neither database nor broker: whoever prepares a model has none.
            System.exit(
                    RenduEnLigne.executer(Arrays.copyOfRange(arguments, 1, arguments.length), System.out, System.err));
        }
        ApilosApplication.run(DocumentApplication.class, arguments);
    }

    /** {@code java -jar target/*.jar …} names the second jar of the folder as an argument of the first. */
    private static String[] sansArchives(String[] args) {
        int debut = 0;
        while (debut < args.length && args[debut].endsWith(".jar")) {
            debut++;
        }
        return Arrays.copyOfRange(args, debut, args.length);
    }
}
