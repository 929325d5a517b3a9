package fr.gouv.apilos.habilitation.jeton;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ReponseErreur;
import fr.gouv.apilos.platform.security.JetonInterne;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Doors of the issuer: programs show their secret on {@code /interne/**}, keys are public. */
@Configuration(proxyBeanMethods = false)
class JetonConfiguration {

    /** This service reads its own tokens with its own keys, without calling itself. */
    @Bean
    JwtDecoder jwtDecoder(Cles cles) {
        JWKSource<SecurityContext> source = (selecteur, _) -> selecteur.select(cles.publiques());
        var lecteur = NimbusJwtDecoder.withJwkSource(source)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        lecteur.setJwtValidator(JetonInterne.exigences());
        return lecteur;
    }

    @Bean
    @Order(1)
    @ConditionalOnWebApplication
    SecurityFilterChain programmes(HttpSecurity http, ClientsAutorises clients, JsonMapper json) throws Exception {
        return http.securityMatcher("/interne/**", "/oauth2/jwks")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterAt(new SecretPartage(clients), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(regles -> regles.requestMatchers("/oauth2/jwks")
                        .permitAll()
                        .requestMatchers("/interne/jetons/service")
                        .authenticated()
                        .anyRequest()
                        .hasAuthority("gateway"))
                .exceptionHandling(erreurs -> erreurs.authenticationEntryPoint((_, reponse, _) ->
                                refuser(reponse, json, ErreurCommune.NON_CONNECTE, "Secret de service absent ou faux."))
                        .accessDeniedHandler((_, reponse, _) -> refuser(
                                reponse, json, ErreurCommune.INTERDIT, "Cette adresse est réservée à la passerelle.")))
                .build();
    }

    private static void refuser(HttpServletResponse reponse, JsonMapper json, ErreurCommune code, String detail)
            throws IOException {
        reponse.setStatus(code.statut().value());
        reponse.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        reponse.setCharacterEncoding(StandardCharsets.UTF_8);
        json.writeValue(reponse.getOutputStream(), ReponseErreur.probleme(code, detail));
    }

    private static final class SecretPartage extends OncePerRequestFilter {
        private final ClientsAutorises clients;

        SecretPartage(ClientsAutorises clients) {
            this.clients = clients;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest requete, HttpServletResponse reponse, FilterChain chaine)
                throws ServletException, IOException {
            clients.reconnaitre(requete.getHeader(HttpHeaders.AUTHORIZATION)).ifPresent(nom -> {
                var contexte = SecurityContextHolder.createEmptyContext();
                contexte.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        nom, null, AuthorityUtils.createAuthorityList(nom)));
                SecurityContextHolder.setContext(contexte);
            });
            chaine.doFilter(requete, reponse);
        }
    }
}
