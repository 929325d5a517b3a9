package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole life on real embedded servers: first start, data kept, a child that dies, ordered stop, second start. */
class LanceurIT {

    private static final List<String> SECRETS =
            List.of("TOKEN_KEY_SECRET", "CLIENT_SECRETS", "CLIENT_SECRET", "METRICS_TOKEN");

    @TempDir
    private Path dossier;

    private final ByteArrayOutputStream ecran = new ByteArrayOutputStream();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void un_second_demarrage_retrouve_les_donnees_du_premier() throws Exception {
        Files.writeString(dossier.resolve("Procfile"), """
            habilitation: java $JAVA_OPTS -cp $CLASSES fr.gouv.apilos.launcher.ServiceFactice habilitation
            web: java $JAVA_OPTS -cp $CLASSES fr.gouv.apilos.launcher.ServiceFactice web
            postdeploy: echo jamais ici
            """);
        Files.writeString(dossier.resolve("jeu.json"), "[]");
        var secrets = new HashMap<String, String>();

        try (var premier = lancer(dossier.resolve("donnees"))) {
            premier.demarrer();
            assertThat(ecran())
                    .contains("web          | pret : web")
                    .contains("✓ habilitation")
                    .contains("Prêt en");
            assertThat(lire("web", "DATASET").statusCode()).isEqualTo(404);
            assertThat(lire("habilitation", "DATASET").body()).endsWith("jeu.json");
            for (var nom : SECRETS) {
                secrets.put(nom, lire("habilitation", nom).body());
            }
            verifierCloisons();
            ecrireDonnees();
            relancerApresMort();
            refuserUnSecondLanceur();
        }
        assertThat(Files.readAllLines(dossier.resolve("temoin"))).containsExactly("web", "habilitation");
        assertThat(pret()).doesNotExist();
        assertThat(ecran()).contains("Tout est arrêté");

        try (var second = lancer(dossier.resolve("donnees"))) {
            second.demarrer();
            relireDonnees();
            // Once loaded, the data set is the users' data: loading it again would undo their work.
            assertThat(lire("habilitation", "DATASET").statusCode()).isEqualTo(404);
            // Keys sealed by the first would be lost with another secret.
            for (var nom : SECRETS) {
                assertThat(lire("habilitation", nom).body())
                        .as(nom)
                        .isNotBlank()
                        .isEqualTo(secrets.get(nom));
            }
        }
    }

    @Test
    void un_processus_qui_meurt_toujours_arrete_le_demarrage_en_le_disant() throws Exception {
        Files.writeString(dossier.resolve("Procfile"), "fragile: sh -c 'echo je meurs; exit 7'\n");
        var herite = new HashMap<>(environnement());
        // Servers are not the matter here.
        herite.put("AMQP_URL", "amqp://ailleurs");
        try (var lanceur = new Lanceur(options(dossier.resolve("autres"), "aucun"), herite, console(), Instant.now())) {
            assertThatThrownBy(lanceur::demarrer)
                    .isInstanceOf(DemarrageImpossible.class)
                    .hasMessageContaining("« fragile » ne démarre pas");
        }
        assertThat(ecran()).contains("(code 7)").contains("je meurs").contains("il n’est plus relancé");
    }

