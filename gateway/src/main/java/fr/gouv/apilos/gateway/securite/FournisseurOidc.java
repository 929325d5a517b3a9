package fr.gouv.apilos.gateway.securite;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * What an OpenID Connect provider says of itself, asked when it is first needed and every hour: a provider that is away
 * neither keeps the door from opening nor is forgotten.
 */
class FournisseurOidc implements ClientRegistrationRepository {

    /** The one provider there is. */
    static final String NOM = "oidc";

    private static final Logger LOG = LoggerFactory.getLogger(FournisseurOidc.class);
    private static final Duration CONNEXION = Duration.ofSeconds(2);
    private static final Duration LECTURE = Duration.ofSeconds(5);
    private static final Duration FRAICHEUR = Duration.ofHours(1);
    private static final Duration CLES = Duration.ofMinutes(5);
    private static final Duration SANS_FOURNISSEUR = Duration.ofHours(1);
    private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
            new ParameterizedTypeReference<>() {};

    private final OidcProprietes proprietes;
    private final String retour;
    private final Clock horloge;
    private final RestClient client;
    private final ReentrantLock verrou = new ReentrantLock();
    private volatile @Nullable Decouverte connue;

    /**
     * What was found.
     *
     * @param jetons reads identity tokens
     * @param autres reads the other signed documents of the provider: user information, logout tokens
     * @param sortie where people are signed out, when it has such an address on its own host
     */
    record Decouverte(
            ClientRegistration client,
            JwtDecoder jetons,
            JwtDecoder autres,
            @Nullable URI sortie,
            Instant lueLe) {}

    /** @param retour where people come back to with their code */
    FournisseurOidc(OidcProprietes proprietes, String retour, Clock horloge) {
        this.proprietes = proprietes;
        this.retour = retour;
        this.horloge = horloge;
        this.client = RestClient.builder().requestFactory(requetes()).build();
    }

    /** Calls to the provider end within seconds, whatever it does: somebody waits for the page. */
    static JdkClientHttpRequestFactory requetes() {
        var fabrique = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNEXION).build());
        fabrique.setReadTimeout(LECTURE);
        return fabrique;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String nom) {
        return NOM.equals(nom) ? decouvrir().client() : null;
    }

    /**
     * The provider as known.
     *
     * @throws AuthenticationServiceException when it was never reached and cannot be now, or says what it must not
     */
    Decouverte decouvrir() {
        var deja = connue;
        if (deja != null && fraiche(deja)) {
            return deja;
        }
        verrou.lock();
        try {
            deja = connue;
            if (deja != null && fraiche(deja)) {
                return deja;
            }
            var lue = lire();
            connue = lue;
            return lue;
        } catch (RestClientException | IllegalArgumentException | MalformedURLException e) {
            if (deja != null) {
                LOG.warn("The OpenID Connect provider is known from before: {}", e.toString());
                return deja;
            }
            LOG.warn("The OpenID Connect provider cannot be read: {}", e.toString());
            throw new AuthenticationServiceException("the OpenID Connect provider cannot be read", e);
        } finally {
            verrou.unlock();
        }
    }

    private boolean fraiche(Decouverte decouverte) {
        return decouverte.lueLe().plus(FRAICHEUR).isAfter(horloge.instant());
    }

    private Decouverte lire() throws MalformedURLException {
        var document = client.get()
                .uri(proprietes.issuer().replaceAll("/+$", "") + "/.well-known/openid-configuration")
                .retrieve()
                .body(DOCUMENT);
        if (document == null || !proprietes.issuer().equals(document.get("issuer"))) {
            throw new IllegalArgumentException("the provider does not name itself " + proprietes.issuer());
        }
        var enregistrement = ClientRegistrations.fromOidcConfiguration(document)
                .registrationId(NOM)
                .clientId(proprietes.clientId())
                .clientSecret(proprietes.clientSecret())
                .clientName(proprietes.nom())
                .scope(proprietes.scopes())
                .redirectUri(retour)
                .userNameAttributeName("sub")
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .build();
        var fournisseur = enregistrement.getProviderDetails();
        for (var adresse : new String[] {
            fournisseur.getAuthorizationUri(),
            fournisseur.getTokenUri(),
            fournisseur.getJwkSetUri(),
            fournisseur.getUserInfoEndpoint().getUri()
        }) {
            if (adresse != null && proprietes.issuer().startsWith("https:") && !adresse.startsWith("https:")) {
                throw new IllegalArgumentException("an address of the provider is not https: " + adresse);
            }
        }
        var cles = JWKSourceBuilder.<SecurityContext>create(
                        URI.create(fournisseur.getJwkSetUri()).toURL(),
                        new DefaultResourceRetriever((int) CONNEXION.toMillis(), (int) LECTURE.toMillis()))
                .cache(CLES.toMillis(), Duration.ofSeconds(10).toMillis())
                .refreshAheadCache(false)
                .outageTolerant(SANS_FOURNISSEUR.toMillis())
                .build();
        return new Decouverte(
                enregistrement,
                lecteur(
                        cles,
                        new DelegatingOAuth2TokenValidator<>(
                                new JwtTimestampValidator(), new OidcIdTokenValidator(enregistrement))),
                lecteur(cles, autres()),
                sortie(document.get("end_session_endpoint")),
                horloge.instant());
    }

    /** Signed with a key of the provider, by an algorithm that proves it: neither none nor a shared secret. */
    private static JwtDecoder lecteur(JWKSource<SecurityContext> cles, OAuth2TokenValidator<Jwt> exigences) {
        var lecteur = NimbusJwtDecoder.withJwkSource(cles)
                .jwsAlgorithms(algorithmes -> {
                    algorithmes.clear();
                    algorithmes.add(SignatureAlgorithm.RS256);
                    algorithmes.add(SignatureAlgorithm.ES256);
                })
                // A logout token says a type of its own; what it says inside is checked where it is read.
                .jwtProcessorCustomizer(lecture -> lecture.setJWSTypeVerifier((_, _) -> {}))
                .build();
        lecteur.setJwtValidator(exigences);
        return lecteur;
    }

    private OAuth2TokenValidator<Jwt> autres() {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(),
                new JwtIssuerValidator(proprietes.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, pour -> pour != null && pour.contains(proprietes.clientId())));
    }

    /** Pages may lead by a form to the host of the issuer alone: another one would be refused by browsers. */
    private @Nullable URI sortie(@Nullable Object adresse) {
        if (!(adresse instanceof String texte)) {
            return null;
        }
        var uri = URI.create(texte);
        if (!SecuriteConfiguration.origine(texte).equals(SecuriteConfiguration.origine(proprietes.issuer()))) {
            LOG.warn("The provider signs people out on another host: they are signed out here alone");
            return null;
        }
        return uri;
    }
}
