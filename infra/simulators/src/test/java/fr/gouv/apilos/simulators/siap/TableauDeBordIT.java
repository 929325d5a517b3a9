package fr.gouv.apilos.simulators.siap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import fr.gouv.apilos.simulators.ServeurSimule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard asks the platform for the counters of an habilitation, as SIAP does. */
@ServeurSimule
class TableauDeBordIT {

    private static final String CLE = "cle-partagee-avec-la-plateforme";
    private static final AtomicReference<String> AUTORISATION = new AtomicReference<>();
    private static final HttpServer APILOS = apilos();

    @LocalServerPort
    private int port;

    @Autowired
    private JsonMapper json;

    @DynamicPropertySource
    static void adresses(DynamicPropertyRegistry proprietes) {
        proprietes.add(
                "simulateurs.siap.apilos-url",
                () -> "http://localhost:" + APILOS.getAddress().getPort());
        proprietes.add("simulateurs.siap.cle-api", () -> CLE);
    }

    private static HttpServer apilos() {
        try {
            var serveur = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serveur.createContext("/api-siap/v0/convention_kpi/", echange -> {
                AUTORISATION.set(echange.getRequestHeaders().getFirst("Authorization"));
                var corps = """
                    [{"indicateur_redirection_url": "/conventions/recherche?cstatut=4. A signer", "indicateur_valeur": 5,
                      "indicateur_label": "à signer"}]\
                    """.getBytes(StandardCharsets.UTF_8);
                echange.getResponseHeaders().add("Content-Type", "application/json");
                echange.sendResponseHeaders(200, corps.length);
                echange.getResponseBody().write(corps);
                echange.close();
            });
            serveur.start();
            return serveur;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void arreter() {
        APILOS.stop(0);
    }

    @Test
    void k1_les_indicateurs_de_l_habilitation_sont_demandes_avec_un_jeton_signe() throws Exception {
        var page = lire("/siap-web/tableau-bord?habilitation_id=103");
        assertThat(page).contains("5 à signer", "cstatut=4.%20A%20signer&amp;habilitation_id=103");
        var parties = AUTORISATION.get().substring("Bearer ".length()).split("\\.");
        var claims = json.readTree(Base64.getUrlDecoder().decode(parties[1]));
        assertThat(claims.path("user-login").asString()).isEqualTo("instructeur");
        assertThat(claims.path("habilitation-id").asLong()).isEqualTo(103);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(Base64.getUrlDecoder().decode(parties[2]))
                .isEqualTo(Hmac.signer("HS256", CLE, parties[0] + "." + parties[1]));
    }

    @Test
    void une_habilitation_inconnue_ou_absente_ne_demande_rien() throws Exception {
        AUTORISATION.set(null);
        assertThat(lire("/siap-web/tableau-bord")).contains("tableau-bord").doesNotContain("Indicateurs");
        assertThat(lire("/siap-web/tableau-bord?habilitation_id=1")).doesNotContain("Indicateurs");
        assertThat(AUTORISATION.get()).isNull();
    }

    private String lire(String chemin) throws Exception {
        var requete = HttpRequest.newBuilder(URI.create("http://localhost:" + port + chemin))
                .build();
        return HttpClient.newHttpClient().send(requete, BodyHandlers.ofString()).body();
    }
}
