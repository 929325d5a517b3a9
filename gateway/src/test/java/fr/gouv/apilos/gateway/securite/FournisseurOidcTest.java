package fr.gouv.apilos.gateway.securite;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;

/** A provider is asked what it is when it is needed, and remembered while it is away. */
class FournisseurOidcTest {

    private static final String CHEMIN = "/.well-known/openid-configuration";

    private final WireMockServer serveur = new WireMockServer(options().dynamicPort());
    private final AtomicReference<Instant> maintenant = new AtomicReference<>(Instant.parse("2026-03-02T10:00:00Z"));

    @BeforeEach
    void demarrer() {
        serveur.start();
    }

    @AfterEach
    void arreter() {
        serveur.stop();
    }

    @Test
    void a_provider_away_is_asked_again_then_remembered_for_as_long_as_it_is_away() {
        var fournisseur = fournisseur();
        serveur.stubFor(get(urlPathEqualTo(CHEMIN)).willReturn(serverError()));
        assertThatThrownBy(fournisseur::decouvrir).isInstanceOf(AuthenticationServiceException.class);
        dire(serveur.baseUrl(), "/fin");
        var connu = fournisseur.decouvrir();
        assertThat(connu.sortie()).hasPath("/fin");
        assertThat(connu.client().getClientSettings().isRequireProofKey()).isTrue();
        fournisseur.decouvrir();
        serveur.verify(2, getRequestedFor(urlPathEqualTo(CHEMIN)));
        maintenant.updateAndGet(m -> m.plus(Duration.ofHours(2)));
        serveur.stubFor(get(urlPathEqualTo(CHEMIN)).willReturn(serverError()));
        assertThat(fournisseur.decouvrir()).isSameAs(connu);
        serveur.verify(3, getRequestedFor(urlPathEqualTo(CHEMIN)));
    }

    @Test
    void a_provider_that_names_itself_otherwise_is_not_believed() {
        dire("https://ailleurs.example", "/fin");
        assertThatThrownBy(fournisseur()::decouvrir).isInstanceOf(AuthenticationServiceException.class);
    }

    /** Browsers refuse a form that ends on a host the policy of the pages does not name. */
    @Test
    void signing_out_on_another_host_is_left_aside() {
        dire(serveur.baseUrl(), "https://ailleurs.example/fin");
        assertThat(fournisseur().decouvrir().sortie()).isNull();
        assertThat(new SortieOidc(fournisseur(), "ProConnect", "http://localhost/").adresse("jeton"))
                .isEqualTo("/");
    }

    private void dire(String emetteur, String sortie) {
        serveur.stubFor(get(urlPathEqualTo(CHEMIN))
                .willReturn(okJson("""
            {"issuer": "%1$s", "authorization_endpoint": "%1$s/a", "token_endpoint": "%1$s/t", "jwks_uri": "%1$s/j",
             "end_session_endpoint": "%2$s", "subject_types_supported": ["public"],
             "id_token_signing_alg_values_supported": ["RS256"]}\
            """.formatted(emetteur, sortie.startsWith("/") ? emetteur + sortie : sortie))));
    }

    private FournisseurOidc fournisseur() {
        return new FournisseurOidc(
                new OidcProprietes(serveur.baseUrl(), "apilos", "secret", "ProConnect", List.of("openid")),
                "http://localhost/login/oidc",
                horloge());
    }

    private Clock horloge() {
        InstantSource source = maintenant::get;
        return source.withZone(ZoneOffset.UTC);
    }
}
