package fr.gouv.apilos.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;

/** An AMQP 0-9-1 broker inside this JVM. It can be stopped and started again on the same port to try bad days. */
public final class CourtierEmbarque implements AutoCloseable {

    private final int port;
    private final Path donnees;
    private final SystemLauncher lanceur = new SystemLauncher();

    private CourtierEmbarque(int port, Path donnees) {
        this.port = port;
        this.donnees = donnees;
    }

    /** Starts a broker that keeps nothing, on a free port. */
    public static CourtierEmbarque demarrer() {
        int port;
        try (var libre = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = libre.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return demarrer(port, null);
    }

    /**
     * Starts a broker on a given port.
     *
     * @param donnees where queues and messages are kept (Derby), or null to keep nothing
     */
    public static CourtierEmbarque demarrer(int port, Path donnees) {
        var courtier = new CourtierEmbarque(port, donnees);
        courtier.lancer();
        return courtier;
    }

    public String url() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/default";
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        lanceur.shutdown();
    }

    private void lancer() {
        try {
            var dossier = donnees == null ? Files.createTempDirectory("apilos-amqp-") : donnees;
            var configuration = Files.createTempFile("apilos-amqp-", ".json");
            Files.writeString(configuration, configuration(dossier));
            lanceur.startup(Map.of(
                    SystemConfig.TYPE,
                    "Memory",
                    SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                    configuration.toUri().toString(),
                    SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                    "false",
                    SystemConfig.CONTEXT,
                    Map.of("qpid.work_dir", dossier.toString())));
            Files.delete(configuration);
        } catch (Exception e) {
            throw new IllegalStateException("embedded broker cannot start", e);
        }
    }

    private String configuration(Path dossier) {
        var contexte = "\\\"context\\\": {\\\"queue.behaviourOnUnknownDeclareArgument\\\": \\\"IGNORE\\\"}";
        var noeud = donnees == null
                ? "\"type\": \"Memory\", \"virtualHostInitialConfiguration\": \"{\\\"type\\\": \\\"Memory\\\", %s}\""
                        .formatted(contexte)
                : "\"type\": \"JSON\", \"storePath\": \"%s\", \"virtualHostInitialConfiguration\": \"{\\\"type\\\": \\\"DERBY\\\", \\\"storePath\\\": \\\"%s\\\", %s}\""
                        .formatted(dossier.resolve("config"), dossier.resolve("messages"), contexte);
        return """
            {
              "name": "essai",
              "modelVersion": "9.1",
              "authenticationproviders": [{
                "name": "comptes", "type": "Plain", "secureOnlyMechanisms": [],
                "users": [{"name": "guest", "type": "managed", "password": "guest"}]
              }],
              "ports": [{
                "name": "AMQP", "port": %d, "bindingAddress": "127.0.0.1",
                "authenticationProvider": "comptes", "protocols": ["AMQP_0_9_1"],
                    "virtualhostaliases": [
                      {"name": "nameAlias", "type": "nameAlias"}, {"name": "defaultAlias", "type": "defaultAlias"}
                    ]
              }],
              "virtualhostnodes": [{"name": "default", "defaultVirtualHostNode": "true", %s}]
            }
            """.formatted(port, noeud);
    }
}
