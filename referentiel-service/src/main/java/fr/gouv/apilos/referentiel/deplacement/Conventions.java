package fr.gouv.apilos.referentiel.deplacement;

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
import java.util.List;
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

/** What is asked of convention-service, which owns the programmes. Every call may be repeated. */
@Component
class Conventions {

    private final RestClient http;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "conventions",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(5))
                    .recordException(Conventions::absence)
                    .build());
    private final Retry reprises = Retry.of(
            "conventions",
            RetryConfig.custom()
                    .maxAttempts(3)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2))
                    .retryOnException(Conventions::absence)
                    .build());

    Conventions(
            RestClient.Builder http,
            JetonDeService jeton,
            @Value("${apilos.services.convention}") String adresse,
            @Value("${apilos.conventions.delai:20s}") Duration delai) {
        this.http = ClientInterne.vers(http, adresse, jeton.intercepteur(), Duration.ofSeconds(3), delai);
    }

    /** A commune as a file names it. */
    record Commune(String codePostal, String commune) {}

    /** Which programmes. */
    record Criteres(
            @Nullable String departement,
            @Nullable List<Commune> communes,
            @Nullable UUID bailleur) {}

    /** What is asked. */
    record Demande(
            String champ,
            UUID vers,
            Criteres criteres,
            @Nullable String auteur) {}

    /** Programmes under one owner today. */
    record Actuel(@Nullable UUID uuid, long programmes) {}

    /** A convention that will move. */
    record Exemple(String commune, String nom, String operation, int logements, String financements) {}

    /** What would move. */
    record Apercu(long programmes, long conventions, long exclus, List<Actuel> actuels, List<Exemple> exemples) {}

    /** How far a move is. */
    record Avancement(int total, int faits, int refuses, int annules, int restants) {}

    /** One programme of a move. */
    record Ligne(
            int rang,
            UUID programme,
            String operation,
            String nom,
            String commune,
            @Nullable UUID de,
            String etat,
            @Nullable String raison) {}

    Apercu apercu(Demande demande) {
        return appeler(() -> http.post()
                .uri("/api/v1/deplacements/apercu")
                .body(demande)
                .retrieve()
                .body(Apercu.class));
    }

    Avancement creer(UUID id, Demande demande) {
        return appeler(() -> http.put()
                .uri("/api/v1/deplacements/{id}", id)
                .body(demande)
                .retrieve()
                .body(Avancement.class));
    }

    Avancement avancer(UUID id, int taille) {
        return appeler(() -> http.post()
                .uri("/api/v1/deplacements/{id}/avancer?taille={taille}", id, taille)
                .retrieve()
                .body(Avancement.class));
    }

    Avancement annuler(UUID id, int taille) {
        return appeler(() -> http.post()
                .uri("/api/v1/deplacements/{id}/annuler?taille={taille}", id, taille)
                .retrieve()
                .body(Avancement.class));
    }

    List<Ligne> lignes(UUID id, int apres, int taille) {
        return appeler(() -> http.get()
                .uri("/api/v1/deplacements/{id}/lignes?apres={apres}&taille={taille}", id, apres, taille)
                .retrieve()
                .body(new ParameterizedTypeReference<List<Ligne>>() {}));
    }

    private <T> T appeler(Supplier<@Nullable T> appel) {
        try {
            var reponse = CircuitBreaker.decorateSupplier(disjoncteur, Retry.decorateSupplier(reprises, appel))
                    .get();
            if (reponse != null) {
                return reponse;
            }
        } catch (HttpClientErrorException e) {
            throw refus(e);
        } catch (CallNotPermittedException | RestClientException e) {
            throw absent(e);
        }
        throw absent(null);
    }

    private static ErreurMetier refus(HttpClientErrorException e) {
        var probleme = e.getResponseBodyAs(JsonNode.class);
        var detail = probleme == null ? "" : probleme.path("detail").asString("");
        return e.getStatusCode().value() == 422 && !detail.isEmpty()
                ? new ErreurMetier(ErreurCommune.INVALIDE, detail)
                : absent(e);
    }

    private static ErreurMetier absent(@Nullable Exception cause) {
        var erreur = new ErreurMetier(
                ErreurCommune.INDISPONIBLE, "Le service des conventions ne répond pas. Réessayez dans une minute.");
        if (cause != null) {
            erreur.initCause(cause);
        }
        return erreur;
    }

    private static boolean absence(Throwable erreur) {
        return erreur instanceof ResourceAccessException || erreur instanceof HttpServerErrorException;
    }
}
