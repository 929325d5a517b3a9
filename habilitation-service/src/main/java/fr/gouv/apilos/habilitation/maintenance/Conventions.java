package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.JetonDeService;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks convention-service how many conventions an administration has; a diagnosis is told without the figure when it is away. */
@Component
class Conventions {

    private static final Logger LOG = LoggerFactory.getLogger(Conventions.class);
    private static final Duration DELAI = Duration.ofSeconds(2);

    private final RestClient http;

    Conventions(RestClient.Builder http, JetonDeService jeton, @Value("${apilos.services.convention}") String adresse) {
        var fabrique = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DELAI)
                .build());
        fabrique.setReadTimeout(DELAI);
        this.http = http.baseUrl(adresse)
                .requestFactory(fabrique)
                .requestInterceptor(jeton.intercepteur())
                .build();
    }

    /** The part of the answer used here. */
    private record Usage(long total) {}

    /** How many conventions; empty when nobody answers in time. */
    Optional<Long> dAdministration(UUID uuid) {
        try {
            return Optional.ofNullable(http.get()
                            .uri("/api/v1/usages/administrations/{uuid}", uuid)
                            .retrieve()
                            .body(Usage.class))
                    .map(Usage::total);
        } catch (RestClientException | ErreurMetier e) {
            LOG.info("No figure of conventions: {}", e.toString());
            return Optional.empty();
        }
    }
}
