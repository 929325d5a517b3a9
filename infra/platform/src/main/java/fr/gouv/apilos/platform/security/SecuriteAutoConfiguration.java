package fr.gouv.apilos.platform.security;

import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The filter chain of a service: a token for everything but health, staff or a program for administration. The public
 * door ({@code apilos.porte-publique=true}) brings its own.
 */
@AutoConfiguration(before = OAuth2ResourceServerAutoConfiguration.class)
@ConditionalOnWebApplication
public class SecuriteAutoConfiguration implements WebMvcConfigurer {

    /** Reads tokens with the published keys; keeps working for hours when the issuer is away. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "apilos.porte-publique", havingValue = "false", matchIfMissing = true)
    JwtDecoder jwtDecoder(@Value("${apilos.services.habilitation}") String habilitation) throws MalformedURLException {
        var cles = JWKSourceBuilder.<SecurityContext>create(
                        URI.create(habilitation + "/oauth2/jwks").toURL(), new DefaultResourceRetriever(2000, 5000))
                .cache(Duration.ofMinutes(5).toMillis(), Duration.ofSeconds(10).toMillis())
                .refreshAheadCache(false)
                .outageTolerant(Duration.ofHours(4).toMillis())
                .retrying(true)
                .build();
        var lecteur = NimbusJwtDecoder.withJwkSource(cles)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        lecteur.setJwtValidator(JetonInterne.exigences());
        return lecteur;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolveurs) {
        resolveurs.add(new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parametre) {
                return parametre.getParameterType() == Identite.class;
            }

            @Override
            public Object resolveArgument(
                    MethodParameter parametre,
                    @org.jspecify.annotations.Nullable ModelAndViewContainer modele,
                    NativeWebRequest requete,
                    @org.jspecify.annotations.Nullable WebDataBinderFactory lieurs) {
                return Identite.courante();
            }
        });
    }

    /** The chain itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "apilos.porte-publique", havingValue = "false", matchIfMissing = true)
    static class Chaine {

        @Bean
        @Order(10)
        SecurityFilterChain mesures(HttpSecurity http, @Value("${METRICS_TOKEN:}") String attendu, JsonMapper json)
                throws Exception {
            // Prometheus cannot renew a token every ten minutes: it shows a fixed one, good for metrics alone.
            return commun(http, json)
                    .securityMatcher(requete -> !attendu.isEmpty()
                            && requete.getRequestURI().equals("/actuator/prometheus")
                            && egal(requete.getHeader(HttpHeaders.AUTHORIZATION), "Bearer " + attendu))
                    .authorizeHttpRequests(regles -> regles.anyRequest().permitAll())
                    .build();
        }

        @Bean
        @Order(100)
        SecurityFilterChain service(
                HttpSecurity http, @Value("${apilos.chemins-publics:}") List<String> publics, JsonMapper json)
                throws Exception {
            return commun(http, json)
                    .authorizeHttpRequests(regles -> {
                        regles.dispatcherTypeMatchers(
                                        DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers("/actuator/health", "/actuator/health/**")
                                .permitAll();
                        // Open to anybody; a token that is shown must be a good one all the same.
                        for (var chemin : publics) {
                            regles.requestMatchers(chemin).permitAll();
                        }
                        regles.requestMatchers("/actuator/**", "/admin/**", "/v3/api-docs/**")
                                .hasRole("EXPLOITATION")
                                .anyRequest()
                                .authenticated();
                    })
                    .oauth2ResourceServer(serveur -> serveur.jwt(jwt -> jwt.jwtAuthenticationConverter(Chaine::lire))
                            .authenticationEntryPoint((requete, reponse, erreur) -> refuser(
                                    requete, reponse, json, ErreurCommune.NON_CONNECTE, "Connectez-vous de nouveau."))
                            .accessDeniedHandler((requete, reponse, erreur) -> refuser(
                                    requete,
                                    reponse,
                                    json,
                                    ErreurCommune.INTERDIT,
                                    "Cette page est réservée à d’autres profils.")))
                    .build();
        }

        private static IdentiteAuthentication lire(Jwt brut) {
            try {
                var sujet = Objects.requireNonNullElse(brut.getSubject(), "");
                return new IdentiteAuthentication(JetonInterne.lire(sujet, brut.getClaims()), brut.getTokenValue());
            } catch (IllegalArgumentException e) {
                throw new InvalidBearerTokenException("claims cannot be read", e);
            }
        }

        private static HttpSecurity commun(HttpSecurity http, JsonMapper json) throws Exception {
            // No cookie reaches a service: a forged cross-site form carries no token, so there is nothing to protect
            // here; the gateway refuses cross-site writes at the door.
            return http.csrf(AbstractHttpConfigurer::disable)
                    .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .requestCache(AbstractHttpConfigurer::disable)
                    .logout(AbstractHttpConfigurer::disable)
                    .headers(entetes -> entetes.disable())
                    .exceptionHandling(erreurs -> erreurs.authenticationEntryPoint((requete, reponse, erreur) ->
                                    refuser(requete, reponse, json, ErreurCommune.NON_CONNECTE, "Connectez-vous."))
                            .accessDeniedHandler((requete, reponse, erreur) -> refuser(
                                    requete,
                                    reponse,
                                    json,
                                    ErreurCommune.INTERDIT,
                                    "Cette page est réservée à d’autres profils.")));
        }

        private static boolean egal(@org.jspecify.annotations.Nullable String recu, String attendu) {
            return recu != null
                    && MessageDigest.isEqual(
                            recu.getBytes(StandardCharsets.UTF_8), attendu.getBytes(StandardCharsets.UTF_8));
        }

        private static void refuser(
                HttpServletRequest requete,
                HttpServletResponse reponse,
                JsonMapper json,
                ErreurCommune code,
                String detail)
                throws IOException {
            if (ReponseErreur.veutUnePage(requete)) {
                reponse.sendError(code.statut().value());
                return;
            }
            reponse.setStatus(code.statut().value());
            reponse.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            reponse.setCharacterEncoding(StandardCharsets.UTF_8);
            json.writeValue(reponse.getOutputStream(), ReponseErreur.probleme(code, detail));
        }
    }

    /** Identifier under which a program acts: always the same for one name. */
    public static UUID identifiantDeService(String nom) {
        return UUID.nameUUIDFromBytes(("service:" + nom).getBytes(StandardCharsets.UTF_8));
    }
}
