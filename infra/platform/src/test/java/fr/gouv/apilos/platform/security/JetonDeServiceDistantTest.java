package fr.gouv.apilos.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.client.ExpectedCount.once;
import static org.springframework.test.web.client.ExpectedCount.twice;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withServerError;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

class JetonDeServiceDistantTest {

    private static final Instant DEBUT = Instant.parse("2026-11-25T08:00:00Z");

    private final RestClient.Builder client = RestClient.builder().baseUrl("http://habilitation");
    private final MockRestServiceServer serveur =
            MockRestServiceServer.bindTo(client).build();
    private Instant maintenant = DEBUT;
    private final JetonDeServiceDistant jetons = new JetonDeServiceDistant(client.build(), new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return maintenant;
        }
    });

    private static String emis(String jeton, Instant expireLe) {
        return "{\"jeton\": \"%s\", \"expireLe\": \"%s\"}".formatted(jeton, expireLe);
    }

    @Test
    void a_token_is_asked_once_and_kept_until_a_minute_before_its_end() {
        serveur.expect(twice(), requestTo("http://habilitation/interne/jetons/service"))
                .andExpect(method(HttpMethod.POST))
                .andRespond(requete -> withSuccess(
                                emis("jeton-" + maintenant.getEpochSecond(), maintenant.plus(Duration.ofMinutes(10))),
                                MediaType.APPLICATION_JSON)
                        .createResponse(requete));
        var premier = jetons.valeur();
        maintenant = DEBUT.plus(Duration.ofSeconds(539));
        assertThat(jetons.valeur()).isEqualTo(premier);
        maintenant = DEBUT.plus(Duration.ofSeconds(540));
        assertThat(jetons.valeur()).isNotEqualTo(premier);
        serveur.verify();
    }

    @Test
    void callers_that_come_together_share_one_request() throws Exception {
        serveur.expect(once(), requestTo("http://habilitation/interne/jetons/service"))
                .andRespond(withSuccess(emis("un", DEBUT.plus(Duration.ofMinutes(10))), MediaType.APPLICATION_JSON));
        try (var executeur = Executors.newVirtualThreadPerTaskExecutor()) {
            var appels = executeur.invokeAll(IntStream.range(0, 20)
                    .<Callable<String>>mapToObj(_ -> jetons::valeur)
                    .toList());
            for (var appel : appels) {
                assertThat(appel.get()).isEqualTo("un");
            }
        }
        serveur.verify();
    }

    @Test
    void an_issuer_that_is_away_is_said_as_such_and_asked_again_later() {
        serveur.expect(once(), requestTo("http://habilitation/interne/jetons/service"))
                .andRespond(withServerError());
        serveur.expect(once(), requestTo("http://habilitation/interne/jetons/service"))
                .andRespond(withSuccess(emis("un", DEBUT.plus(Duration.ofMinutes(10))), MediaType.APPLICATION_JSON));
        assertThatThrownBy(jetons::valeur)
                .isInstanceOfSatisfying(
                        ErreurMetier.class, e -> assertThat(e.code()).isEqualTo(ErreurCommune.INDISPONIBLE));
        assertThat(jetons.valeur()).isEqualTo("un");
    }
}
