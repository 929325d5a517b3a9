package fr.gouv.apilos.habilitation.referentiel;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.JetonDeService;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/** Finds, or makes, in the référentiel the entity a SIAP habilitation names (05 §8.1, §8.2). The PUT may be repeated. */
@Component
public class Rapprochement {

    private static final Logger LOG = LoggerFactory.getLogger(Rapprochement.class);
    private static final Duration DELAI = Duration.ofSeconds(3);

    private final RestClient http;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "referentiel",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(10))
                    .recordException(Rapprochement::absence)
                    .build());
    private final Retry reprises = Retry.of(
            "referentiel",
            RetryConfig.custom()
                    .maxAttempts(3)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2))
                    .retryOnException(Rapprochement::absence)
                    .build());

    Rapprochement(
            RestClient.Builder http,
            JetonDeService jeton,
            @Value("${apilos.services.referentiel}") String referentiel) {
        this.http = ClientInterne.vers(http, referentiel, jeton.intercepteur(), DELAI, DELAI);
    }

    /**
     * A bailleur, made when unknown.
     *
     * @param champs SIAP's own field names (05 §8.1)
     */
    public UUID bailleur(Map<String, ?> champs) {
        return rapprocher("bailleur", champs);
    }

    /** An administration, made when unknown (05 §8.2). */
    public UUID administration(String code, String libelle) {
        return rapprocher("administration", Map.of("code", code, "libelle", libelle));
    }

    private UUID rapprocher(String quoi, Map<String, ?> champs) {
        try {
            var reponse = CircuitBreaker.decorateSupplier(
                            disjoncteur,
                            Retry.decorateSupplier(
                                    reprises,
                                    () -> http.put()
                                            .uri("/api/v1/rapprochements/" + quoi)
                                            .body(champs)
                                            .retrieve()
                                            .body(JsonNode.class)))
                    .get();
            if (reponse != null) {
                var entite = reponse.has("uuid") ? reponse : reponse.path(quoi);
                return UUID.fromString(entite.path("uuid").asString(""));
            }
        } catch (CallNotPermittedException | RestClientException | IllegalArgumentException e) {
            LOG.warn("The référentiel cannot give the {}: {}", quoi, e.toString());
        }
        throw new ErreurMetier(
                ErreurCommune.INDISPONIBLE,
                "Le référentiel des bailleurs et des administrations ne répond pas. Réessayez dans une minute.");
    }

    private static boolean absence(Throwable erreur) {
        return erreur instanceof ResourceAccessException || erreur instanceof HttpServerErrorException;
    }
}
