package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.gouv.apilos.launcher.PostgresEmbarque;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.json.JsonMapper;

/**
 * Servers and services that stop, on a platform of its own whose database and broker belong to the test (see
 * {@link Courtier} for the real RabbitMQ): nothing is lost, people are told, everything comes back by itself. The same
 * platform writes JSON logs and sends its traces, which are looked at here.
 */
class MauvaisJoursIT {

    private static final Duration RETABLISSEMENT = Duration.ofSeconds(90);
    private static final Duration REDEMARRAGE = Duration.ofMinutes(4);
    /** A restart, and the lock of the saga, which a dead leader keeps for two minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String A_INSTRUIRE = "d8af63aa-05e0-59be-98d3-889f08ee1ebf";
    private static final String AUTRE = "b4410504-07bd-5bb5-99ad-aa611e71de32";

    /** Seine Logis, absorbed by Trois Fleuves Habitat: both have programmes and people. */
    private static final String ABSORBE = "ef10c050-52db-5d41-b4da-cab9289d8b6b";

    private static final String ABSORBANT = "2dd140dc-e4ec-5395-8861-3bb77f2594ad";
    private static final String PROGRAMMES = "select count(*) from convention.programme where bailleur = '";
    private static final String ROLES = "select count(*) from habilitation.role where bailleur = '";
    private static final String EMPREINTE = "select count(*) || ' ' || md5(string_agg("
            + "concat_ws(':', uuid, version, supprime, nom), ',' order by uuid)) from ";

    private static Path dossier;
    private static int portDeLaBase;
    private static PostgresEmbarque base;
    private static Courtier courtier;
    private static CollecteurDeTraces traces;
    private static Plateforme plateforme;

    @BeforeAll
    static void demarrer() throws IOException {
        dossier = Files.createTempDirectory(
                Files.createDirectories(Plateforme.racine().resolve("infra/end-to-end/target")), "serveurs-");
        portDeLaBase = Ports.libre();
        demarrerLaBase();
        courtier = Courtier.demarrer(dossier.resolve("amqp"));
        traces = new CollecteurDeTraces();
        plateforme = Plateforme.demarrer(
                "mauvais-jours",
                Map.of(
                        "DATABASE_URL",
                        "postgres://postgres:essai@127.0.0.1:" + portDeLaBase + "/apilos",
                        "AMQP_URL",
                        courtier.url(),
                        // One programme at a time: a merge has many moments to be stopped at.
                        "APILOS_DEPLACEMENTS_PAQUET",
                        "1",
                        "LOG_FORMAT",
                        "ecs",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        traces.adresse(),
                        "TRACES_SAMPLING",
                        "1.0"));
    }

