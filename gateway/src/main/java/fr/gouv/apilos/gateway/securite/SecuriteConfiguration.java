package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.TicketsCas;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apereo.cas.client.validation.Saml11TicketValidator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.cas.ServiceProperties;
import org.springframework.security.cas.authentication.CasAuthenticationProvider;
import org.springframework.security.cas.web.CasAuthenticationFilter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/** Who may come in, and what every answer carries. */
@Configuration(proxyBeanMethods = false)
class SecuriteConfiguration {

    /** Where Cerbère sends people back with their ticket. */
    static final String RETOUR_CAS = "/login/cas";

    private static final String[] OUVERTES = {
        "/",
        "/connexion",
        "/connexion/**",
        "/assets/**",
        "/actuator/health",
        "/actuator/health/**",
        "/error",
        "/erreur/**",
        "/accessibilite",
        "/mentions-legales",
        "/favicon.ico",
        "/robots.txt",
        "/accounts/**",
        RETOUR_CAS
    };

    private final String adresse;
    private final String cerbere;
    private final Limites limites;

    SecuriteConfiguration(
            @Value("${apilos.url}") String adresse,
            @Value("${apilos.cerbere}") String cerbere,
            @Value("${apilos.porte.corps-max}") long corpsMax,
            @Value("${apilos.porte.connexions-par-minute}") long connexions,
            @Value("${apilos.porte.api-par-seconde}") long api,
            Clock horloge) {
        this.adresse = adresse;
        this.cerbere = cerbere.replaceAll("/+$", "");
        this.limites = new Limites(corpsMax, connexions, api, horloge);
    }

    @Scheduled(fixedDelay = 300_000)
    void oublierLesAppelantsSilencieux() {
        limites.oublier();
    }

    @Bean
    FilterRegistrationBean<JournalDesAcces> journalDesAcces() {
        var filtre = new FilterRegistrationBean<>(new JournalDesAcces());
        // Inside the session filter of Spring Session, so that it can say who.
        filtre.setOrder(Ordered.HIGHEST_PRECEDENCE + 60);
        return filtre;
    }

    @Bean
    SecurityFilterChain porte(HttpSecurity http, Habilitations habilitations, TicketsCas tickets, JsonMapper json)
            throws Exception {
        var service = new ServiceProperties();
        service.setService(adresse + RETOUR_CAS);
        var retour = new RetourApresConnexion();
        var cas = filtreCas(service, new OuvertureDeSession(habilitations, tickets, retour));
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(anonyme -> {})
                .authorizeHttpRequests(regles -> regles.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OUVERTES)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new DeconnexionCerbere(tickets), LogoutFilter.class)
                .addFilterBefore(new EcrituresTierces(origine(adresse)), LogoutFilter.class)
                .addFilterBefore(limites, DeconnexionCerbere.class)
                .addFilter(cas)
                .logout(sortie -> sortie.logoutUrl("/deconnexion")
                        .invalidateHttpSession(true)
                        .deleteCookies("apilos_session")
                        .addLogoutHandler((requete, reponse, qui) -> Connexion.de(requete.getSession(false))
                                .ifPresent(connexion -> habilitations.oublier(connexion.utilisateur())))
                        .logoutSuccessUrl(cerbere + "/logout?service="
                                + java.net.URLEncoder.encode(adresse + "/", StandardCharsets.UTF_8)))
                .exceptionHandling(erreurs -> erreurs.authenticationEntryPoint(
                        (requete, reponse, erreur) -> demander(requete, reponse, retour, json)))
                .headers(entetes -> entetes.contentSecurityPolicy(
                                politique -> politique.policyDirectives("default-src 'self'; img-src 'self' data:;"
                                        + " object-src 'none'; base-uri 'self'; frame-ancestors 'self';"
                                        + " form-action 'self' " + origine(cerbere)))
                        .referrerPolicy(politique -> politique.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                        .frameOptions(cadre -> cadre.sameOrigin())
                        .cacheControl(cache -> cache.disable())
                        .permissionsPolicyHeader(
                                politique -> politique.policy("camera=(), geolocation=(), microphone=(), payment=()"))
                        .httpStrictTransportSecurity(
                                hsts -> hsts.includeSubDomains(false).maxAgeInSeconds(31_536_000)))
                .build();
    }

    private CasAuthenticationFilter filtreCas(ServiceProperties service, OuvertureDeSession suite) throws Exception {
        var fournisseur = new CasAuthenticationProvider();
        fournisseur.setServiceProperties(service);
        // Cerbère answers SAML 1.1 (04 §7.2); the ticket still arrives under the plain CAS name.
        fournisseur.setTicketValidator(new Saml11TicketValidator(cerbere));
        fournisseur.setKey("apilos-gateway");
        fournisseur.setAuthenticationUserDetailsService(jeton -> User.withUsername(jeton.getName())
                .password("")
                .authorities(AuthorityUtils.createAuthorityList("ROLE_CONNECTE"))
                .build());
        fournisseur.afterPropertiesSet();
        AuthenticationManager gestionnaire = new ProviderManager(List.of(fournisseur));
        var filtre = new CasAuthenticationFilter();
        filtre.setFilterProcessesUrl(RETOUR_CAS);
        filtre.setServiceProperties(service);
        filtre.setAuthenticationManager(gestionnaire);
        filtre.setSessionAuthenticationStrategy(new ChangeSessionIdAuthenticationStrategy());
        filtre.setSecurityContextRepository(new DelegatingSecurityContextRepository(
                new RequestAttributeSecurityContextRepository(), new HttpSessionSecurityContextRepository()));
        filtre.setAuthenticationSuccessHandler(suite);
        filtre.setAuthenticationFailureHandler((requete, reponse, erreur) -> reponse.sendRedirect("/connexion?echec"));
        filtre.afterPropertiesSet();
        return filtre;
    }

    /** Nobody is signed in: a page leads to sign-in and comes back, a program gets a problem. */
    private static void demander(
            HttpServletRequest requete, HttpServletResponse reponse, RetourApresConnexion retour, JsonMapper json)
            throws IOException {
        if (requete.getHeader("HX-Request") != null) {
            reponse.setHeader("HX-Redirect", "/connexion");
            reponse.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        if (ReponseErreur.veutUnePage(requete)) {
            retour.garder(requete, reponse);
            reponse.sendRedirect("/connexion");
            return;
        }
        reponse.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        reponse.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        reponse.setCharacterEncoding(StandardCharsets.UTF_8);
        json.writeValue(
                reponse.getOutputStream(),
                ReponseErreur.probleme(ErreurCommune.NON_CONNECTE, "Connectez-vous pour continuer."));
    }

    private static String origine(String adresse) {
        var uri = URI.create(adresse);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
