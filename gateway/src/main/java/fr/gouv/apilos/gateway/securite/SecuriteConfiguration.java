package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.SessionsOidc;
import fr.gouv.apilos.gateway.session.TicketsCas;
import fr.gouv.apilos.gateway.siap.PorteDeSiap;
import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import org.apereo.cas.client.validation.Saml11TicketValidator;
import org.apereo.cas.client.validation.TicketValidationException;
import org.apereo.cas.client.validation.TicketValidator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.cas.ServiceProperties;
import org.springframework.security.cas.authentication.CasAuthenticationProvider;
import org.springframework.security.cas.web.CasAuthenticationFilter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/** Who may come in, and what every answer carries. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(OidcProprietes.class)
class SecuriteConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecuriteConfiguration.class);

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
        "/accessibilite",
        "/affichage",
        "/mentions-legales",
        "/favicon.ico",
        "/robots.txt",
        "/accounts/**",
        "/verification",
        "/verification/**",
        "/contact",
        "/contact/",
        RETOUR_CAS,
        PorteOidc.RETOUR
    };

    /** Operators' pages, here and behind. */
    private static final String[] EXPLOITATION = {"/exploitation/**", "/actuator/**", "/admin/**", "/v3/api-docs/**"};

    private static final String MESURES = "/actuator/prometheus";
    private static final int ATTENTE_CERBERE = 5_000;
    private static final long DECALAGE_TOLERE = 60_000;
    private static final int TEMPS_MAX_CERBERE = 10_000;

    private final String adresse;
    private final String cerbere;
    private final String jetonDeMesures;
    private final Limites limites;
    private final OidcProprietes oidc;
    private final Environnement environnement;

    SecuriteConfiguration(
            @Value("${apilos.url}") String adresse,
            @Value("${apilos.cerbere}") String cerbere,
            @Value("${apilos.porte.corps-max}") long corpsMax,
            @Value("${apilos.porte.connexions-par-minute}") long connexions,
            @Value("${apilos.porte.api-par-seconde}") long api,
            @Value("${METRICS_TOKEN:}") String jetonDeMesures,
            OidcProprietes oidc,
            Environnement environnement,
            Clock horloge) {
        this.oidc = oidc;
        this.environnement = environnement;
        this.adresse = adresse.replaceAll("/+$", "");
        this.jetonDeMesures = jetonDeMesures;
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

    /** A cookie that travels on https alone, as soon as the platform is opened by https. */
    @Bean
    DefaultCookieSerializerCustomizer cookieDeSession() {
        return cookie -> cookie.setUseSecureCookie(enHttps());
    }

    private boolean enHttps() {
        return adresse.startsWith("https:");
    }

    /** Sign-in with an OpenID Connect provider, where the configuration names one. */
    @Bean
    @ConditionalOnExpression("!'${apilos.oidc.issuer:}'.isBlank()")
    PorteOidc porteOidc(
            Habilitations habilitations, SessionsOidc sessions, Entree entree, JsonMapper json, Clock horloge) {
        return new PorteOidc(
                oidc,
                new FournisseurOidc(oidc, adresse + PorteOidc.RETOUR, horloge),
                adresse + "/",
                habilitations,
                sessions,
                entree,
                json);
    }

    /** Programs of SIAP: a token of theirs at each call, no session, nothing of a browser (04 R79, 05 D13). */
    @Bean
    @Order(1)
    SecurityFilterChain pourLesProgrammesDeSiap(HttpSecurity http, PorteDeSiap porte) throws Exception {
        return http.securityMatcher("/api-siap/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(limites, LogoutFilter.class)
                .addFilterAfter(porte, Limites.class)
                .authorizeHttpRequests(regles -> regles.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    @Bean
    SecurityFilterChain porte(
            HttpSecurity http,
            Habilitations habilitations,
            Entree entree,
            TicketsCas tickets,
            ObjectProvider<PorteOidc> porteOidc,
            JsonMapper json)
            throws Exception {
        var service = new ServiceProperties();
        service.setService(adresse + RETOUR_CAS);
        var retour = new RetourApresConnexion(origine(adresse));
        var cas = filtreCas(service, new OuvertureDeSession(habilitations, tickets, entree));
        var parOidc = porteOidc.getIfAvailable();
        if (parOidc != null) {
            http.addFilterBefore(parOidc.deconnexion(), LogoutFilter.class)
                    .addFilterBefore(parOidc.depart(), CasAuthenticationFilter.class)
                    .addFilterBefore(parOidc.retour(), CasAuthenticationFilter.class);
        }
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(anonyme -> {})
                .authorizeHttpRequests(regles -> regles.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OUVERTES)
                        .permitAll()
                        .requestMatchers(EXPLOITATION)
                        .access((_, contexte) -> new AuthorizationDecision(exploitant(contexte.getRequest())))
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new DeconnexionCerbere(tickets), LogoutFilter.class)
                .addFilterBefore(new EcrituresTierces(origine(adresse)), LogoutFilter.class)
                .addFilterBefore(limites, DeconnexionCerbere.class)
                .addFilter(cas)
                // By a form alone (04 D26): a link, an image or a prefetch would end a session nobody meant to leave.
                .logout(sortie -> sortie.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/deconnexion"))
                        .invalidateHttpSession(true)
                        .deleteCookies("apilos_session")
                        .addLogoutHandler((requete, reponse, qui) -> JournalDesConnexions.sortie(requete))
                        .addLogoutHandler((requete, reponse, qui) -> Connexion.de(requete.getSession(false))
                                .ifPresent(connexion -> habilitations.oublier(connexion.utilisateur())))
                        .addLogoutHandler(SecuriteConfiguration::retenirLOrigine)
                        .logoutSuccessHandler((requete, reponse, qui) ->
                                reponse.sendRedirect(sortie(requete, parOidc == null ? null : parOidc.sortie()))))
                .exceptionHandling(erreurs -> erreurs.authenticationEntryPoint(
                        (requete, reponse, erreur) -> demander(requete, reponse, retour, json)))
                .headers(entetes -> entetes.contentSecurityPolicy(
                                politique -> politique.policyDirectives("default-src 'self'; img-src 'self' data:;"
                                        + " object-src 'none'; base-uri 'self'; frame-ancestors 'self';"
                                        + " form-action 'self' " + identifiants()))
                        .referrerPolicy(politique -> politique.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                        .frameOptions(cadre -> cadre.sameOrigin())
                        .cacheControl(cache -> cache.disable())
                        .addHeaderWriter(SecuriteConfiguration::reserverAuLecteur)
                        .addHeaderWriter((_, reponse) -> taireAuxMoteurs(reponse))
                        .permissionsPolicyHeader(
                                politique -> politique.policy("camera=(), geolocation=(), microphone=(), payment=()"))
                        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false)
                                .maxAgeInSeconds(31_536_000)
                                .requestMatcher(_ -> enHttps())))
                .build();
    }

    /** Hosts a form may lead to: those that identify people, where signing out ends. */
    private String identifiants() {
        return origine(cerbere) + (oidc.ouverte() ? " " + origine(oidc.issuer()) : "");
    }

    private boolean exploitant(HttpServletRequest requete) {
        if (Connexion.de(requete.getSession(false)).filter(Connexion::staff).isPresent()) {
            return true;
        }
        // Prometheus has no session: it shows a fixed token, good for metrics alone.
        var montre = requete.getHeader(HttpHeaders.AUTHORIZATION);
        return !jetonDeMesures.isEmpty()
                && MESURES.equals(requete.getRequestURI())
                && montre != null
                && MessageDigest.isEqual(
                        montre.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + jetonDeMesures).getBytes(StandardCharsets.UTF_8));
    }

    /** Pages name people and rents: no shared cache keeps them, and a browser asks again after sign-out. */
    private static void reserverAuLecteur(HttpServletRequest requete, HttpServletResponse reponse) {
        if (!reponse.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            reponse.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
    }

    /** 04 R70: outside production no search engine keeps a page, however it came to it. */
    private void taireAuxMoteurs(HttpServletResponse reponse) {
        if (!environnement.estProduction()) {
            reponse.setHeader("X-Robots-Tag", "noindex, nofollow");
        }
    }

    private static void retenirLOrigine(
            HttpServletRequest requete, HttpServletResponse reponse, @Nullable Authentication qui) {
        var session = requete.getSession(false);
        if (session != null) {
            requete.setAttribute(Entree.ORIGINE, session.getAttribute(Entree.ORIGINE));
            requete.setAttribute(EntreeOidc.JETON, session.getAttribute(EntreeOidc.JETON));
        }
    }

    /** R59: whoever identified the person is left too; those with a password are back at the door. */
    private String sortie(HttpServletRequest requete, @Nullable SortieOidc parOidc) {
        var origine = requete.getAttribute(Entree.ORIGINE);
        if (parOidc != null
                && Entree.Origine.OIDC.name().equals(origine)
                && requete.getAttribute(EntreeOidc.JETON) instanceof String jeton) {
            return parOidc.adresse(jeton);
        }
        return origine != null && !Entree.Origine.CERBERE.name().equals(origine)
                ? "/"
                : cerbere + "/logout?service=" + URLEncoder.encode(adresse + "/", StandardCharsets.UTF_8);
    }

    /** Cerbère being away is a sign-in that failed, not an error of ours. */
    private static TicketValidator sansPanne(TicketValidator validateur) {
        return (ticket, service) -> {
            try {
                return validateur.validate(ticket, service);
            } catch (RuntimeException e) {
                LOG.warn("Cerbère could not be asked about a ticket: {}", e.toString());
                throw new TicketValidationException("Cerbère could not be asked", e);
            }
        };
    }

    /** Cerbère answers SAML 1.1 (04 §7.2); the ticket still arrives under the plain CAS name. */
    private Saml11TicketValidator validateur() {
        var validateur = new Saml11TicketValidator(cerbere);
        validateur.setTolerance(DECALAGE_TOLERE);
        validateur.setURLConnectionFactory(connexion -> {
            connexion.setConnectTimeout(ATTENTE_CERBERE);
            connexion.setReadTimeout(TEMPS_MAX_CERBERE);
            return (HttpURLConnection) connexion;
        });
        return validateur;
    }

    private CasAuthenticationFilter filtreCas(ServiceProperties service, OuvertureDeSession suite) throws Exception {
        var fournisseur = new CasAuthenticationProvider();
        fournisseur.setServiceProperties(service);
        fournisseur.setTicketValidator(sansPanne(validateur()));
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
        filtre.setAuthenticationFailureHandler((requete, reponse, erreur) -> {
            JournalDesConnexions.refus(Entree.Origine.CERBERE, "TICKET_REFUSE");
            reponse.sendRedirect("/connexion?echec");
        });
        filtre.afterPropertiesSet();
        return filtre;
    }

    /** Nobody is signed in: a page leads to sign-in and comes back, a program gets a problem. */
    private static void demander(
            HttpServletRequest requete, HttpServletResponse reponse, RetourApresConnexion retour, JsonMapper json)
            throws IOException {
        if (requete.getHeader("HX-Request") != null) {
            retour.garderLaPage(requete, reponse);
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

    static String origine(String adresse) {
        var uri = URI.create(adresse);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
