package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.JetonDeService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks convention-service what a diagnosis needs of it; a diagnosis is told without that when it is away. */
@Component
class Conventions {

    private static final Logger LOG = LoggerFactory.getLogger(Conventions.class);
    private static final Duration CONNEXION = Duration.ofSeconds(2);
    /** An opération asks SIAP and this very service for its recipients. */
    private static final Duration LECTURE = Duration.ofSeconds(10);

    private final RestClient http;

    Conventions(RestClient.Builder http, JetonDeService jeton, @Value("${apilos.services.convention}") String adresse) {
        this.http = ClientInterne.vers(http, adresse, jeton.intercepteur(), CONNEXION, LECTURE);
    }

    /** The part of the answer used here. */
    private record Usage(long total) {}

    /** A bailleur with programmes under an administration. */
    record BailleurGere(UUID uuid, String nom, String siren) {}

    /** One change of status. */
    record Interaction(@Nullable String email, String statut, Instant creeLe) {}

    /** A convention, with the addresses its mails would go to and who acted last. */
    record ConventionSuivie(
            UUID uuid,
            String statut,
            List<String> bailleurs,
            List<String> instructeurs,
            List<Interaction> interactions) {}

    /** A programme of an opération. */
    record ProgrammeSuivi(
            String nom,
            @Nullable String bailleur,
            @Nullable String siren,
            @Nullable String administration,
            List<ConventionSuivie> conventions) {}

    /** How many conventions; empty when nobody answers in time. */
    Optional<Long> dAdministration(UUID uuid) {
        return demander("/api/v1/usages/administrations/{uuid}", new ParameterizedTypeReference<Usage>() {}, uuid)
                .map(Usage::total);
    }

    /** The bailleurs of the programmes of an administration; empty when nobody answers in time. */
    Optional<List<BailleurGere>> bailleurs(UUID uuid) {
        return demander(
                "/api/v1/diagnostics/administrations/{uuid}/bailleurs", new ParameterizedTypeReference<>() {}, uuid);
    }

    /** The programmes of an opération; empty when nobody answers in time. */
    Optional<List<ProgrammeSuivi>> operation(String numero) {
        return demander("/api/v1/diagnostics/operations/{numero}", new ParameterizedTypeReference<>() {}, numero);
    }

    private <T> Optional<T> demander(String chemin, ParameterizedTypeReference<T> type, Object variable) {
        try {
            return Optional.ofNullable(
                    http.get().uri(chemin, variable).retrieve().body(type));
        } catch (RestClientException | ErreurMetier e) {
            LOG.info("convention-service does not say: {}", e.toString());
            return Optional.empty();
        }
    }
}
