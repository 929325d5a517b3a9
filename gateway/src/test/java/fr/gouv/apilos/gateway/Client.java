package fr.gouv.apilos.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A browser that follows no redirection, at an address of its own. */
final class Client {

    static final String PAGE = "text/html,application/xhtml+xml";

    private static final AtomicInteger ADRESSES = new AtomicInteger();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String base;
    private final String adresse = "198.51.100." + ADRESSES.incrementAndGet();
    final Map<String, String> cookies = new LinkedHashMap<>();

    Client(String base) {
        this.base = base;
    }

    String adresse() {
        return adresse;
    }

    HttpResponse<String> page(String chemin) {
        return envoyer(requete(chemin).header("Accept", PAGE));
    }

    HttpResponse<String> json(String chemin) {
        return envoyer(requete(chemin).header("Accept", "application/json"));
    }

    HttpResponse<String> formulaire(String chemin, Map<String, String> champs) {
        return envoyer(requete(chemin)
                .header("Accept", PAGE)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoder(champs))));
    }

    HttpRequest.Builder requete(String chemin) {
        var requete = HttpRequest.newBuilder(URI.create(base + chemin))
                .timeout(Duration.ofSeconds(30))
                .header("X-Forwarded-For", adresse);
        if (!cookies.isEmpty()) {
            requete.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(c -> c.getKey() + "=" + c.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return requete;
    }

    HttpResponse<String> envoyer(HttpRequest.Builder requete) {
        return retenir(envoyer(requete, HttpResponse.BodyHandlers.ofString()));
    }

    HttpResponse<InputStream> flux(HttpRequest.Builder requete) {
        return retenir(envoyer(requete, HttpResponse.BodyHandlers.ofInputStream()));
    }

    static String encoder(Map<String, String> champs) {
        return champs.entrySet().stream()
                .map(c -> c.getKey() + "=" + URLEncoder.encode(c.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static <T> HttpResponse<T> envoyer(HttpRequest.Builder requete, HttpResponse.BodyHandler<T> corps) {
        try {
            return HTTP.send(requete.build(), corps);
        } catch (IOException e) {
            throw new AssertionError("the gateway did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private <T> HttpResponse<T> retenir(HttpResponse<T> reponse) {
        for (var entete : reponse.headers().allValues("Set-Cookie")) {
            for (var cookie : HttpCookie.parse(entete)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return reponse;
    }
}
