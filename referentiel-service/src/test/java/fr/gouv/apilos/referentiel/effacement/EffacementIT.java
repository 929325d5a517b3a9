package fr.gouv.apilos.referentiel.effacement;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static fr.gouv.apilos.referentiel.Voisins.CONVENTIONS;
import static fr.gouv.apilos.referentiel.Voisins.HABILITATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import fr.gouv.apilos.platform.command.LigneDeCommande;
import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.JetonDeService;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.client.RestClient;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** clear_all_data (07 §13.3, S35, S36); everything is rolled back. */
@EssaiDeService
@Transactional
class EffacementIT {

    private static final String CHEMIN = "/api/v1/effacement";

    @Autowired
    LigneDeCommande ligne;

    @Autowired
    Effacements effacements;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    PlatformTransactionManager transactions;

    private final StringWriter sortie = new StringWriter();
    private final StringWriter erreurs = new StringWriter();

    @BeforeEach
    void peupler() {
        for (var voisin : List.of(CONVENTIONS, HABILITATIONS)) {
            voisin.resetAll();
        }
        CONVENTIONS.stubFor(get(urlPathEqualTo(CHEMIN)).willReturn(okJson("{\"programmes\": 7, \"conventions\": 11}")));
        HABILITATIONS.stubFor(get(urlPathEqualTo(CHEMIN)).willReturn(okJson("{\"utilisateurs\": 3}")));
        // Two batches each.
        for (var voisin : List.of(CONVENTIONS, HABILITATIONS)) {
            paquet(voisin, Scenario.STARTED, 2, "suite");
            paquet(voisin, "suite", 0, "suite");
        }
        for (int i = 0; i < 3; i++) {
            var siren = String.valueOf(700_000_000 + (UUID.randomUUID().hashCode() & 0xffffff));
            bailleurs.ecrire(Bailleur.nouveau(
                    UUID.randomUUID(),
                    siren,
                    new Bailleur.Fiche(
                            "À effacer", siren, "HLM", null, null, null, null, null, null, null, null, null, null)));
            administrations.ecrire(Administration.nouvelle(
                    UUID.randomUUID(),
                    new Administration.Fiche("À effacer", "E" + siren, null, null, null, null, null, null)));
        }
    }

    @Test
    void RB1_7_R33_S35_everything_goes_after_its_counts_are_confirmed_and_the_messages_are_those_operators_know() {
        assertThat(executer("oui\n", "clear_all_data")).isZero();
        assertThat(sortie.toString())
                .contains("programmes 7", "conventions 11", "utilisateurs 3", "Effacer toutes ces données (Non/oui)?")
                .containsSubsequence(
                        "Administration were cleared",
                        "Bailleur were cleared",
                        "non staff and superuser User were cleared");
        assertThat(vivants("bailleur")).isZero();
        assertThat(vivants("administration")).isZero();
        CONVENTIONS.verify(2, postRequestedFor(urlPathEqualTo(CHEMIN)));
        HABILITATIONS.verify(2, postRequestedFor(urlPathEqualTo(CHEMIN)));
        assertThat(effacements.inachevee()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"non", "", "yes"})
    void S35_nothing_goes_without_oui_nor_in_a_dry_run(String reponse) {
        long avant = vivants("bailleur");
        assertThat(executer(reponse + "\n", "clear_all_data")).isZero();
        assertThat(executer("", "clear_all_data", "--dry-run", "--yes")).isZero();
        assertThat(sortie.toString()).contains("Rien n’est effacé.", "Rien n’est effacé (--dry-run).");
        assertThat(vivants("bailleur")).isEqualTo(avant).isPositive();
        CONVENTIONS.verify(0, postRequestedFor(urlPathEqualTo(CHEMIN)));
    }

    @Test
    void S35_a_run_stopped_anywhere_is_finished_by_the_next_one() {
        for (int arret = 0; arret < 7; arret++) {
            peupler();
            effacements.commencer(effacements.compter());
            for (int pas = 0; pas < arret; pas++) {
                effacements.unPas(message -> {});
            }
            sortie.getBuffer().setLength(0);
            assertThat(executer("", "clear_all_data", "--yes")).isZero();
            if (arret < 6) {
                assertThat(sortie.toString()).as("after %d steps", arret).contains("n’est pas fini", "programmes 7");
            }
            assertThat(vivants("bailleur")).isZero();
            assertThat(vivants("administration")).isZero();
            assertThat(effacements.inachevee()).isEmpty();
        }
    }

