package fr.gouv.apilos.launcher;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;

/** An AMQP 0-9-1 broker in this JVM. Queues and persistent messages are kept on disk and found again. */
public final class CourtierEmbarque implements AutoCloseable {

    /** Name of its one account. */
    public static final String UTILISATEUR = "apilos";

    private final SystemLauncher lanceur = new SystemLauncher();

    private CourtierEmbarque() {}

    /**
     * Starts the broker on a port of the loopback address; what it kept there is found again.
     *
     * @throws DemarrageImpossible when it does not come up
     */
    public static CourtierEmbarque demarrer(Path dossier, int port, String motDePasse) {
        var courtier = new CourtierEmbarque();
        try {
            Files.createDirectories(dossier);
            // Derby writes its log in the working directory unless told otherwise.
            System.setProperty(
                    "derby.stream.error.file", dossier.resolve("derby.log").toString());
            var configuration = Files.createTempFile(dossier, "initial-", ".json");
            Files.writeString(configuration, configuration(dossier, port, motDePasse));
            try {
                courtier.lanceur.startup(Map.of(
                        SystemConfig.TYPE,
                        "Memory",
                        SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                        configuration.toUri().toString(),
                        SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                        "false",
                        SystemConfig.CONTEXT,
                        Map.of(
                                "qpid.work_dir",
                                dossier.toString(),
                                // RabbitMQ's queue arguments (quorum, delivery limit) must not stop a service.
                                "queue.behaviourOnUnknownDeclareArgument",
                                "IGNORE")));
            } finally {
                Files.delete(configuration);
            }
            // The broker logs its failures and goes on: only its port tells.
            try (var essai = new Socket()) {
                essai.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
            }
            return courtier;
        } catch (Exception e) {
            throw new DemarrageImpossible("Le courtier de messages embarqué ne démarre pas : " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        lanceur.shutdown();
    }

    private static String configuration(Path dossier, int port, String motDePasse) {
        var hote = "{\\\"type\\\": \\\"DERBY\\\", \\\"storePath\\\": \\\"%s\\\"}";
        return """
            {
              "name": "apilos",
              "modelVersion": "9.1",
              "authenticationproviders": [{
                "name": "comptes", "type": "Plain", "secureOnlyMechanisms": [],
                "users": [{"name": "%s", "type": "managed", "password": "%s"}]
              }],
              "ports": [{
                "name": "AMQP", "port": %d, "bindingAddress": "127.0.0.1",
                "authenticationProvider": "comptes", "protocols": ["AMQP_0_9_1"],
                "virtualhostaliases": [
                  {"name": "nameAlias", "type": "nameAlias"},
                  {"name": "defaultAlias", "type": "defaultAlias"}
                ]
              }],
              "virtualhostnodes": [{
                "name": "default", "defaultVirtualHostNode": "true", "type": "JSON", "storePath": "%s",
                "virtualHostInitialConfiguration": "%s"
              }]
            }
            """.formatted(
                        UTILISATEUR,
                        motDePasse,
                        port,
                        dossier.resolve("configuration"),
                        hote.formatted(dossier.resolve("messages")));
    }
}
