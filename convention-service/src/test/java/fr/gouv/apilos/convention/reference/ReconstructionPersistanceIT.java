package fr.gouv.apilos.convention.reference;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.testing.JetonDeTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.client.RestClient;

/** The copies are read again from referentiel-service, whatever it does. */
@EssaiDeService
@RecordApplicationEvents
class ReconstructionPersistanceIT {

    private static final Duration DELAI = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String BAILLEURS = "/api/v1/bailleurs";
    private static final String ADMINISTRATIONS = "/api/v1/administrations";
    private static final int TENTATIVES = 3;
    private static final int CLOISON = 10;

    @RegisterExtension
    static final WireMockExtension SERVEUR = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().containerThreads(40))
            .build();

    @Autowired
    References references;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    ApplicationEvents evenements;

    private Referentiel referentiel;

    @BeforeEach
    void brancher() {
        referentiel = vers(SERVEUR.baseUrl());
    }

    @Test
    void every_page_is_read_with_the_token_of_the_service_and_each_change_is_announced_inside() {
        var un = UUID.randomUUID();
        var deux = UUID.randomUUID();
        var administration = UUID.randomUUID();
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS))
                .withQueryParam("apres", absent())
                .willReturn(okJson(Etats.page(un.toString(), Etats.bailleur(un, "Un", 1)))));
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS))
                .withQueryParam("apres", equalTo(un.toString()))
                .willReturn(okJson(Etats.page(null, Etats.bailleur(deux, "Deux", 1)))));
        SERVEUR.stubFor(get(urlPathEqualTo(ADMINISTRATIONS))
                .willReturn(okJson(Etats.page(null, Etats.administration(administration, "DDTM", 1)))));

        assertThat(new Reconstruction(referentiel).reconstruire()).isEqualTo(new Referentiel.Bilan(3, 3));
        assertThat(references.bailleurs(List.of(un, deux))).hasSize(2);
        assertThat(references.administration(administration)).isPresent();
        SERVEUR.verify(3, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer jeton-d-essai")));
        assertThat(evenements.stream(CopieModifiee.class).map(CopieModifiee::uuid))
                .containsExactlyInAnyOrder(un, deux, administration);

        // Again: all was read, nothing had changed.
        assertThat(referentiel.reconstruire()).isEqualTo(new Referentiel.Bilan(3, 0));
        assertThat(evenements.stream(CopieModifiee.class)).hasSize(3);
    }

    @Test
    void a_newer_copy_kept_by_a_message_is_not_undone() {
        var uuid = UUID.randomUUID();
        bailleurs(Etats.bailleur(uuid, "Récent", 3));
        referentiel.reconstruire();
        SERVEUR.resetMappings();
        bailleurs(Etats.bailleur(uuid, "Ancien", 2));
        referentiel.reconstruire();
        assertThat(references.bailleur(uuid)).map(Bailleur::nom).contains("Récent");
    }

    @Test
    void a_passing_failure_is_retried() {
        var uuid = UUID.randomUUID();
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS))
                .inScenario("panne")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(serverError())
                .willSetStateTo("lent"));
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS))
                .inScenario("panne")
                .whenScenarioStateIs("lent")
                .willReturn(aResponse().withFixedDelay((int) PATIENCE.toMillis() * 2))
                .willSetStateTo("rétabli"));
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS))
                .inScenario("panne")
                .whenScenarioStateIs("rétabli")
                .willReturn(okJson(Etats.page(null, Etats.bailleur(uuid, "Enfin", 1)))));
        SERVEUR.stubFor(get(urlPathEqualTo(ADMINISTRATIONS)).willReturn(okJson(Etats.page(null))));
        // Patient enough for a busy machine: only the answer that is late on purpose is given up.
        assertThat(vers(SERVEUR.baseUrl(), PATIENCE).reconstruire().lus()).isEqualTo(1);
        assertThat(references.bailleur(uuid)).isPresent();
        SERVEUR.verify(TENTATIVES, getRequestedFor(urlPathEqualTo(BAILLEURS)));
    }

    @Test
    void a_slow_referentiel_is_given_up_in_time_and_what_was_read_is_kept() {
        var uuid = UUID.randomUUID();
        bailleurs(Etats.bailleur(uuid, "Lu avant", 1));
        SERVEUR.stubFor(get(urlPathEqualTo(ADMINISTRATIONS))
                .willReturn(okJson(Etats.page(null)).withFixedDelay(30_000)));
        var debut = System.nanoTime();
        assertIndisponible(() -> referentiel.reconstruire());
        assertThat(Duration.ofNanos(System.nanoTime() - debut)).isLessThan(Duration.ofSeconds(10));
        assertThat(references.bailleur(uuid)).isPresent();
    }

    @Test
    void after_repeated_failures_the_breaker_stops_asking() {
        SERVEUR.stubFor(any(anyUrl()).willReturn(serverError()));
        for (int i = 0; i < 5; i++) {
            assertIndisponible(() -> referentiel.reconstruire());
        }
        SERVEUR.verify(5 * TENTATIVES, getRequestedFor(urlPathEqualTo(BAILLEURS)));
        assertIndisponible(() -> referentiel.reconstruire());
        SERVEUR.verify(5 * TENTATIVES, getRequestedFor(urlPathEqualTo(BAILLEURS)));
    }

    @Test
    void a_slow_referentiel_holds_a_bounded_number_of_callers() throws Exception {
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS))
                .willReturn(okJson(Etats.page(null)).withFixedDelay(2_000)));
        SERVEUR.stubFor(get(urlPathEqualTo(ADMINISTRATIONS)).willReturn(okJson(Etats.page(null))));
        var patient = vers(SERVEUR.baseUrl(), Duration.ofSeconds(20));
        int appelants = CLOISON + 3;
        int refuses = 0;
        try (var executeur = Executors.newFixedThreadPool(appelants)) {
            Callable<Boolean> appel = () -> {
                try {
                    patient.reconstruire();
                    return true;
                } catch (ErreurMetier e) {
                    return false;
                }
            };
            for (var reponse : executeur.invokeAll(Collections.nCopies(appelants, appel))) {
                refuses += reponse.get() ? 0 : 1;
            }
        }
        assertThat(refuses).isEqualTo(appelants - CLOISON);
        SERVEUR.verify(CLOISON, getRequestedFor(urlPathEqualTo(BAILLEURS)));
    }

    @Test
    void nobody_there_is_said_as_such() {
        assertIndisponible(() -> vers("http://127.0.0.1:1").reconstruire());
    }

    @Test
    @Transactional
    void an_empty_service_reads_everything_when_it_starts_and_a_filled_one_asks_nothing() {
        jdbc.sql("delete from reference_administration").update();
        jdbc.sql("delete from reference_bailleur").update();
        var uuid = UUID.randomUUID();
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS)).willReturn(okJson(Etats.page(null))));
        SERVEUR.stubFor(get(urlPathEqualTo(ADMINISTRATIONS))
                .willReturn(okJson(Etats.page(null, Etats.administration(uuid, "DDTM", 1)))));
        references.retenirBailleurs(List.of(bailleur(1)));
        var depart = new Reconstruction.AuDemarrage(references, referentiel, new TaskExecutorAdapter(Runnable::run));
        depart.auDemarrage();
        assertThat(references.administration(uuid)).isPresent();
        depart.auDemarrage();
        SERVEUR.verify(1, getRequestedFor(urlPathEqualTo(ADMINISTRATIONS)));
    }

    @Test
    @Transactional
    void copies_a_data_set_brought_by_itself_are_completed_by_the_owner_at_start() {
        jdbc.sql("delete from reference_bailleur").update();
        references.retenirAdministrations(List.of(administration(1)));
        var provisoire = bailleur(0);
        references.retenirBailleurs(List.of(provisoire));
        bailleurs(Etats.bailleur(provisoire.uuid(), "Dit par son propriétaire", 1));
        new Reconstruction.AuDemarrage(references, referentiel, new TaskExecutorAdapter(Runnable::run)).auDemarrage();
        assertThat(references.bailleur(provisoire.uuid())).map(Bailleur::nom).contains("Dit par son propriétaire");
    }

    @Test
    @Transactional
    void a_start_without_referentiel_is_a_start_all_the_same() {
        jdbc.sql("delete from reference_bailleur").update();
        new Reconstruction.AuDemarrage(references, vers("http://127.0.0.1:1"), new TaskExecutorAdapter(Runnable::run))
                .auDemarrage();
        assertThat(references.incompletes()).isTrue();
    }

    @Test
    void R8_1_the_entity_siap_names_is_copied_at_once() {
        var uuid = UUID.randomUUID();
        SERVEUR.stubFor(put(urlPathEqualTo("/api/v1/rapprochements/bailleur"))
                .withRequestBody(equalToJson("{\"siren\": \"820000008\"}"))
                .willReturn(okJson(Etats.bailleur(uuid, "De SIAP", 1))));
        assertThat(referentiel.rapprocherBailleur(Map.of("siren", "820000008")).uuid())
                .isEqualTo(uuid);
        assertThat(references.bailleur(uuid)).isPresent();
        var administration = UUID.randomUUID();
        SERVEUR.stubFor(put(urlPathEqualTo("/api/v1/rapprochements/administration"))
                .withRequestBody(equalToJson("{\"code\": \"DD013\", \"libelle\": \"\"}"))
                .willReturn(okJson(Etats.administration(administration, "DDTM", 1))));
        referentiel.rapprocherAdministration("DD013", null);
        assertThat(references.administration(administration)).isPresent();
    }

    @Test
    void B3_a_refusal_of_the_referentiel_reaches_the_user_in_its_own_words_and_is_not_retried() {
        SERVEUR.stubFor(put(urlPathEqualTo("/api/v1/rapprochements/bailleur"))
                .willReturn(aResponse()
                        .withStatus(422)
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("{\"status\": 422, \"detail\": \"SIAP n’a pas donné le SIREN.\"}")));
        assertThatThrownBy(() -> referentiel.rapprocherBailleur(Map.of("nom", "Sans")))
                .hasMessage("SIAP n’a pas donné le SIREN.")
                .isInstanceOfSatisfying(
                        ErreurMetier.class, e -> assertThat(e.code()).isEqualTo(ErreurCommune.INVALIDE));
        assertThat(SERVEUR.getAllServeEvents()).hasSize(1);
    }

    @Test
    void only_the_support_team_may_rebuild() {
        assertThat(mvc.post().uri("/admin/references/reconstruction")).hasStatus(401);
        assertThat(mvc.post()
                        .uri("/admin/references/reconstruction")
                        .with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(403);
    }

    private Referentiel vers(String adresse) {
        return vers(adresse, DELAI);
    }

    private Referentiel vers(String adresse, Duration delai) {
        return new Referentiel(RestClient.builder(), () -> "jeton-d-essai", references, adresse, delai);
    }

    private void bailleurs(String... etats) {
        SERVEUR.stubFor(get(urlPathEqualTo(BAILLEURS)).willReturn(okJson(Etats.page(null, etats))));
        SERVEUR.stubFor(get(urlPathEqualTo(ADMINISTRATIONS)).willReturn(okJson(Etats.page(null))));
    }

    private static Administration administration(long version) {
        var uuid = UUID.randomUUID();
        return new Administration(uuid, "A", "C-" + uuid, null, null, null, null, null, null, version, false);
    }

    private static Bailleur bailleur(long version) {
        var uuid = UUID.randomUUID();
        return new Bailleur(
                uuid,
                "B",
                "S-" + uuid,
                "N-" + uuid,
                "HLM",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                version,
                false);
    }

    private static void assertIndisponible(org.assertj.core.api.ThrowableAssert.ThrowingCallable appel) {
        assertThatThrownBy(appel)
                .isInstanceOfSatisfying(
                        ErreurMetier.class, e -> assertThat(e.code()).isEqualTo(ErreurCommune.INDISPONIBLE));
    }
}
