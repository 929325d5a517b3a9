package fr.gouv.apilos.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.stripPrefix;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.filter.CircuitBreakerFilterFunctions.circuitBreaker;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import fr.gouv.apilos.gateway.session.Detours;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.filter.FormFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Path by path, the service that answers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class RoutesConfiguration {

    @Bean
    FilterRegistrationBean<JetonDeRequete> jetonDeRequete(Habilitations habilitations, Detours detours) {
        var filtre = new FilterRegistrationBean<>(new JetonDeRequete(habilitations, detours));
        // After the security chain: nobody anonymous gets this far on a protected path.
        filtre.setOrder(Ordered.LOWEST_PRECEDENCE - 10);
        return filtre;
    }

    @Bean
    FilterRegistrationBean<ChoixDansLAdresse> choixDansLAdresse(Habilitations habilitations) {
        var filtre = new FilterRegistrationBean<>(new ChoixDansLAdresse(habilitations));
        // Before the token of the request is got.
        filtre.setOrder(Ordered.LOWEST_PRECEDENCE - 20);
        return filtre;
    }

    @Bean
    FormFilter formFilter() {
        return new FormulairesRelayes();
    }

    @Bean
    RequestHttpHeadersFilter versLesServices(@Value("${apilos.url}") String adresse) {
        return new EntetesVersLesServices(URI.create(adresse));
    }

    @Bean
    ResponseHttpHeadersFilter desServices() {
        return new EntetesDesServices();
    }

    /** The client behind the door is one for everybody: what a service sets in the browser of one is kept for nobody. */
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> sansTemoins() {
        return client -> client.withHttpClientCustomizer(HttpClientBuilder::disableCookieManagement);
    }

    @Bean
    RouterFunction<ServerResponse> versLaConvention(@Value("${apilos.services.convention}") String adresse) {
        return vers(
                        "convention",
                        adresse,
                        List.of(
                                "/conventions",
                                "/conventions/**",
                                "/upload/**",
                                "/operations",
                                "/operations/**",
                                "/api/v1/conventions/**",
                                "/api/v1/conventions",
                                "/api/v1/operations/**",
                                "/api-siap/v0/convention_kpi",
                                "/api-siap/v0/convention_kpi/",
                                "/api-siap/v0/operation/**",
                                "/api-siap/v0/close_operation/**",
                                "/api-siap/v0/cancel_operation/**"))
                .and(exploitation("convention", adresse));
    }

    /** Below the conventions for its users, beside the indices for its owner. */
    @Bean
    @Order(-1)
    RouterFunction<ServerResponse> versLeSimulateur(@Value("${apilos.services.referentiel}") String adresse) {
        return vers("simulateur-de-loyer", "referentiel", adresse, List.of("/conventions/simulateur-de-loyer"));
    }

    @Bean
    RouterFunction<ServerResponse> versLeReferentiel(@Value("${apilos.services.referentiel}") String adresse) {
        return vers(
                        "referentiel",
                        adresse,
                        List.of(
                                "/bailleurs/**",
                                "/administrations/**",
                                "/apilos_settings",
                                "/apilos_settings/",
                                "/apilos_settings/bailleurs/**",
                                "/apilos_settings/administrations/**",
                                "/apilos_settings/delegataires/**",
                                "/apilos_settings/transferts/**",
                                "/apilos_settings/imports/**",
                                "/apilos_settings/indices/**",
                                "/search/**",
                                "/api/v1/territoires/**",
                                "/api/v1/indices/**"))
                .and(exploitation("referentiel", adresse));
    }

    @Bean
    RouterFunction<ServerResponse> versLesHabilitations(
            @Value("${apilos.services.habilitation}") String adresse,
            SessionsOuvertes sessions,
            Habilitations habilitations) {
        return vers(
                        "habilitation",
                        adresse,
                        List.of(
                                "/compte/**",
                                "/apilos_settings/profile/**",
                                "/apilos_settings/users/**",
                                "/apilos_settings/audit/**",
                                "/api/v1/utilisateurs/**"))
                .and(exploitation("habilitation", adresse))
                .filter(new SessionsATerminer(sessions, habilitations));
    }

    @Bean
    RouterFunction<ServerResponse> versLesDocuments(@Value("${apilos.services.document}") String adresse) {
        return vers(
                        "document",
                        adresse,
                        List.of(
                                "/apilos_settings/modeles",
                                "/apilos_settings/modeles/**",
                                "/verification",
                                "/verification/**",
                                "/contact",
                                "/contact/"))
                .and(exploitation("document", adresse));
    }

    private static RouterFunction<ServerResponse> vers(String service, String adresse, List<String> chemins) {
        return vers(service, service, adresse, chemins);
    }

    private static RouterFunction<ServerResponse> vers(
            String route, String service, String adresse, List<String> chemins) {
        RequestPredicate predicat = chemins.stream()
                .map(RequestPredicates::path)
                .reduce(RequestPredicate::or)
                .orElseThrow();
        return route(route)
                .route(predicat, http())
                .before(uri(adresse))
                .filter(circuitBreaker(
                        config -> config.setId(service).setFallbackUri("forward:/erreur/service/" + service)))
                .build();
    }

    /** Operators reach administration, measures and descriptions of a service through the same door, staff only. */
    private static RouterFunction<ServerResponse> exploitation(String service, String adresse) {
        var racine = "/exploitation/" + service;
        return route("exploitation-" + service)
                .route(
                        path(racine + "/admin/**")
                                .or(path(racine + "/actuator/**"))
                                .or(path(racine + "/v3/api-docs/**")),
                        http())
                .before(stripPrefix(2))
                .before(uri(adresse))
                .filter(circuitBreaker(
                        config -> config.setId(service).setFallbackUri("forward:/erreur/service/" + service)))
                .build();
    }
}
