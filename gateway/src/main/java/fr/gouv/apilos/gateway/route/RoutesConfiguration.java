package fr.gouv.apilos.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.stripPrefix;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.filter.CircuitBreakerFilterFunctions.circuitBreaker;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.platform.correlation.Correlation;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Path by path, the service that answers. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    /** What a client must not be able to say to a service. */
    private static final Set<String> RETIREES =
            Set.of("cookie", "authorization", "x-user-id", "x-user", "x-correlation-id", "siap-authorization");

    @Bean
    FilterRegistrationBean<JetonDeRequete> jetonDeRequete(Habilitations habilitations) {
        var filtre = new FilterRegistrationBean<>(new JetonDeRequete(habilitations));
        // After the security chain: nobody anonymous gets this far on a protected path.
        filtre.setOrder(Ordered.LOWEST_PRECEDENCE - 10);
        return filtre;
    }

    /** Applies to every route: the internal token in, what the client claims out. */
    @Bean
    RequestHttpHeadersFilter identiteVersLesServices() {
        return new Identite();
    }

    private static final class Identite implements RequestHttpHeadersFilter, Ordered {
        @Override
        public HttpHeaders apply(HttpHeaders recus, ServerRequest requete) {
            var envoyes = new HttpHeaders();
            recus.forEach((nom, valeurs) -> {
                if (!RETIREES.contains(nom.toLowerCase(java.util.Locale.ROOT))) {
                    envoyes.addAll(nom, valeurs);
                }
            });
            if (requete.servletRequest().getAttribute(JetonDeRequete.ATTRIBUT) instanceof String jeton) {
                envoyes.setBearerAuth(jeton);
            }
            envoyes.set(Correlation.ENTETE, Correlation.courante());
            return envoyes;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }

    @Bean
    RouterFunction<ServerResponse> versLaConvention(@Value("${apilos.services.convention}") String adresse) {
        return vers(
                        "convention",
                        adresse,
                        List.of(
                                "/conventions",
                                "/conventions/**",
                                "/operations",
                                "/operations/**",
                                "/api/v1/conventions/**",
                                "/api/v1/conventions",
                                "/api/v1/operations/**"))
                .and(exploitation("convention", adresse));
    }

    @Bean
    RouterFunction<ServerResponse> versLeReferentiel(@Value("${apilos.services.referentiel}") String adresse) {
        return vers(
                        "referentiel",
                        adresse,
                        List.of("/bailleurs", "/bailleurs/**", "/administrations", "/administrations/**"))
                .and(exploitation("referentiel", adresse));
    }

    @Bean
    RouterFunction<ServerResponse> versLesHabilitations(@Value("${apilos.services.habilitation}") String adresse) {
        return vers("habilitation", adresse, List.of("/compte/**", "/utilisateurs", "/utilisateurs/**"))
                .and(exploitation("habilitation", adresse));
    }

    @Bean
    RouterFunction<ServerResponse> versLesDocuments(@Value("${apilos.services.document}") String adresse) {
        return exploitation("document", adresse);
    }

    private static RouterFunction<ServerResponse> vers(String service, String adresse, List<String> chemins) {
        RequestPredicate predicat = chemins.stream()
                .map(RequestPredicates::path)
                .reduce(RequestPredicate::or)
                .orElseThrow();
        return route(service)
                .route(predicat, http())
                .before(uri(adresse))
                .filter(circuitBreaker(
                        config -> config.setId(service).setFallbackUri("forward:/erreur/service/" + service)))
                .build();
    }

    /** Operators reach administration, measures and descriptions of a service through the same door, staff only. */
    private static RouterFunction<ServerResponse> exploitation(String service, String adresse) {
        return route("exploitation-" + service)
                .route(path("/exploitation/" + service + "/**"), http())
                .before(stripPrefix(2))
                .before(uri(adresse))
                .filter(circuitBreaker(
                        config -> config.setId(service).setFallbackUri("forward:/erreur/service/" + service)))
                .build();
    }
}
