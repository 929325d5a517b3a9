package fr.gouv.apilos.endtoend;

import fr.gouv.apilos.launcher.CourtierEmbarque;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A broker a test may stop: the real RabbitMQ of this machine when {@code TEST_AMQP_URL} names it and
 * {@code rabbitmqctl} commands it, in a virtual host of its own; else an embedded one, which keeps its messages on disk.
 */
abstract sealed class Courtier implements AutoCloseable {

    static Courtier demarrer(Path dossier) {
        var reel = System.getenv("TEST_AMQP_URL");
        return reel != null && commander("status") ? new RabbitMq(URI.create(reel)) : new Embarque(dossier);
    }

    abstract String url();

    abstract void arreter();

    abstract void relancer();

    @Override
    public abstract void close();

    private static boolean commander(String... arguments) {
        try {
            var commande = new java.util.ArrayList<String>(java.util.List.of("rabbitmqctl", "-q"));
            commande.addAll(java.util.List.of(arguments));
            var processus = new ProcessBuilder(commande)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return processus.waitFor(120, TimeUnit.SECONDS) && processus.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class Embarque extends Courtier {
        private static final String MOT_DE_PASSE = "essai";
        private final Path dossier;
        private final int port = Ports.libre();
        private CourtierEmbarque courant;

        Embarque(Path dossier) {
            this.dossier = dossier;
            relancer();
        }

        @Override
        String url() {
            return "amqp://" + CourtierEmbarque.UTILISATEUR + ":" + MOT_DE_PASSE + "@127.0.0.1:" + port;
        }

        @Override
        void arreter() {
            courant.close();
        }

        @Override
        void relancer() {
            courant = CourtierEmbarque.demarrer(dossier, port, MOT_DE_PASSE);
        }

        @Override
        public void close() {
            courant.close();
        }
    }

    private static final class RabbitMq extends Courtier {
        private static final String HOTE_VIRTUEL = "apilos-mauvais-jours";
        private final URI adresse;

        RabbitMq(URI adresse) {
            this.adresse = adresse;
            commander("delete_vhost", HOTE_VIRTUEL);
            exiger("add_vhost", HOTE_VIRTUEL);
            exiger("set_permissions", "-p", HOTE_VIRTUEL, adresse.getUserInfo().split(":")[0], ".*", ".*", ".*");
        }

        @Override
        String url() {
            return "amqp://" + adresse.getRawUserInfo() + "@" + adresse.getHost() + ":"
                    + (adresse.getPort() < 0 ? 5672 : adresse.getPort()) + "/" + HOTE_VIRTUEL;
        }

        @Override
        void arreter() {
            exiger("stop_app");
        }

        @Override
        void relancer() {
            exiger("start_app");
        }

        @Override
        public void close() {
            // Others need it, whatever happened here.
            commander("start_app");
            commander("delete_vhost", HOTE_VIRTUEL);
        }

        private static void exiger(String... arguments) {
            if (!commander(arguments)) {
                throw new AssertionError("rabbitmqctl " + String.join(" ", arguments) + " failed");
            }
        }
    }
}
