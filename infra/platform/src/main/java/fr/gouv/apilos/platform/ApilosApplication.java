package fr.gouv.apilos.platform;

import fr.gouv.apilos.platform.command.LigneDeCommande;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** Starts a service: a server when called without a command, a one-off command otherwise. */
public final class ApilosApplication {

    private ApilosApplication() {}

    /**
     * Entry point of every service. Arguments that begin with {@code --} are Spring properties; the first other one is
     * the name of a command, whose exit code becomes that of the process.
     *
     * @param application the class annotated with {@code @SpringBootApplication}
     * @param args the arguments of the process
     */
    public static void run(Class<?> application, String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Paris"));
        var spring = new SpringApplication(application);
        if (args.length == 0 || args[0].startsWith("--")) {
            spring.run(args);
            return;
        }
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setAdditionalProfiles("commande");
        List<String> commande = Arrays.asList(args);
        int code;
        try (var contexte = spring.run()) {
            code = contexte.getBean(LigneDeCommande.class).executer(commande);
        }
        System.exit(code);
    }
}
