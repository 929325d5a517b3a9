package fr.gouv.apilos.habilitation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * SIAP and the référentiel as this service meets them. SIAP answers the documents of the simulator, by login; the
 * référentiel gives an entity the same identifier each time.
 */
public final class Voisins {

    /** Secret shared with SIAP. */
    public static final String CLE_SIAP = "cle-de-siap";

    /** Secret of the gateway. */
    public static final String SECRET = "secret-de-la-passerelle";

    /** Secret of another service. */
    public static final String SECRET_CONVENTION = "secret-du-service-convention";

    private static final String HABILITATIONS = "/siap/services/habilitation/api-int/v0/habilitations";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNode COMPTES =
            JSON.readTree(Path.of("../infra/simulators/src/main/resources/simulateurs/comptes.json")
                    .toFile());

    /** SIAP. */
    public static final WireMockServer SIAP = demarrer(new ParLogin());

    /** The référentiel. */
    public static final WireMockServer REFERENTIEL = demarrer(new Rapprocheur());

    /** convention-service: nothing is known there until a test says otherwise. */
    public static final WireMockServer CONVENTION = demarrer(new Rapprocheur());

    private Voisins() {}

    /** Puts the addresses of both in the environment of the service. */
    public static final class Adresses implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext contexte) {
            toutVaBien();
            TestPropertyValues.of(
                            "apilos.siap.hote=" + SIAP.baseUrl() + "/siap",
                            "apilos.siap.cle=" + CLE_SIAP,
                            "apilos.siap.delai=1s",
                            // Tests that catch up do it themselves.
                            "apilos.referentiel.premier-rattrapage=1h",
                            "apilos.services.referentiel=" + REFERENTIEL.baseUrl(),
                            "apilos.services.convention=" + CONVENTION.baseUrl(),
                            "apilos.clients=gateway:" + SECRET + ",convention-service:" + SECRET_CONVENTION,
                            "apilos.jeton.secret=un secret de seize caractères au moins")
                    .applyTo(contexte);
        }
    }

    /** Both answer well, nothing is remembered. */
    public static void toutVaBien() {
        SIAP.resetAll();
        REFERENTIEL.resetAll();
        CONVENTION.resetAll();
        SIAP.stubFor(get(urlPathEqualTo(HABILITATIONS)).willReturn(aResponse().withTransformers(ParLogin.NOM)));
        SIAP.stubFor(get(urlPathEqualTo("/siap/services/operation/api-int/v0/journalisation-fusion"))
                .willReturn(okJson(COMPTES.path("fusions").toString())));
        SIAP.stubFor(get(urlPathEqualTo("/siap/api-int/v0/config")).willReturn(okJson("""
                    {"racineUrlAccesWeb": "https://siap.example", "urlAccesWeb": "/tableau-bord",
                     "urlAccesWebOperation": "/operation/<NUM_OPE_SIAP>/informations"}\
                    """)));
        SIAP.stubFor(get(urlPathEqualTo("/siap/api-int/v0/menu")).willReturn(okJson("""
                    {"menuItems": [{"libelle": "Tableau de bord", "url": "/tableau-bord", "menuItems": []}]}\
                    """)));
        for (var quoi : List.of("bailleur", "administration")) {
            REFERENTIEL.stubFor(put(urlPathEqualTo("/api/v1/rapprochements/" + quoi))
                    .willReturn(aResponse().withTransformers(Rapprocheur.NOM)));
        }
    }

    /** What SIAP says of habilitations from now on, whoever asks. */
    public static void siapRepond(ResponseDefinitionBuilder reponse) {
        SIAP.stubFor(get(urlPathEqualTo(HABILITATIONS)).willReturn(reponse));
    }

    /** The habilitations SIAP gives from now on. */
    public static void siapDonne(JsonNode... habilitations) {
        siapRepond(okJson("{\"habilitations\": " + JSON.valueToTree(List.of(habilitations)) + "}"));
    }

    /** How the référentiel answers about one kind of entity, whatever is asked. */
    public static void referentielRepond(String quoi, ResponseDefinitionBuilder reponse) {
        REFERENTIEL.stubFor(put(urlPathEqualTo("/api/v1/rapprochements/" + quoi))
                .withRequestBody(matchingJsonPath("$"))
                .willReturn(reponse));
    }

    /** The identifier the référentiel gives to an entity. */
    public static UUID uuid(String cle) {
        return UUID.nameUUIDFromBytes(("entite:" + cle).getBytes(StandardCharsets.UTF_8));
    }

    /** An account of the simulator. */
    public static JsonNode compte(String login) {
        for (var compte : COMPTES.path("comptes")) {
            if (login.equals(compte.path("login").asString())) {
                return compte;
            }
        }
        throw new IllegalArgumentException("no account " + login);
    }

    /** A habilitation of an account of the simulator, to be changed at will. */
    public static tools.jackson.databind.node.ObjectNode habilitation(String login) {
        return (tools.jackson.databind.node.ObjectNode)
                compte(login).path("habilitations").get(0).deepCopy();
    }

    /** Logins of the simulator. */
    public static List<String> logins() {
        return COMPTES.path("comptes")
                .valueStream()
                .map(c -> c.path("login").asString())
                .toList();
    }

    private static WireMockServer demarrer(ResponseDefinitionTransformerV2 extension) {
        var serveur = new WireMockServer(options().dynamicPort().extensions(extension));
        serveur.start();
        return serveur;
    }

    private abstract static class Extension implements ResponseDefinitionTransformerV2 {
        @Override
        public boolean applyGlobally() {
            return false;
        }

        static ResponseDefinition json(Object corps) {
            return new ResponseDefinitionBuilder()
                    .withStatus(200)
                    .withHeader("Content-Type", "application/json")
                    .withBody(JSON.writeValueAsString(corps))
                    .build();
        }
    }

    /** Habilitations of the login the token names. */
    private static final class ParLogin extends Extension {
        static final String NOM = "par-login";

        @Override
        public String getName() {
            return NOM;
        }

        @Override
        public ResponseDefinition transform(ServeEvent evenement) {
            var jeton = evenement.getRequest().header("siap-Authorization").firstValue();
            var claims = JSON.readTree(Base64.getUrlDecoder().decode(jeton.split("\\.")[1]));
            var login = claims.path("user-login").asString();
            return json(Map.of(
                    "habilitations", logins().contains(login) ? compte(login).path("habilitations") : List.of()));
        }
    }

    /** The same key is the same entity. */
    private static final class Rapprocheur extends Extension {
        static final String NOM = "rapprocheur";

        @Override
        public String getName() {
            return NOM;
        }

        @Override
        public ResponseDefinition transform(ServeEvent evenement) {
            var demande = JSON.readTree(evenement.getRequest().getBodyAsString());
            var cle = demande.has("code") ? demande.path("code") : demande.path("siren");
            return json(Map.of("uuid", uuid(cle.asString())));
        }
    }
}
