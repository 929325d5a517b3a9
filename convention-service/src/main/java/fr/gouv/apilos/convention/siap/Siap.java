package fr.gouv.apilos.convention.siap;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonHmac;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks SIAP for opérations: limited in time, retried (reads only), cut off when SIAP is away, last answers kept. */
@Component
@EnableConfigurationProperties(SiapProprietes.class)
public class Siap {

    private static final Logger LOG = LoggerFactory.getLogger(Siap.class);
    private static final Duration VIE_DU_JETON = Duration.ofMinutes(5);

    private final RestClient http;
    private final SiapProprietes proprietes;
    private final JetonHmac jeton;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "siap",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(15))
                    .recordException(Siap::absence)
                    .build());
    private final Retry reprises = Retry.of(
            "siap",
            RetryConfig.custom()
                    .maxAttempts(2)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(150), 2))
                    .retryOnException(Siap::absence)
                    .build());

    Siap(RestClient.Builder http, SiapProprietes proprietes, JdbcClient jdbc, JsonMapper json, Clock horloge) {
        var fabrique = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(proprietes.delai())
                .build());
        fabrique.setReadTimeout(proprietes.delai());
        this.http = http.baseUrl(proprietes.hote()).requestFactory(fabrique).build();
        this.proprietes = proprietes;
        this.jeton = new JetonHmac(proprietes.algorithme(), proprietes.cle(), json);
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
    }

    /**
     * An opération as SIAP knows it now, or as it said last when it is away.
     *
     * @return nothing when SIAP knows no such opération
     * @throws ErreurMetier 409 when its data allow no convention, 403 when SIAP refuses the person, 503 when it is away and
     *     nothing was kept
     */
    public Optional<OperationSiap> operation(String numero, Identite identite) {
        try {
            var brute = demander(numero, identite);
            if (brute == null) {
                return Optional.empty();
            }
            var lueLe = horloge.instant();
            var operation = LectureDeSiap.lire(brute, lueLe);
            garder(numero, brute, lueLe);
            return Optional.of(operation);
        } catch (HttpClientErrorException.NotFound _) {
            return Optional.empty();
        } catch (HttpClientErrorException e) {
            LOG.error("SIAP refused the opération {}: {}", numero, e.getStatusCode());
            throw ErreurMetier.interdit(
                    "SIAP ne vous donne pas accès à cette opération. Vérifiez vos droits dans SIAP.");
        } catch (CallNotPermittedException | RestClientException e) {
            LOG.warn("SIAP does not answer for the opération {}: {}", numero, e.toString());
            return Optional.of(derniere(numero)
                    .orElseThrow(() -> new ErreurMetier(
                            ErreurCommune.SIAP_INDISPONIBLE,
                            "SIAP ne répond pas : cette opération ne peut pas être lue. Réessayez dans une minute.")));
        }
    }

    private JsonNode demander(String numero, Identite identite) {
        if (proprietes.hote().isBlank()) {
            throw new ErreurMetier(ErreurCommune.SIAP_INDISPONIBLE, "SIAP n’est pas configuré sur cette installation.");
        }
        return CircuitBreaker.decorateSupplier(
                        disjoncteur,
                        Retry.decorateSupplier(
                                reprises,
                                () -> http.get()
                                        .uri(
                                                "/services/operation" + proprietes.chemin() + "/operation/{numero}",
                                                numero)
                                        .header("siap-Authorization", "Bearer " + signer(identite))
                                        .retrieve()
                                        .body(JsonNode.class)))
                .get();
    }

    private String signer(Identite identite) {
        long emisLe = horloge.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("token_type", "access");
        claims.put("iat", emisLe);
        claims.put("exp", emisLe + VIE_DU_JETON.toSeconds());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("user-login", identite.login().isEmpty() ? identite.email() : identite.login());
        if (identite.habilitation().id() > 0) {
            claims.put("habilitation-id", identite.habilitation().id());
        }
        return jeton.signer(claims);
    }

    private void garder(String numero, JsonNode brute, Instant instant) {
        jdbc.sql("""
            insert into operation_siap (numero, contenu, lu_le) values (:numero, :contenu, :instant)
            on conflict (numero) do update set contenu = excluded.contenu, lu_le = excluded.lu_le\
            """)
                .param("numero", numero)
                .param("contenu", json.writeValueAsString(brute))
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<OperationSiap> derniere(String numero) {
        return jdbc.sql("select contenu, lu_le from operation_siap where numero = :numero")
                .param("numero", numero)
                .query((ligne, rang) -> LectureDeSiap.lire(json.readTree(ligne.getString(1)), horloge.instant())
                        .ancienne(ligne.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /**
     * Addresses of the service that manages an opération, as SIAP last described it (01 R233): people with the profile
     * SER_GEST, even among others. Nothing is asked of SIAP; unknown here, it is nobody (MAIL-20).
     */
    public List<String> gestionnaires(String numero) {
        return jdbc.sql("select contenu from operation_siap where numero = :numero")
                .param("numero", numero)
                .query(String.class)
                .optional()
                .map(contenu -> LectureDeSiap.gestionnaires(json.readTree(contenu)))
                .orElse(List.of());
    }

    private static boolean absence(Throwable erreur) {
        return erreur instanceof ResourceAccessException || erreur instanceof HttpServerErrorException;
    }
}
