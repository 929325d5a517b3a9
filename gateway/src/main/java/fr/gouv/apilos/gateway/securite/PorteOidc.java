package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.SessionsOidc;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-in with an OpenID Connect provider: authorization code with PKCE, state and nonce. The filters are those of Spring
 * Security; what happens once somebody is identified is {@link Entree}'s, as for everybody.
 */
class PorteOidc {

    /** Where people ask to be identified. */
    static final String DEPART = "/connexion/oidc";

    /** Where the provider sends them back. */
    static final String RETOUR = "/login/oidc";

    private static final Logger LOG = LoggerFactory.getLogger(PorteOidc.class);

    private final OAuth2AuthorizationRequestRedirectFilter depart;
    private final OAuth2LoginAuthenticationFilter retour;
    private final DeconnexionOidc deconnexion;
    private final SortieOidc sortie;

    PorteOidc(
            OidcProprietes proprietes,
            FournisseurOidc fournisseur,
            String accueil,
            Habilitations habilitations,
            SessionsOidc sessions,
            Entree entree,
            JsonMapper json) {
        var demandes = new DemandesOidc();
        this.sortie = new SortieOidc(fournisseur, proprietes.nom(), accueil);
        this.deconnexion = new DeconnexionOidc(fournisseur, sessions);
        this.depart = new OAuth2AuthorizationRequestRedirectFilter(new Demande(fournisseur));
        depart.setAuthorizationRequestRepository(demandes);
        depart.setAuthenticationFailureHandler(PorteOidc::echouer);
        this.retour = new OAuth2LoginAuthenticationFilter(fournisseur, new SansClient(), RETOUR);
        retour.setAuthorizationRequestRepository(demandes);
        retour.setAuthenticationManager(new ProviderManager(fournisseurDIdentite(fournisseur, json)));
        retour.setAuthenticationSuccessHandler(new EntreeOidc(habilitations, sessions, entree, sortie));
        retour.setAuthenticationFailureHandler(PorteOidc::echouer);
        retour.afterPropertiesSet();
    }

    OAuth2AuthorizationRequestRedirectFilter depart() {
        return depart;
    }

    OAuth2LoginAuthenticationFilter retour() {
        return retour;
    }

    DeconnexionOidc deconnexion() {
        return deconnexion;
    }

    SortieOidc sortie() {
        return sortie;
    }

    private static OidcAuthorizationCodeAuthenticationProvider fournisseurDIdentite(
            FournisseurOidc fournisseur, JsonMapper json) {
        var jetons = new RestClientAuthorizationCodeTokenResponseClient();
        jetons.setRestClient(RestClient.builder()
                .requestFactory(FournisseurOidc.requetes())
                .configureMessageConverters(convertisseurs -> convertisseurs
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        var fabrique = new OidcAuthorizationCodeAuthenticationProvider(jetons, new UtilisateurOidc(fournisseur, json));
        fabrique.setJwtDecoderFactory(_ -> fournisseur.decouvrir().jetons());
        return fabrique;
    }

    /** Nothing was opened: the provider is away, or what came back is not what was asked for. */
    private static void echouer(HttpServletRequest requete, HttpServletResponse reponse, AuthenticationException e)
            throws IOException {
        boolean absent = absent(e);
        LOG.info("A sign-in by OpenID Connect failed{}: {}", absent ? ", the provider is away" : "", e.getMessage());
        JournalDesConnexions.refus(Entree.Origine.OIDC, absent ? "FOURNISSEUR_ABSENT" : "IDENTITE_NON_PROUVEE");
        reponse.sendRedirect(absent ? "/connexion?indisponible" : "/connexion?echec");
    }

    private static boolean absent(Throwable erreur) {
        for (Throwable cause = erreur; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationServiceException
                    || cause instanceof RestClientException
                    || cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** One address asks, for the one provider there is. */
    private record Demande(FournisseurOidc fournisseur) implements OAuth2AuthorizationRequestResolver {

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return DEPART.equals(request.getRequestURI()) && "GET".equals(request.getMethod())
                    ? resolve(request, FournisseurOidc.NOM)
                    : null;
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String nom) {
            return new DefaultOAuth2AuthorizationRequestResolver(fournisseur).resolve(request, nom);
        }
    }

    /** The access token served to ask who the person is; nothing else is done in their name. */
    private static final class SansClient implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String nom, Authentication qui, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication qui,
                HttpServletRequest request,
                HttpServletResponse response) {
            // Not kept.
        }

        @Override
        public void removeAuthorizedClient(
                String nom, Authentication qui, HttpServletRequest request, HttpServletResponse response) {
            // Not kept.
        }
    }
}