    private void verifierCloisons() throws Exception {
        try (var a = base("convention");
                var b = base("referentiel")) {
            a.createStatement().execute("create table convention.c (id int)");
            assertThatThrownBy(() -> b.createStatement().executeQuery("select * from convention.c"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for schema convention");
            assertThatThrownBy(() -> b.createStatement().execute("create table public.p (id int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> b.createStatement().execute("create role intrus"))
                    .hasMessageContaining("permission denied");
            assertThat(b.createStatement().executeQuery("select similarity('a', unaccent('à'))"))
                    .isNotNull();
        }
    }

    private void ecrireDonnees() throws Exception {
        try (var base = base("convention")) {
            base.createStatement().execute("insert into convention.c values (42)");
        }
        try (var connexion = amqp().newConnection();
                var canal = connexion.createChannel()) {
            // An argument of RabbitMQ that the embedded broker does not know.
            canal.queueDeclare("durable", true, false, false, Map.of("x-queue-type", "quorum"));
            canal.confirmSelect();
            canal.basicPublish(
                    "", "durable", MessageProperties.PERSISTENT_TEXT_PLAIN, "gardé".getBytes(StandardCharsets.UTF_8));
            canal.waitForConfirmsOrDie(5000);
        }
    }

    private void relireDonnees() throws Exception {
        try (var base = base("convention");
                var lignes = base.createStatement().executeQuery("select id from convention.c")) {
            assertThat(lignes.next()).isTrue();
            assertThat(lignes.getInt(1)).isEqualTo(42);
        }
        try (var connexion = amqp().newConnection();
                var canal = connexion.createChannel()) {
            assertThat(new String(canal.basicGet("durable", true).getBody(), StandardCharsets.UTF_8))
                    .isEqualTo("gardé");
        }
    }

    private void relancerApresMort() throws Exception {
        var pid = Long.parseLong(champ("\"web\": \\{[^}]*\"pid\": (\\d+)"));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ecran().split("✓ web", -1)).hasSize(3));
        assertThat(lire("web", "PORT").statusCode()).isEqualTo(200);
        assertThat(ecran()).contains("« web » s’est arrêté (code 137)");
    }

    private void refuserUnSecondLanceur() {
        try (var autre = lancer(dossier.resolve("donnees"))) {
            assertThatThrownBy(autre::demarrer)
                    .isInstanceOf(DemarrageImpossible.class)
                    .hasMessageContaining("tourne déjà");
        }
        assertThat(pret()).exists();
    }

    private Lanceur lancer(Path donnees) {
        return new Lanceur(
                options(donnees, dossier.resolve("jeu.json").toString()), environnement(), console(), Instant.now());
    }

    private Options options(Path donnees, String jeu) {
        return new Options(
                dossier, dossier.resolve("Procfile"), donnees, 0, pret(), jeu, Options.Aot.NON, false, false, false);
    }

    private Map<String, String> environnement() {
        return Map.of(
                "PATH", System.getenv("PATH"),
                "CLASSES", Path.of("target/test-classes").toAbsolutePath().toString(),
                "TEMOIN", dossier.resolve("temoin").toString());
    }

    private Console console() {
        return new Console(new PrintStream(ecran, true, StandardCharsets.UTF_8), false, false);
    }

    private String ecran() {
        return ecran.toString(StandardCharsets.UTF_8);
    }

    private Path pret() {
        return dossier.resolve("pret.json");
    }

    private String champ(String motif) throws Exception {
        var trouve = Pattern.compile(motif).matcher(Files.readString(pret()));
        assertThat(trouve.find()).as(motif).isTrue();
        return trouve.group(1);
    }

    private HttpResponse<String> lire(String processus, String variable) throws Exception {
        var url = champ("\"" + processus + "\": \\{[^}]*\"url\": \"([^\"]+)\"");
        return http.send(
                HttpRequest.newBuilder(URI.create(url.replace("localhost", "127.0.0.1") + "/env?" + variable))
                        .build(),
                BodyHandlers.ofString());
    }

    private Connection base(String schema) throws Exception {
        var admin = AdresseBase.lire(champ("\"databaseUrl\": \"([^\"]+)\""));
        var secrets = Secrets.ouvrir(dossier.resolve("donnees/secrets.properties"));
        return DriverManager.getConnection(admin.jdbc(), "apilos_" + schema, secrets.lire("base." + schema));
    }

    private ConnectionFactory amqp() throws Exception {
        var fabrique = new ConnectionFactory();
        fabrique.setUri(champ("\"amqpUrl\": \"([^\"]+)\""));
        return fabrique;
    }
}
