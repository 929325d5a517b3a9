package fr.gouv.apilos.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A stand-in for a service: says it is ready, shows one variable of its environment, notes its end. */
final class ServiceFactice {

    private ServiceFactice() {}

    public static void main(String[] args) throws IOException {
        var nom = args[0];
        var serveur = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
        serveur.createContext("/actuator/health/readiness", echange -> repondre(echange, 200, "{\"status\":\"UP\"}"));
        serveur.createContext("/env", echange -> {
            var valeur = System.getenv(echange.getRequestURI().getQuery());
            repondre(echange, valeur == null ? 404 : 200, valeur == null ? "absente" : valeur);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Files.writeString(
                        Path.of(System.getenv("TEMOIN")),
                        nom + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                System.err.println(e);
            }
        }));
        serveur.start();
        System.out.println("pret : " + nom);
    }

    private static void repondre(HttpExchange echange, int statut, String texte) throws IOException {
        var corps = texte.getBytes(StandardCharsets.UTF_8);
        echange.sendResponseHeaders(statut, corps.length);
        echange.getResponseBody().write(corps);
        echange.close();
    }
}
