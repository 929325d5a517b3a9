package fr.gouv.apilos.simulators.cas;

import fr.gouv.apilos.simulators.cas.Billetterie.Billet;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Single logout, back channel: one POST of {@code logoutRequest} per service that got a ticket. Source: 04 R57. */
@Component
class Deconnexions {

    private static final Logger LOG = LoggerFactory.getLogger(Deconnexions.class);
    private static final Duration DELAI = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DELAI)
            .build();
    private final Clock clock;

    Deconnexions(Clock clock) {
        this.clock = clock;
    }

    /** Tells them all at once and waits, so that the browser's next page already finds its session gone. */
    void prevenir(List<Billet> billets) {
        var envois = billets.stream().map(this::prevenir).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(envois).join();
    }

    private CompletableFuture<Void> prevenir(Billet billet) {
        var xml = """
            <samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="LR-%s" Version="2.0" \
            IssueInstant="%s"><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">%s</saml:NameID>\
            <samlp:SessionIndex>%s</samlp:SessionIndex></samlp:LogoutRequest>\
            """.formatted(
                        UUID.randomUUID(), clock.instant(), billet.compte().identifiant(), billet.ticket());
        HttpRequest requete;
        try {
            requete = HttpRequest.newBuilder(URI.create(billet.service()))
                    .timeout(DELAI)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "logoutRequest=" + URLEncoder.encode(xml, StandardCharsets.UTF_8)))
                    .build();
        } catch (IllegalArgumentException e) {
            LOG.warn("Service address {} cannot be called for single logout", billet.service(), e);
            return CompletableFuture.completedFuture(null);
        }
        return http.sendAsync(requete, BodyHandlers.discarding()).handle((reponse, erreur) -> {
            if (erreur != null) {
                LOG.warn("Single logout not delivered to {}: {}", billet.service(), erreur.toString());
            }
            return null;
        });
    }
}