    @AfterAll
    static void arreter() {
        for (var ouvert : new AutoCloseable[] {plateforme, courtier, base, traces}) {
            if (ouvert != null) {
                try {
                    ouvert.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private static void demarrerLaBase() {
        base = PostgresEmbarque.demarrer(
                Plateforme.racine().resolve(".apilos"),
                dossier.resolve("postgres"),
                dossier.resolve("postgresql.log"),
                portDeLaBase,
                "essai");
    }

    @Test
    void broker_down_while_an_instructeur_validates() throws Exception {
        try (var instructeur = Navigateur.connecte(plateforme, "instructeur")) {
            var page = instructeur.page();
            double avant = mesure("document", "apilos_document_produits_total");
            courtier.arreter();
            try {
                // The service may have come back a moment ago: the door lets few through until it is sure of it.
                await().atMost(RETABLISSEMENT)
                        .untilAsserted(
                                () -> assertThat(instructeur.aller("/conventions/" + A_INSTRUIRE + "/actions/valider"))
                                        .as(() -> page.locator("body").innerText())
                                        .isEqualTo(200));
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Valider la convention"))
                        .click();
                assertThat(page.locator("main [role=status]").innerText()).contains("validée");
                assertThat(page.locator("main").innerText()).contains("Rédaction en cours");
                await().atMost(RETABLISSEMENT)
                        .untilAsserted(() -> assertThat(mesure("convention", "apilos_outbox_attente"))
                                .as("the task waits in the outbox")
                                .isPositive());
                assertThat(etat("convention"))
                        .as("the write path does not need the broker")
                        .isEqualTo(200);
                instructeur.capturer("mauvais-jour-sans-courtier");
            } finally {
                courtier.relancer();
            }
            // The page that is open follows by itself; nobody reloads it.
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Télécharger le document Word"))
                    .waitFor(new Locator.WaitForOptions().setTimeout(120_000));
            await().atMost(RETABLISSEMENT)
                    .untilAsserted(() -> assertThat(mesure("convention", "apilos_outbox_attente"))
                            .isZero());
            await().atMost(RETABLISSEMENT)
                    .untilAsserted(() -> assertThat(mesure("document", "apilos_document_produits_total"))
                            .as("produced once")
                            .isEqualTo(avant + 1));
        }
    }

    @Test
    void database_restarted() {
        try (var bailleur = Navigateur.connecte(plateforme, "bailleur")) {
            assertThat(bailleur.aller("/conventions/recherche")).isEqualTo(200);
            bailleur.page().setDefaultTimeout(60_000);
            base.close();
            try {
                assertThat(bailleur.aller("/conventions/recherche")).isEqualTo(503);
                assertThat(bailleur.page().locator("main").innerText())
                        .contains("Erreur 503", "Réessayez dans une minute");
                assertThat(bailleur.page().content()).doesNotContain("Exception", "jdbc");
                for (var service : List.of("web", "habilitation", "referentiel", "convention", "document")) {
                    await().atMost(RETABLISSEMENT)
                            .untilAsserted(
                                    () -> assertThat(etat(service)).as(service).isEqualTo(503));
                }
            } finally {
                demarrerLaBase();
            }
            for (var service : List.of("web", "habilitation", "referentiel", "convention", "document")) {
                await().atMost(RETABLISSEMENT)
                        .untilAsserted(
                                () -> assertThat(etat(service)).as(service).isEqualTo(200));
            }
            assertThat(bailleur.aller("/conventions/recherche"))
                    .as("the session is found again")
                    .isEqualTo(200);
            assertThat(bailleur.page().locator("h1").innerText()).isEqualTo("Conventions et avenants");
        }
    }

    @Test
    void a_killed_service_is_said_away_and_comes_back() {
        try (var bailleur = Navigateur.connecte(plateforme, "bailleur")) {
            ProcessHandle.of(numero("convention")).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(bailleur.aller("/conventions/recherche")).isEqualTo(503));
            assertThat(bailleur.page().locator("main").innerText())
                    .contains(
                            "Les conventions sont momentanément indisponibles",
                            "ce que vous avez enregistré est conservé");
            bailleur.verifier("mauvais-jour-service-absent");
            assertThat(bailleur.aller("/habilitations")).as("the rest goes on").isEqualTo(200);
            await().atMost(REDEMARRAGE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(bailleur.aller("/conventions/recherche")).isEqualTo(200));
        }
    }

    /** What a service has begun when it is asked to stop, it ends; then it goes, and the launcher brings it back. */
    @Test
    void a_service_asked_to_stop_answers_what_it_has_begun() throws Exception {
        try (var bailleur = Navigateur.connecte(plateforme, "bailleur")) {
            assertThat(bailleur.aller("/conventions/recherche")).isEqualTo(200);
            var service = ProcessHandle.of(numero("convention")).orElseThrow();
            CompletableFuture<HttpResponse<String>> enCours;
            try (var verrou = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + portDeLaBase + "/apilos", "postgres", "essai");
                    var ordre = verrou.createStatement()) {
                verrou.setAutoCommit(false);
                ordre.execute("lock table convention.recherche in access exclusive mode");
                enCours = HTTP.sendAsync(
                        HttpRequest.newBuilder(URI.create(plateforme.url() + "/conventions/recherche"))
                                .header("Cookie", bailleur.temoinDeSession())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> compter(ordre, "select count(*) from pg_locks where not granted") > 0);
                assertThat(service.destroy()).isTrue();
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(etat("convention"))
                                .as("nothing new is accepted")
                                .isEqualTo(-1));
                assertThat(service.isAlive()).as("waits for what it has begun").isTrue();
                verrou.rollback();
            }
            var reponse = enCours.get(20, TimeUnit.SECONDS);
            assertThat(reponse.statusCode()).isEqualTo(200);
            assertThat(reponse.body()).contains("<h1").endsWith("</html>\n");
            service.onExit().get(30, TimeUnit.SECONDS);
            await().atMost(REDEMARRAGE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(bailleur.aller("/conventions/recherche")).isEqualTo(200));
        }
    }

    /**
     * A merge of two bailleurs whose services are killed in turn, each time inside a transaction that a lock holds open:
     * the one that moves programmes, the one that leads, then both. On demand, alone on its platform:
     * {@code -Dtueries=true -Dit.test=MauvaisJoursIT#a_merge*}.
     */
    @Test
    @EnabledIfSystemProperty(named = "tueries", matches = "true", disabledReason = "several minutes: -Dtueries=true")
    void a_merge_whose_services_are_killed_goes_on_and_every_copy_ends_identical() throws Exception {
        try (var staff = Navigateur.connecte(plateforme, "superuser");
                var lecture = ouvrirLaBase();
                var ordre = lecture.createStatement()) {
            long absorbes = compter(ordre, PROGRAMMES + ABSORBE + "'");
            long gardes = compter(ordre, PROGRAMMES + ABSORBANT + "'");
            long roles = compter(ordre, ROLES + ABSORBE + "'");
            assertThat(absorbes).isGreaterThan(1);
            assertThat(roles).isPositive();
            var debut = Instant.now();
            try (var programmes = retenir("convention.programme", "share");
                    var bailleurs = retenir("referentiel.bailleur", "share row exclusive");
                    var restes = ouvrirLaBase()) {
                fusionner(staff.page());
                attendreUnVerrou(ordre, "programme");
                tuer("convention", debut);
                programmes.rollback();
                attendreUnVerrou(ordre, "bailleur");
                noter("convention is back, every programme moved", debut);
                assertThat(compter(ordre, PROGRAMMES + ABSORBE + "'"))
                        .as("nothing of the référentiel follows before every programme moved")
                        .isZero();
                tuer("referentiel", debut);
                retenir(restes, "convention.deplacement_ligne", "share");
                bailleurs.rollback();
                attendreUnVerrou(ordre, "deplacement_ligne");
                noter("referentiel is back, the bailleur is absorbed", debut);
                tuer("referentiel", debut);
                tuer("convention", debut);
                restes.rollback();
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() ->
                            compter(ordre, "select count(*) from referentiel.deplacement where etat = 'FINI'") == 1);
            noter("the merge is done", debut);
            assertThat(compter(ordre, PROGRAMMES + ABSORBE + "'")).isZero();
            assertThat(compter(ordre, PROGRAMMES + ABSORBANT + "'")).isEqualTo(gardes + absorbes);
            assertThat(compter(
                            ordre,
                            "select count(*) from convention.deplacement_ligne l join convention.programme p"
                                    + " on p.id = l.programme where l.etat = 'FAIT' and p.mis_a_jour_le = l.fait_le"))
                    .as("each programme moved once")
                    .isEqualTo(absorbes);
            assertThat(compter(
                            ordre,
                            "select count(*) from referentiel.changement where geste = '-' and uuid = '" + ABSORBE
                                    + "'"))
                    .as("absorbed once")
                    .isEqualTo(1);
            await().atMost(RETABLISSEMENT).untilAsserted(() -> {
                assertThat(texte(ordre, EMPREINTE + "convention.reference_bailleur"))
                        .isEqualTo(texte(ordre, EMPREINTE + "referentiel.bailleur"));
                assertThat(texte(ordre, EMPREINTE + "convention.reference_administration"))
                        .isEqualTo(texte(ordre, EMPREINTE + "referentiel.administration"));
                assertThat(compter(ordre, ROLES + ABSORBE + "'")).isZero();
                assertThat(compter(ordre, ROLES + ABSORBANT + "'")).isGreaterThanOrEqualTo(roles);
            });
            noter("every copy is identical", debut);
        }
    }

    private static void fusionner(Page page) {
        page.navigate("/apilos_settings/transferts/");
        page.locator("#de-q").pressSequentially("Seine Logis");
        page.locator("#de-choix").getByText("Seine Logis").first().click();
        page.locator("#vers-q").pressSequentially("Trois Fleuves");
        page.locator("#vers-choix").getByText("Trois Fleuves Habitat").first().click();
        page.getByText("Une fusion").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Voir ce qui changera"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Fusionner ces bailleurs"))
                .click();
        page.waitForURL("**/transferts/*-*");
    }

    private static void tuer(String processus, Instant debut) {
        ProcessHandle.of(numero(processus)).orElseThrow().destroyForcibly();
        noter(processus + " killed", debut);
    }

    /** One line of what happened when: the figures of the run. */
    private static void noter(String quoi, Instant debut) {
        try {
            Files.writeString(
                    Plateforme.racine().resolve("infra/end-to-end/target/fusion-tuee.txt"),
                    Duration.between(debut, Instant.now()).toSeconds() + " s  " + quoi + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody waits for a lock on this table: the service is inside its transaction. */
    private static void attendreUnVerrou(Statement ordre, String table) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> compter(
                                ordre,
                                "select count(*) from pg_locks l join pg_class c on c.oid = l.relation"
                                        + " where not l.granted and c.relname = '" + table + "'")
                        > 0);
    }

    private static Connection retenir(String table, String mode) throws SQLException {
        var verrou = ouvrirLaBase();
        retenir(verrou, table, mode);
        return verrou;
    }

    private static void retenir(Connection verrou, String table, String mode) throws SQLException {
        verrou.setAutoCommit(false);
        try (var ordre = verrou.createStatement()) {
            ordre.execute("lock table " + table + " in " + mode + " mode");
        }
    }

    private static Connection ouvrirLaBase() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + portDeLaBase + "/apilos", "postgres", "essai");
    }

    private static String texte(Statement ordre, String question) throws SQLException {
        try (var lignes = ordre.executeQuery(question)) {
            lignes.next();
            return lignes.getString(1);
        }
    }

    private static long compter(Statement ordre, String question) throws SQLException {
        try (var lignes = ordre.executeQuery(question)) {
            lignes.next();
            return lignes.getLong(1);
        }
    }

    /** Operations: one act of one person is one trace, through the door, the service, the queue and the worker. */
    @Test
    void one_act_is_one_trace_over_http_and_amqp() {
        try (var instructeur = Navigateur.connecte(plateforme, "instructeur")) {
            instructeur.aller("/conventions/" + AUTRE + "/documents");
            instructeur
                    .page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rédiger le document"))
                    .click();
            await().atMost(RETABLISSEMENT)
                    .untilAsserted(() -> assertThat(traces.services().values())
                            .anySatisfy(services ->
                                    assertThat(services).contains("gateway", "convention-service", "document-worker")));
        }
    }

    /** The reference shown to a person finds the lines of every process that took part. */
    @Test
    void logs_are_json_and_carry_the_reference_people_read() throws Exception {
        try (var bailleur = Navigateur.connecte(plateforme, "bailleur")) {
            assertThat(bailleur.aller("/galerie/erreur/INTERNE")).isEqualTo(500);
            assertThat(bailleur.aller("/conventions/recapitulatif/00000000-0000-0000-0000-000000000000"))
                    .isEqualTo(404);
            var reference = bailleur.page().locator("main code").innerText();
            await().atMost(RETABLISSEMENT).untilAsserted(() -> {
                var lignes = lignes("web");
                assertThat(lignes)
                        .anySatisfy(ligne -> assertThat(JsonMapper.shared()
                                        .readTree(ligne)
                                        .path("correlation")
                                        .asString())
                                .isEqualTo(reference));
            });
            for (var service : List.of("web", "convention", "document")) {
                assertThat(lignes(service)).isNotEmpty().allSatisfy(ligne -> {
                    var lue = JsonMapper.shared().readTree(ligne);
                    assertThat(lue.path("@timestamp").asString()).isNotBlank();
                    assertThat(lue.has("message")).isTrue();
                });
            }
        }
    }

    private static List<String> lignes(String processus) throws IOException {
        // The JVM speaks before the log does.
        return Files.readAllLines(
                        Path.of(plateforme.pret().path("journaux").asString()).resolve(processus + ".log"))
                .stream()
                .filter(ligne -> ligne.startsWith("{"))
                .toList();
    }

    /** Readiness of a process, as its status. */
    private static int etat(String processus) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(
                                            URI.create(plateforme.adresse(processus) + "/actuator/health/readiness"))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Sum of a measure over its labels. */
    private static double mesure(String processus, String nom) throws Exception {
        var corps = HTTP.send(
                        HttpRequest.newBuilder(URI.create(plateforme.adresse(processus) + "/actuator/prometheus"))
                                .header("Authorization", "Bearer " + plateforme.secret("metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return Pattern.compile("(?m)^" + nom + "(?:\\{[^}]*})? (\\S+)$")
                .matcher(corps)
                .results()
                .mapToDouble(trouve -> Double.parseDouble(trouve.group(1)))
                .sum();
    }

    /** Number of a process now: the launcher may have started it again since. */
    private static long numero(String processus) {
        var port = URI.create(plateforme.adresse(processus)).getPort();
        return ProcessHandle.of(plateforme.pret().path("pid").asLong())
                .orElseThrow()
                .descendants()
                .filter(enfant -> environnementDit(enfant, "PORT=" + port))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError(processus + " does not run"));
    }

    private static boolean environnementDit(ProcessHandle processus, String variable) {
        try {
            return ("\0"
                            + Files.readString(
                                    Path.of("/proc/" + processus.pid() + "/environ"), StandardCharsets.ISO_8859_1))
                    .contains("\0" + variable + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