    @Test
    void S35_a_service_that_is_away_stops_the_run_which_goes_on_later() {
        HABILITATIONS.stubFor(post(urlPathEqualTo(CHEMIN))
                .atPriority(1)
                .willReturn(aResponse().withStatus(503)));
        assertThat(executer("oui\n", "clear_all_data")).isEqualTo(LigneDeCommande.REFUS);
        assertThat(erreurs.toString()).contains("habilitation-service ne répond pas");
        assertThat(effacements.inachevee()).map(Effacements.Course::etape).contains(Effacements.Etape.UTILISATEURS);
        peupler();
        assertThat(executer("", "clear_all_data", "--yes")).isZero();
        assertThat(effacements.inachevee()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "siap-production"})
    void S36_production_refuses_before_anything_is_read_or_written(String nom) {
        var environnement = new Environnement(nom);
        JetonDeService jeton = () -> "jeton";
        var ailleurs = new Effacements(
                jdbc,
                json,
                Clock.systemUTC(),
                environnement,
                administrations,
                bailleurs,
                RestClient.builder(),
                jeton,
                transactions,
                CONVENTIONS.baseUrl(),
                HABILITATIONS.baseUrl());
        long avant = vivants("bailleur");
        var commande = new CommandLine(new ClearAllData(ailleurs, environnement))
                .setOut(new PrintWriter(sortie, true))
                .setErr(new PrintWriter(erreurs, true));
        assertThat(commande.execute("--yes")).isEqualTo(LigneDeCommande.REFUS);
        assertThat(erreurs.toString().strip()).isEqualTo("This action can't be called in production environment");
        assertThat(sortie.toString()).isEmpty();
        assertThatThrownBy(() -> ailleurs.unPas(message -> {})).isInstanceOf(ErreurMetier.class);
        assertThatThrownBy(() -> ailleurs.commencer(java.util.Map.of())).isInstanceOf(ErreurMetier.class);
        assertThat(vivants("bailleur")).isEqualTo(avant);
        for (var voisin : List.of(CONVENTIONS, HABILITATIONS)) {
            voisin.verify(0, anyRequestedFor(urlPathEqualTo(CHEMIN)));
        }
    }

    @Test
    void S37_load_test_fixtures_asks_the_two_questions_and_keeps_everything_by_default() {
        jeuDEssai();
        assertThat(executer("\npeut-être\n", "load_test_fixtures")).isZero();
        assertThat(sortie.toString())
                .startsWith("Do you want to truncate Conventions/Operations/Lots (N/y) ?"
                        + "Using default option: Operation won't be truncated")
                .contains(
                        "Do you want to truncate Users (N/y) ?Using default option: Users won't be truncated",
                        "30 programmes et 44 conventions");
        CONVENTIONS.verify(0, postRequestedFor(urlPathEqualTo(CHEMIN)));
        var b = bailleurs
                .parSiret(new fr.gouv.apilos.referentiel.bailleur.Siret(LoadTestFixtures.SIRET))
                .orElseThrow();
        assertThat(b.nom()).isEqualTo("Bailleur HLM de test");
        assertThat(b.natureBailleur()).isEqualTo("HLM");
        HABILITATIONS.verify(postRequestedFor(urlPathEqualTo("/api/v1/jeu-d-essai"))
                .withRequestBody(matchingJsonPath("$.bailleur", equalTo(b.uuid().toString())))
                .withRequestBody(matchingJsonPath("$.vider", equalTo("false"))));
        // again, the same bailleur and administration.
        assertThat(executer("n\nno\n", "load_test_fixtures")).isZero();
        assertThat(bailleurs
                        .parSiret(new fr.gouv.apilos.referentiel.bailleur.Siret(LoadTestFixtures.SIRET))
                        .orElseThrow()
                        .uuid())
                .isEqualTo(b.uuid());
        assertThat(administrations.parCode(LoadTestFixtures.CODE)).isPresent();
    }

    @Test
    void R38_R39_yes_in_any_case_and_language_clears_before_loading() {
        jeuDEssai();
        assertThat(executer("OUI\nY\n", "load_test_fixtures")).isZero();
        assertThat(sortie.toString()).doesNotContain("Using default option");
        CONVENTIONS.verify(2, postRequestedFor(urlPathEqualTo(CHEMIN)));
        HABILITATIONS.verify(postRequestedFor(urlPathEqualTo("/api/v1/jeu-d-essai"))
                .withRequestBody(matchingJsonPath("$.vider", equalTo("true"))));
        assertThat(executer("", "load_test_fixtures", "--truncate-operations", "n", "--truncate-users", "no"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "siap-production"})
    void S38_load_test_fixtures_refuses_in_production_before_any_question(String nom) {
        JetonDeService jeton = () -> "jeton";
        var commande = new CommandLine(new LoadTestFixtures(
                        new Environnement(nom),
                        administrations,
                        bailleurs,
                        RestClient.builder(),
                        jeton,
                        CONVENTIONS.baseUrl(),
                        HABILITATIONS.baseUrl()))
                .setOut(new PrintWriter(sortie, true))
                .setErr(new PrintWriter(erreurs, true));
        assertThat(commande.execute("--truncate-operations", "y")).isEqualTo(LigneDeCommande.REFUS);
        assertThat(sortie.toString()).isEmpty();
        CONVENTIONS.verify(0, anyRequestedFor(anyUrl()));
    }

    private static void jeuDEssai() {
        CONVENTIONS.stubFor(post(urlPathEqualTo("/api/v1/jeu-d-essai")).willReturn(okJson("{\"conventions\": 44}")));
        HABILITATIONS.stubFor(post(urlPathEqualTo("/api/v1/jeu-d-essai")).willReturn(okJson("{\"effaces\": 3}")));
    }

    private static void paquet(WireMockServer voisin, String etat, int restants, String suite) {
        voisin.stubFor(post(urlPathEqualTo(CHEMIN))
                .inScenario("effacement")
                .whenScenarioStateIs(etat)
                .willReturn(okJson("{\"restants\": " + restants + "}"))
                .willSetStateTo(suite));
    }

    private int executer(String reponses, String... arguments) {
        return ligne.executer(
                new ArrayList<>(List.of(arguments)),
                new BufferedReader(new StringReader(reponses)),
                new PrintWriter(sortie, true),
                new PrintWriter(erreurs, true));
    }

    private long vivants(String table) {
        return jdbc.sql("select count(*) from " + table + " where not supprime")
                .query(Long.class)
                .single();
    }
}
