package fr.gouv.apilos.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** The servers of this JVM's tests, started once. A database of its own is created and used for the whole JVM. */
public final class InfrastructureDeTest {

    private static final String MOT_DE_PASSE = "test";

    private static InfrastructureDeTest instance;

    private final String jdbcAdministrateur;
    private final String utilisateur;
    private final String motDePasse;
    private final String amqp;
    private final Path fichiers;
    private final Map<String, Boolean> rolesPrets = new ConcurrentHashMap<>();

    private InfrastructureDeTest(Serveur base, String amqp) throws SQLException, IOException {
        var nom = "apilos_test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        try (var connexion = DriverManager.getConnection(base.jdbc(), base.utilisateur(), base.motDePasse());
                var ordre = connexion.createStatement()) {
            ordre.execute("create database " + nom);
        }
        this.jdbcAdministrateur = base.jdbc().replaceFirst("/[^/?]*(\\?|$)", "/" + nom + "$1");
        this.utilisateur = base.utilisateur();
        this.motDePasse = base.motDePasse();
        this.amqp = amqp;
        this.fichiers = Files.createTempDirectory("apilos-fichiers-");
        try (var connexion = administrateur();
                var ordre = connexion.createStatement()) {
            ordre.execute("create extension if not exists pg_trgm schema public");
            ordre.execute("create extension if not exists unaccent schema public");
            ordre.execute("revoke create on schema public from public");
        }
        if (!base.jetable()) {
            aLaFin(() -> supprimer(base, nom));
        }
    }

    private record Serveur(String jdbc, String utilisateur, String motDePasse, boolean jetable) {}

    /** The servers, started on the first call. */
    public static synchronized InfrastructureDeTest demarree() {
        if (instance == null) {
            var base = CompletableFuture.supplyAsync(InfrastructureDeTest::postgresql);
            var courtier = CompletableFuture.supplyAsync(InfrastructureDeTest::amqp);
            try {
                instance = new InfrastructureDeTest(base.join(), courtier.join());
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("test servers cannot be prepared", e);
            }
        }
        return instance;
    }

    /** A connection of the administrator to the database of this JVM. */
    public Connection administrateur() throws SQLException {
        return DriverManager.getConnection(jdbcAdministrateur, utilisateur, motDePasse);
    }

    /** A connection as the role of one service. */
    public Connection role(String schema) throws SQLException {
        preparerRole(schema);
        return DriverManager.getConnection(jdbcAdministrateur, "apilos_" + schema, MOT_DE_PASSE);
    }

    /** Address of the broker, {@code amqp://…}. */
    public String amqpUrl() {
        return amqp;
    }

    String dossierDeFichiers() {
        return fichiers.toString();
    }

    Map<String, Object> proprietes(String schema) {
        preparerRole(schema);
        var proprietes = new LinkedHashMap<String, Object>();
        proprietes.put("spring.datasource.url", jdbcAdministrateur);
        proprietes.put("spring.datasource.username", "apilos_" + schema);
        proprietes.put("spring.datasource.password", MOT_DE_PASSE);
        proprietes.put("spring.datasource.hikari.maximum-pool-size", 6);
        proprietes.put("spring.rabbitmq.addresses", amqp);
        return proprietes;
    }

    private void preparerRole(String schema) {
        rolesPrets.computeIfAbsent(schema, s -> {
            var role = "apilos_" + s;
            try (var connexion = administrateur();
                    var ordre = connexion.createStatement()) {
                ordre.execute("""
                    do $$ begin
                      if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s login password '%2$s';
                      else
                        alter role %1$s login password '%2$s';
                      end if;
                    end $$\
                    """.formatted(role, MOT_DE_PASSE));
                ordre.execute("create schema if not exists %s authorization %s".formatted(s, role));
            } catch (SQLException e) {
                throw new IllegalStateException("role " + role + " cannot be prepared", e);
            }
            return true;
        });
    }

    private static Serveur postgresql() {
        var url = System.getenv("TEST_DATABASE_URL");
        if (url != null && !url.isBlank()) {
            var uri = URI.create(url);
            var compte = uri.getUserInfo() == null
                    ? new String[] {"postgres"}
                    : uri.getUserInfo().split(":", 2);
            return new Serveur(
                    "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort())
                            + uri.getPath(),
                    compte[0],
                    compte.length > 1 ? compte[1] : "",
                    false);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            @SuppressWarnings("resource") // lives as long as the JVM
            var conteneur = new PostgreSQLContainer("postgres:18");
            conteneur.start();
            return new Serveur(conteneur.getJdbcUrl(), conteneur.getUsername(), conteneur.getPassword(), true);
        }
        try {
            @SuppressWarnings("resource") // lives as long as the JVM
            var embarque = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setRegisterShutdownHook(false)
                    .start();
            aLaFin(() -> {
                try {
                    embarque.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            // Not the library's own URL: it names a user, who would win over the role of the service.
            return new Serveur(
                    "jdbc:postgresql://127.0.0.1:" + embarque.getPort() + "/postgres", "postgres", "postgres", true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String amqp() {
        var url = System.getenv("TEST_AMQP_URL");
        if (url != null && !url.isBlank()) {
            return url;
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            @SuppressWarnings("resource") // lives as long as the JVM
            var conteneur = new RabbitMQContainer("rabbitmq:4");
            conteneur.start();
            return conteneur.getAmqpUrl();
        }
        return CourtierEmbarque.demarrer().url();
    }

    /** After the application contexts are closed: one whose database is gone waits for it ten seconds. */
    private static void aLaFin(Runnable suite) {
        SpringApplication.getShutdownHandlers().add(suite);
    }

    private static void supprimer(Serveur base, String nom) {
        try (var connexion = DriverManager.getConnection(base.jdbc(), base.utilisateur(), base.motDePasse());
                var ordre = connexion.createStatement()) {
            ordre.execute("drop database if exists " + nom + " with (force)");
        } catch (SQLException e) {
            System.err.println("Test database " + nom + " was left behind: " + e.getMessage());
        }
    }
}
