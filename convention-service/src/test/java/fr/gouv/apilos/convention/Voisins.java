package fr.gouv.apilos.convention;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import fr.gouv.apilos.platform.security.JetonDeService;
import java.util.UUID;
import org.springframework.amqp.core.Declarables;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The neighbours of this service: what they declare on the broker (without their queue its requests wait for ever), and
 * habilitation-service, which knows nobody until a test says otherwise.
 */
@TestConfiguration
public class Voisins {

    /** habilitation-service. */
    public static final WireMockServer HABILITATION = demarrer();

    private static WireMockServer demarrer() {
        var serveur = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        serveur.start();
        serveur.stubFor(
                post(urlPathEqualTo("/api/v1/correspondants")).atPriority(10).willReturn(okJson("[]")));
        return serveur;
    }

    /**
     * The question about one bailleur or administration, to be answered by the test.
     *
     * @param champ {@code bailleur} or {@code administration}
     */
    public static MappingBuilder correspondants(String champ, UUID entite) {
        return post(urlPathEqualTo("/api/v1/correspondants"))
                .withRequestBody(matchingJsonPath("$[?(@.%s == '%s')]".formatted(champ, entite)));
    }

    /** One account, as habilitation-service says it. */
    public static String personne(UUID utilisateur, String email, String preference, String role, boolean surPlace) {
        return """
            {"utilisateur": "%s", "email": "%s", "emailSecondaire": "second-%s", "preference": "%s", "roles": ["%s"],
             "rolesSurPlace": [%s]}\
            """.formatted(utilisateur, email, email, preference, role, surPlace ? "\"" + role + "\"" : "");
    }

    @Bean
    Declarables fileDuProducteurDeDocuments() {
        return QueuesDurables.file("essai.demandes", "document.demandes", "#");
    }

    @Bean
    DynamicPropertyRegistrar adressesDesVoisins() {
        return registre -> registre.add("apilos.services.habilitation", HABILITATION::baseUrl);
    }

    @Bean
    JetonDeService jetonDeService() {
        return () -> "jeton-d-essai";
    }
}
