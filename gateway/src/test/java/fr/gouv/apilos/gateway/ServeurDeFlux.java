package fr.gouv.apilos.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A service that sends events one by one, each only when the test allows it. */
final class ServeurDeFlux {

    private final HttpServer serveur;
    private final Semaphore permis = new Semaphore(0);

    ServeurDeFlux() {
        try {
            serveur = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        serveur.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        serveur.createContext("/bailleurs/suivi", echange -> {
            echange.getResponseHeaders().set("Content-Type", "text/event-stream");
            echange.sendResponseHeaders(200, 0);
            try (var flux = echange.getResponseBody()) {
                for (int i = 1; i <= 3 && attendre(); i++) {
                    flux.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
                    flux.flush();
                }
            }
        });
        serveur.start();
    }

    String adresse() {
        return "http://localhost:" + serveur.getAddress().getPort();
    }

    void laisserPasserUnEvenement() {
        permis.release();
    }

    private boolean attendre() throws IOException {
        try {
            return permis.tryAcquire(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
