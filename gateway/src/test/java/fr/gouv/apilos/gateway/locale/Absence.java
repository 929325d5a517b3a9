package fr.gouv.apilos.gateway.locale;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Whether the pages of passwords are left out under a configuration. */
public final class Absence {

    private Absence() {}

    /** True when the controller is not there. */
    public static boolean dans(String valeur) {
        var absent = new boolean[1];
        new WebApplicationContextRunner()
                .withUserConfiguration(ConnexionLocaleController.class, MotDePasseController.class)
                .withPropertyValues("apilos.connexion.locale=" + valeur)
                .run(contexte -> absent[0] = contexte.getStartupFailure() == null
                        && contexte.getBeansOfType(ConnexionLocaleController.class)
                                .isEmpty()
                        && contexte.getBeansOfType(MotDePasseController.class).isEmpty());
        return absent[0];
    }
}
