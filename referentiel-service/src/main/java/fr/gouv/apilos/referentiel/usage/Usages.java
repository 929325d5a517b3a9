package fr.gouv.apilos.referentiel.usage;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.JetonDeService;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks convention-service, gives up within a second: the page is then shown without the figure. */
@Component
public class Usages {

    private static final Logger LOG = LoggerFactory.getLogger(Usages.class);

    private final RestClient http;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "usages",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(15))
                    .recordException(e -> e instanceof ResourceAccessException || e instanceof HttpServerErrorException)
                    .build());

    Usages(
            RestClient.Builder http,
            JetonDeService jeton,
            @Value("${apilos.services.convention}") String adresse,
            @Value("${apilos.usages.delai:1s}") Duration delai) {
        this.http = ClientInterne.vers(http, adresse, jeton.intercepteur(), delai, delai);
    }

    /**
     * Conventions of one entity.
     *
     * @param aVenir not validated yet: they still follow the sheet (03 R-B5.5)
     */
    public record Usage(long aVenir, long total) {}

    /** Of a bailleur; empty when nobody answers in time. */
    public Optional<Usage> deBailleur(UUID uuid) {
        return demander("bailleurs", uuid);
    }

    /** Of an administration; empty when nobody answers in time. */
    public Optional<Usage> dAdministration(UUID uuid) {
        return demander("administrations", uuid);
    }

    private Optional<Usage> demander(String quoi, UUID uuid) {
        try {
            return Optional.ofNullable(CircuitBreaker.decorateSupplier(
                            disjoncteur,
                            () -> http.get()
                                    .uri("/api/v1/usages/{quoi}/{uuid}", quoi, uuid)
                                    .retrieve()
                                    .body(Usage.class))
                    .get());
        } catch (RestClientException | CallNotPermittedException | ErreurMetier e) {
            LOG.debug("No figure of usage: {}", e.toString());
            return Optional.empty();
        }
    }
}
