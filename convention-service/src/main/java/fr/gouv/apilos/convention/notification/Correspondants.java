package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.JetonDeService;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Asks habilitation-service who may be written to. Whatever it throws, the mail is tried again later. */
@Component
class Correspondants {

    private final RestClient http;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "correspondants",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(10))
                    .build());

    Correspondants(
            RestClient.Builder http,
            JetonDeService jeton,
            @Value("${apilos.services.habilitation}") String adresse,
            @Value("${apilos.habilitation.delai:3s}") Duration delai) {
        this.http = ClientInterne.vers(http, adresse, jeton.intercepteur(), delai, delai);
    }

    private record Demande(
            @Nullable UUID bailleur,
            @Nullable UUID administration,
            Collection<UUID> utilisateurs,
            Collection<String> adresses) {}

    /**
     * One account.
     *
     * @param preference {@code TOUS}, {@code PARTIEL} or {@code AUCUN}
     * @param roles sides of its roles in force: {@code BAILLEUR}, {@code INSTRUCTEUR}, {@code ADMINISTRATEUR}
     * @param rolesSurPlace the same, of the bailleur or the administration asked for
     */
    record Personne(
            UUID utilisateur,
            String email,
            String emailSecondaire,
            String preference,
            Set<String> roles,
            Set<String> rolesSurPlace) {}

    /** Accounts with a role on the bailleur, and those named. */
    List<Personne> duBailleur(@Nullable UUID bailleur, Collection<UUID> utilisateurs) {
        return demander(new Demande(bailleur, null, utilisateurs, List.of()));
    }

    /** Accounts with a role on the administration, those named, and those of these addresses. */
    List<Personne> deLAdministration(
            @Nullable UUID administration, Collection<UUID> utilisateurs, Collection<String> adresses) {
        return demander(new Demande(null, administration, utilisateurs, adresses));
    }

    private List<Personne> demander(Demande demande) {
        var personnes = CircuitBreaker.decorateSupplier(
                        disjoncteur,
                        () -> http.post()
                                .uri("/api/v1/correspondants")
                                .body(demande)
                                .retrieve()
                                .body(new ParameterizedTypeReference<List<Personne>>() {}))
                .get();
        return personnes == null ? List.of() : personnes;
    }
}
