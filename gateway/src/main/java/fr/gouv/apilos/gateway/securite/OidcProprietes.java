package fr.gouv.apilos.gateway.securite;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in with an OpenID Connect provider; off while there is no issuer.
 *
 * @param issuer {@code OIDC_ISSUER}: address of the provider, as its tokens say it; empty for none
 * @param clientId {@code OIDC_CLIENT_ID}
 * @param clientSecret {@code OIDC_CLIENT_SECRET}
 * @param nom {@code OIDC_NAME}: what people know it as
 * @param scopes {@code OIDC_SCOPES}: what is asked of it
 */
@ConfigurationProperties("apilos.oidc")
record OidcProprietes(
        @DefaultValue("") String issuer,

        @DefaultValue("") String clientId,

        @DefaultValue("") String clientSecret,

        @DefaultValue("ProConnect") String nom,

        @DefaultValue({"openid", "email", "given_name", "usual_name"})
        List<String> scopes) {

    boolean ouverte() {
        return !issuer.isBlank();
    }
}
