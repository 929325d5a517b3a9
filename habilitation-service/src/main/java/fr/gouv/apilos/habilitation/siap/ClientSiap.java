package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/**
 * Asks SIAP for habilitations and fusions: limited in time, retried with a pause, cut off when SIAP is away. Source: 04
 * §9.1, 05 §10, D18.
 */
@Component
public class ClientSiap {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSiap.class);

    /** A bailleur absorbed by another. */
    record Fusion(@Nullable String sirenAbsorbe, @Nullable String sirenAbsorbant) {}

    private record Reponse(@Nullable List<HabilitationSiap> habilitations) {}

    private final RestClient http;
    private final SiapProprietes proprietes;
    private final JetonSortant jeton;
    private final Clock horloge;
    private final CircuitBreaker disjoncteur;
    private final CircuitBreaker disjoncteurDuMenu;
    private final Retry reprises;

    ClientSiap(RestClient.Builder http, SiapProprietes proprietes, JetonSortant jeton, Clock horloge) {
        var fabrique = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(proprietes.delai())
                .build());
        fabrique.setReadTimeout(proprietes.delai());
        this.http = http.baseUrl(proprietes.hote()).requestFactory(fabrique).build();
        this.proprietes = proprietes;
        this.jeton = jeton;
        this.horloge = horloge;
        this.disjoncteur = coupeCircuit("siap");
        this.disjoncteurDuMenu = coupeCircuit("siap-menu");
        this.reprises = Retry.of(
                "siap",
                RetryConfig.custom()
                        .maxAttempts(3)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(150), 2))
                        .retryOnException(ClientSiap::absence)
                        .build());
    }

    private static CircuitBreaker coupeCircuit(String nom) {
        return CircuitBreaker.of(
                nom,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofSeconds(15))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .recordException(ClientSiap::absence)
                        .build());
    }

    /** Whether rights come from SIAP at all. */
    public boolean configure() {
        return proprietes.configure();
    }

    /** The breaker between us and SIAP. */
    public CircuitBreaker disjoncteur() {
        return disjoncteur;
    }

    /** The settings in force. */
    public SiapProprietes proprietes() {
        return proprietes;
    }

    /**
     * The habilitations that count today, in SIAP's order (04 R27).
     *
     * @throws ErreurMetier 403 when SIAP refuses the person, 503 when it does not answer
     */
    public List<HabilitationSiap> habilitations(String login) {
        var reponse = appeler(
                "habilitations",
                () -> http.get()
                        .uri("/services/habilitation" + proprietes.chemin() + "/habilitations")
                        .headers(entetes -> entetes.set("siap-Authorization", "Bearer " + jeton.signer(login, 0)))
                        .retrieve()
                        .body(Reponse.class));
        var toutes = reponse == null ? null : reponse.habilitations();
        var jour = LocalDate.now(horloge);
        return toutes == null
                ? List.of()
                : toutes.stream().filter(h -> h.valable(jour)).toList();
    }

    /** SIREN of the bailleurs absorbed by this one, or null when SIAP cannot say: links then stay as they are (D8). */
    public @Nullable List<String> absorbes(String login, String siren) {
        try {
            var fusions = appeler(
                    "fusions",
                    () -> http.get()
                            .uri(
                                    "/services/operation" + proprietes.chemin()
                                            + "/journalisation-fusion?siren={siren}",
                                    siren)
                            .headers(entetes -> entetes.set("siap-Authorization", "Bearer " + jeton.signer(login, 0)))
                            .retrieve()
                            .body(new ParameterizedTypeReference<List<Fusion>>() {}));
            return fusions == null
                    ? null
                    : fusions.stream()
                            .filter(f -> siren.equals(f.sirenAbsorbant()))
                            .map(Fusion::sirenAbsorbe)
                            .filter(Objects::nonNull)
                            .toList();
        } catch (ErreurMetier e) {
            LOG.warn("Fusions cannot be read: {}", e.detail());
            return null;
        }
    }

    /**
     * SIAP's own addresses (04 R76), asked in nobody's name.
     *
     * @throws ErreurMetier 403 when it refuses, 503 when it does not answer
     */
    @Nullable
    JsonNode configuration() {
        return appeler("config", () -> lire("/config", "", 0));
    }

    /**
     * The menu of an habilitation, tried once and cut off apart from the rest: nobody waits for it, nor loses a right by it.
     *
     * @throws RestClientException when SIAP refuses or does not answer
     * @throws CallNotPermittedException when it has not for a while
     */
    @Nullable
    JsonNode menu(String login, long habilitation) {
        return CircuitBreaker.decorateSupplier(disjoncteurDuMenu, () -> lire("/menu", login, habilitation))
                .get();
    }

    private @Nullable JsonNode lire(String route, String login, long habilitation) {
        return http.get()
                .uri(proprietes.chemin() + route)
                .headers(entetes -> entetes.set("siap-Authorization", "Bearer " + jeton.signer(login, habilitation)))
                .retrieve()
                .body(JsonNode.class);
    }

    private <T> @Nullable T appeler(String quoi, Supplier<@Nullable T> appel) {
        try {
            return CircuitBreaker.decorateSupplier(disjoncteur, Retry.decorateSupplier(reprises, appel))
                    .get();
        } catch (HttpClientErrorException e) {
            LOG.error("SIAP refused {}: {}", quoi, e.getStatusCode());
            throw new ErreurMetier(
                    ErreurSiap.SIAP_REFUS,
                    "SIAP n’a pas accepté de donner vos habilitations. Vérifiez votre compte dans SIAP, puis"
                            + " reconnectez-vous.");
        } catch (CallNotPermittedException | RestClientException e) {
            LOG.warn("SIAP does not answer to {}: {}", quoi, e.toString());
            throw new ErreurMetier(
                    ErreurCommune.SIAP_INDISPONIBLE,
                    "SIAP ne répond pas : vos habilitations ne peuvent pas être lues. Réessayez dans une minute.");
        }
    }

    private static boolean absence(Throwable erreur) {
        return erreur instanceof ResourceAccessException || erreur instanceof HttpServerErrorException;
    }
}
