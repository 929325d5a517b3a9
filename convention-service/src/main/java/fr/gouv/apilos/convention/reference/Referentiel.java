package fr.gouv.apilos.convention.reference;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.JetonDeService;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/** Calls referentiel-service: pages to rebuild the copies, and the entity SIAP names. Every call may be repeated. */
@Component
public class Referentiel {

    private static final int TAILLE = 1000;
    private static final Map<Integer, ErreurCommune> REFUS =
            Map.of(409, ErreurCommune.CONFLIT, 422, ErreurCommune.INVALIDE);

    private final RestClient http;
    private final References references;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "referentiel",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(10))
                    .recordException(Referentiel::absence)
                    .build());
    private final Bulkhead cloison = Bulkhead.of(
            "referentiel", BulkheadConfig.custom().maxConcurrentCalls(10).build());
    private final Retry reprises = Retry.of(
            "referentiel",
            RetryConfig.custom()
                    .maxAttempts(3)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2))
                    .retryOnException(Referentiel::absence)
                    .build());

    Referentiel(
            RestClient.Builder http,
            JetonDeService jeton,
            References references,
            @Value("${apilos.services.referentiel}") String adresse,
            @Value("${apilos.referentiel.delai:3s}") Duration delai) {
        this.http = ClientInterne.vers(http, adresse, jeton.intercepteur(), delai, delai);
        this.references = references;
    }

    private record Page<T>(List<T> elements, @Nullable UUID suivant) {}

    /**
     * How many copies a rebuild changed.
     *
     * @param lus entities read
     */
    public record Bilan(int lus, int changes) {}

    /**
     * Reads everything again.
     *
     * @throws ErreurMetier 503 when referentiel-service is away; what was read is kept, and the call may be repeated
     */
    public Bilan reconstruire() {
        int lus = 0;
        int changes = 0;
        @Nullable UUID apres = null;
        do {
            var page = page("/api/v1/bailleurs", apres, new ParameterizedTypeReference<Page<Bailleur>>() {});
            lus += page.elements().size();
            changes += references.retenirBailleurs(page.elements());
            apres = page.suivant();
        } while (apres != null);
        do {
            var page =
                    page("/api/v1/administrations", apres, new ParameterizedTypeReference<Page<Administration>>() {});
            lus += page.elements().size();
            changes += references.retenirAdministrations(page.elements());
            apres = page.suivant();
        } while (apres != null);
        return new Bilan(lus, changes);
    }

    /**
     * Messages told again, in their order.
     *
     * @param derniere greatest number given so far
     */
    record Changements(List<Redite> elements, long derniere) {}

    /** One message told again: its type and its body. */
    record Redite(long sequence, String type, JsonNode message) {}

    /** What a copy is compared with. */
    record Empreinte(long nombre, String sha256) {}

    /** The changes after a number. */
    Changements changements(long depuis, int taille) {
        return appeler(() -> http.get()
                .uri("/api/v1/changements?depuis={depuis}&taille={taille}", depuis, taille)
                .retrieve()
                .body(Changements.class));
    }

    /** What the owner holds: of {@code bailleurs} or of {@code administrations}. */
    Empreinte empreinte(String quoi) {
        return appeler(() ->
                http.get().uri("/api/v1/{quoi}/empreinte", quoi).retrieve().body(Empreinte.class));
    }

    /**
     * The bailleur SIAP names, made when unknown; its copy is kept here at once.
     *
     * @param champs SIAP's own field names (05 §8.1)
     * @throws ErreurMetier 422 or 409 as referentiel-service refuses the data of SIAP, 503 when it is away
     */
    public Bailleur rapprocherBailleur(Map<String, ?> champs) {
        var bailleur = appeler(() -> http.put()
                .uri("/api/v1/rapprochements/bailleur")
                .body(champs)
                .retrieve()
                .body(Bailleur.class));
        references.retenirBailleurs(List.of(bailleur));
        return bailleur;
    }

    /**
     * The administration SIAP names, made when unknown; its copy is kept here at once (05 §8.2).
     *
     * @param libelle its name, needed when it is unknown
     * @throws ErreurMetier 422 or 409 as referentiel-service refuses the data of SIAP, 503 when it is away
     */
    public Administration rapprocherAdministration(String code, @Nullable String libelle) {
        var administration = appeler(() -> http.put()
                .uri("/api/v1/rapprochements/administration")
                .body(Map.of("code", code, "libelle", libelle == null ? "" : libelle))
                .retrieve()
                .body(Administration.class));
        references.retenirAdministrations(List.of(administration));
        return administration;
    }

    private <T> Page<T> page(String chemin, @Nullable UUID apres, ParameterizedTypeReference<Page<T>> type) {
        return appeler(() -> http.get()
                .uri(uri -> {
                    uri.path(chemin).queryParam("taille", TAILLE);
                    if (apres != null) {
                        uri.queryParam("apres", apres);
                    }
                    return uri.build();
                })
                .retrieve()
                .body(type));
    }

    private <T> T appeler(Supplier<@Nullable T> appel) {
        try {
            var reponse = Bulkhead.decorateSupplier(
                            cloison,
                            CircuitBreaker.decorateSupplier(disjoncteur, Retry.decorateSupplier(reprises, appel)))
                    .get();
            if (reponse != null) {
                return reponse;
            }
        } catch (HttpClientErrorException e) {
            throw refus(e);
        } catch (CallNotPermittedException | BulkheadFullException | RestClientException e) {
            throw absent(e);
        }
        throw absent(null);
    }

    /** What referentiel-service refuses, it says in French: its words reach the user. */
    private static ErreurMetier refus(HttpClientErrorException e) {
        var code = REFUS.get(e.getStatusCode().value());
        var probleme = code == null ? null : e.getResponseBodyAs(JsonNode.class);
        var detail = probleme == null ? "" : probleme.path("detail").asString("");
        return code == null || detail.isEmpty() ? absent(e) : new ErreurMetier(code, detail);
    }

    private static ErreurMetier absent(@Nullable Exception cause) {
        var erreur = new ErreurMetier(
                ErreurCommune.INDISPONIBLE,
                "Le référentiel des bailleurs et des administrations ne répond pas. Réessayez dans une minute.");
        if (cause != null) {
            erreur.initCause(cause);
        }
        return erreur;
    }

    private static boolean absence(Throwable erreur) {
        return erreur instanceof ResourceAccessException || erreur instanceof HttpServerErrorException;
    }
}
