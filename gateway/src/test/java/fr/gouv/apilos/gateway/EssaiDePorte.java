package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import fr.gouv.apilos.testing.ServicesReels;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway on a real port and a real PostgreSQL; Cerbère and the services are stubs that answer well by default. */
@ServicesReels
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
abstract class EssaiDePorte {

    static final WireMockServer CERBERE = demarre();
    static final WireMockServer HABILITATION = demarre();
    static final WireMockServer CONVENTION = demarre();
    static final ServeurDeFlux REFERENTIEL = new ServeurDeFlux();
    static final FournisseurSimule OIDC = new FournisseurSimule();
    static final String SECRET = "a secret of sixteen characters";
    static final String CLE_SIAP = "the key shared with SIAP";
    static final String CLE_SIAP_PRECEDENTE = "the key of the year before";
    private static final int PORT = portLibre();
    static final String PORTE = "http://localhost:" + PORT;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CircuitBreakerRegistry disjoncteurs;

    @DynamicPropertySource
    static void adresses(DynamicPropertyRegistry proprietes) {
        proprietes.add("server.port", () -> PORT);
        proprietes.add("apilos.url", () -> PORTE);
        proprietes.add("apilos.cerbere", () -> CERBERE.baseUrl() + "/cas");
        proprietes.add("apilos.services.habilitation", HABILITATION::baseUrl);
        proprietes.add("apilos.services.convention", CONVENTION::baseUrl);
        proprietes.add("apilos.services.referentiel", REFERENTIEL::adresse);
        // Nobody listens there.
        proprietes.add("apilos.services.document", () -> "http://localhost:" + portLibre());
        proprietes.add("CLIENT_SECRET", () -> SECRET);
        proprietes.add("apilos.api-siap.cle", () -> CLE_SIAP);
        proprietes.add("apilos.api-siap.cle-precedente", () -> CLE_SIAP_PRECEDENTE);
        proprietes.add("METRICS_TOKEN", () -> "jeton-des-mesures");
        proprietes.add("apilos.connexion.locale", () -> true);
        proprietes.add("apilos.oidc.issuer", OIDC::emetteur);
        proprietes.add("apilos.oidc.client-id", () -> FournisseurSimule.CLIENT);
        proprietes.add("apilos.oidc.client-secret", () -> FournisseurSimule.SECRET);
        proprietes.add("apilos.porte.corps-max", () -> 200_000);
    }

    @BeforeEach
    void toutVaBien() {
        CERBERE.resetAll();
        HABILITATION.resetAll();
        CONVENTION.resetAll();
        disjoncteurs.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        CONVENTION.stubFor(any(anyUrl()).willReturn(okForContentType("text/html;charset=UTF-8", "une page")));
        donnerDesJetons("un-jeton", Instant.now().plus(Duration.ofMinutes(10)));
    }

    static void donnerDesJetons(String jeton, Instant expireLe) {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/jetons"))
                .willReturn(okJson("{\"jeton\": \"%s\", \"expireLe\": \"%s\"}".formatted(jeton, expireLe))));
    }

    /** Signs somebody in, who holds these habilitations. */
    static HttpResponse<String> connecter(Client client, UUID qui, boolean staff, long... habilitations) {
        var ticket = "ST-" + UUID.randomUUID();
        cerbereConnait("42");
        ouvrir(qui, staff, habilitations);
        return client.page("/login/cas?ticket=" + ticket);
    }

    /** Somebody signed in under habilitation 7. */
    static Client connecte() {
        var client = new Client(PORTE);
        assertThat(connecter(client, UUID.randomUUID(), false, 7).statusCode()).isEqualTo(302);
        return client;
    }

    /** Somebody of the support team. */
    static Client exploitant() {
        var client = new Client(PORTE);
        assertThat(connecter(client, UUID.randomUUID(), true, 0).statusCode()).isEqualTo(302);
        return client;
    }

    static void ouvrir(UUID qui, boolean staff, long... habilitations) {
        ouvrir("/interne/connexions", qui, staff, habilitations);
    }

    static void ouvrir(String chemin, UUID qui, boolean staff, long... habilitations) {
        var offertes = LongStream.of(habilitations)
                .mapToObj(id -> """
                    {"id": %d, "libelle": "Habilitation %d", "profil": "SER_GEST", "perimetre": "Marseille",
                     "lectureSeule": false}\
                    """.formatted(id, id))
                .collect(Collectors.joining(", "));
        HABILITATION.stubFor(
                post(urlPathEqualTo(chemin)).willReturn(okJson("""
                    {"utilisateur": {"uuid": "%s", "nom": "Dominique Essai", "email": "dominique@exemple.fr", "staff": %s},
                     "habilitations": [%s], "active": %d}\
                    """.formatted(qui, staff, offertes, habilitations[0]))));
    }

    static void cerbereConnait(String identifiant) {
        var maintenant = Instant.now();
        CERBERE.stubFor(post(urlPathEqualTo("/cas/samlValidate"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/xml;charset=UTF-8")
                        .withBody("""
                            <?xml version="1.0" encoding="UTF-8"?>\
                            <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>\
                            <saml1p:Response xmlns:saml1p="urn:oasis:names:tc:SAML:1.0:protocol" MajorVersion="1" \
                            MinorVersion="1" ResponseID="_1" IssueInstant="%1$s"><saml1p:Status><saml1p:StatusCode \
                            Value="saml1p:Success"/></saml1p:Status><saml1:Assertion \
                            xmlns:saml1="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_2" IssueInstant="%1$s" \
                            Issuer="localhost" MajorVersion="1" MinorVersion="1"><saml1:Conditions NotBefore="%1$s" \
                            NotOnOrAfter="%2$s"/><saml1:AttributeStatement>%3$s%4$s%5$s%6$s%7$s%8$s\
                            </saml1:AttributeStatement><saml1:AuthenticationStatement AuthenticationInstant="%1$s" \
                            AuthenticationMethod="urn:oasis:names:tc:SAML:1.0:am:password">%3$s\
                            </saml1:AuthenticationStatement></saml1:Assertion></saml1p:Response></SOAP-ENV:Body>\
                            </SOAP-ENV:Envelope>\
                            """.formatted(
                                        maintenant.minusSeconds(1),
                                        maintenant.plusSeconds(30),
                                        "<saml1:Subject><saml1:NameIdentifier>" + identifiant
                                                + "</saml1:NameIdentifier></saml1:Subject>",
                                        attribut("UTILISATEUR.ID", identifiant),
                                        attribut("UTILISATEUR.LOGIN", "dominique"),
                                        attribut("UTILISATEUR.NOM", "Essai"),
                                        attribut("UTILISATEUR.PRENOM", "Dominique"),
                                        attribut("UTILISATEUR.MEL", "dominique@exemple.fr")))));
    }

    private static String attribut(String nom, String valeur) {
        return "<saml1:Attribute AttributeName=\"" + nom
                + "\" AttributeNamespace=\"http://www.ja-sig.org/products/cas/\"><saml1:AttributeValue>" + valeur
                + "</saml1:AttributeValue></saml1:Attribute>";
    }

    long sessions() {
        return jdbc.sql("select count(*) from spring_session").query(Long.class).single();
    }

    static String cible(HttpResponse<?> reponse) {
        return reponse.headers().firstValue("Location").orElse("");
    }

    private static WireMockServer demarre() {
        var serveur = new WireMockServer(options().dynamicPort());
        serveur.start();
        return serveur;
    }

    static int portLibre() {
        try (var essai = new ServerSocket(0)) {
            return essai.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
