package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.platform.environment.Environnement;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * Reads the variables of the door once, before anybody comes: what is missing or unfit stops the start, all of it in one
 * message. In production whoever identifies people is reached by https and is not on this machine: a simulator, which
 * believes anybody, is refused.
 */
@Component
@ConditionalOnWebApplication
class Variables {

    private static final Set<String> CETTE_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0");
    private static final int SECRET_MIN = 16;

    Variables(
            OidcProprietes oidc,
            Environnement environnement,
            @Value("${apilos.url}") String adresse,
            @Value("${apilos.cerbere}") String cerbere,
            @Value("${CLIENT_SECRET:}") String secret) {
        var fautes = fautes(oidc, environnement.estProduction(), adresse, cerbere, secret);
        if (!fautes.isEmpty()) {
            throw new IllegalStateException("The gateway cannot start:\n- " + String.join("\n- ", fautes));
        }
    }

    /** What is wrong, one line each, in the words of whoever sets the variables. */
    static List<String> fautes(OidcProprietes oidc, boolean production, String adresse, String cerbere, String secret) {
        var fautes = new ArrayList<String>();
        adresse(fautes, "APILOS_URL", adresse, production, false);
        adresse(fautes, "CERBERE_AUTH", cerbere, production, true);
        if (production && secret.length() < SECRET_MIN) {
            fautes.add("CLIENT_SECRET must have at least " + SECRET_MIN + " characters in production");
        }
        if (!oidc.ouverte()) {
            if (!oidc.clientId().isBlank() || !oidc.clientSecret().isBlank()) {
                fautes.add("OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are of no use without OIDC_ISSUER");
            }
            return fautes;
        }
        adresse(fautes, "OIDC_ISSUER", oidc.issuer(), production, true);
        if (oidc.clientId().isBlank()) {
            fautes.add("OIDC_CLIENT_ID is missing, OIDC_ISSUER is given");
        }
        if (oidc.clientSecret().isBlank()) {
            fautes.add("OIDC_CLIENT_SECRET is missing, OIDC_ISSUER is given");
        }
        if (!oidc.scopes().contains("openid")) {
            fautes.add("OIDC_SCOPES must contain openid");
        }
        return fautes;
    }

    /** @param identifie whether people are believed on the word of this address */
    private static void adresse(List<String> fautes, String nom, String valeur, boolean production, boolean identifie) {
        URI uri;
        try {
            uri = URI.create(valeur);
        } catch (IllegalArgumentException _) {
            fautes.add(nom + " is not an address: " + valeur);
            return;
        }
        var hote = uri.getHost();
        if (hote == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            fautes.add(nom + " must be a full http or https address: " + valeur);
        } else if (production && !"https".equals(uri.getScheme())) {
            fautes.add(nom + " must be https in production: " + valeur);
        } else if (production && identifie && CETTE_MACHINE.contains(hote)) {
            fautes.add(nom + " names this machine: a simulator identifies anybody and is refused in production");
        }
    }
}
