package fr.gouv.apilos.simulators.oidc;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the OpenID Connect simulator.
 *
 * @param client the one application it knows
 * @param secret its secret, known to everybody
 * @param retours addresses people may be sent back to, a regular expression
 * @param dureeCode life of an unused code
 */
@ConfigurationProperties("simulateurs.oidc")
record OidcProprietes(
        @DefaultValue("apilos-local") String client,
        @DefaultValue("secret-local-sans-valeur") String secret,

        @DefaultValue("https?://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?(/.*)?")
        Pattern retours,

        @DefaultValue("30s") Duration dureeCode) {

    boolean accepte(String retour) {
        return retour != null && retours.matcher(retour).matches();
    }
}
