package fr.gouv.apilos.simulators.cas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import fr.gouv.apilos.simulators.ServeurSimule;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apereo.cas.client.validation.Cas20ServiceTicketValidator;
import org.apereo.cas.client.validation.Cas30ServiceTicketValidator;
import org.apereo.cas.client.validation.TicketValidationException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The CAS protocol, spoken by the client library the gateway uses. */
@ServeurSimule
class CerbereIT {

    private static final String SERVICE = "http://localhost:8080/login/cas?next=/conventions/1&é=è";

    @LocalServerPort
    private int port;

    private final HttpClient navigateur =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void r56_cas3_rend_l_identifiant_et_les_attributs_une_seule_fois() throws Exception {
        var ticket = ticket(connecter("bailleur", SERVICE));
        var validateur = new Cas30ServiceTicketValidator(base());
        var principal = validateur.validate(ticket, SERVICE).getPrincipal();
        assertThat(principal.getName()).isEqualTo("900001");
        assertThat(principal.getAttributes())
                .containsEntry("UTILISATEUR.ID", "900001")
                .containsEntry("UTILISATEUR.LOGIN", "bailleur")
                .containsEntry("UTILISATEUR.NOM", "Ferrandi")
                .containsEntry("UTILISATEUR.PRENOM", "Camille")
                .containsEntry("UTILISATEUR.MEL", "bailleur@exemple.fr");
        assertThatThrownBy(() -> validateur.validate(ticket, SERVICE)).isInstanceOf(TicketValidationException.class);
    }

    @Test
    void cas2_rend_l_identifiant_sans_attribut() throws Exception {
        var ticket = ticket(connecter("instructeur", SERVICE));
        var principal = new Cas20ServiceTicketValidator(base())
                .validate(ticket, SERVICE)
                .getPrincipal();
        assertThat(principal.getName()).isEqualTo("900003");
        assertThat(principal.getAttributes()).isEmpty();
    }

    @Test
    void r56_saml_1_1_rend_sujet_et_attributs() throws Exception {
        var ticket = ticket(connecter("multi", SERVICE));
        var reponse = saml(ticket, SERVICE);
        assertThat(valeur(reponse, "StatusCode", "Value")).endsWith(":Success");
        assertThat(reponse.getElementsByTagNameNS("*", "NameIdentifier").item(0).getTextContent())
                .isEqualTo("900014");
        assertThat(reponse.getElementsByTagNameNS("*", "Attribute").getLength()).isEqualTo(5);
        assertThat(valeur(saml(ticket, SERVICE), "StatusCode", "Value")).endsWith(":RequestDenied");
    }

    @Test
    void un_autre_service_que_celui_du_ticket_est_refuse() throws Exception {
        var ticket = ticket(connecter("bailleur", SERVICE));
        assertThatThrownBy(() -> new Cas30ServiceTicketValidator(base()).validate(ticket, "http://localhost:9999/"))
                .isInstanceOf(TicketValidationException.class);
    }

    @Test
    void une_application_hors_du_poste_ne_recoit_ni_page_ni_ticket() throws Exception {
        var service = encoder("https://ailleurs.exemple.fr/");
        assertThat(obtenir("/cas/login?service=" + service).statusCode()).isEqualTo(403);
        assertThat(connecter("bailleur", "https://ailleurs.exemple.fr/").statusCode())
                .isEqualTo(403);
    }

    @Test
    void un_mauvais_mot_de_passe_rend_le_formulaire_avec_le_service() throws Exception {
        var reponse = poster("/cas/login", "username=bailleur&password=faux&service=" + encoder(SERVICE));
        assertThat(reponse.statusCode()).isEqualTo(401);
        assertThat(reponse.body())
                .contains("Identifiant ou mot de passe inconnu.")
                .contains("name=\"service\" value=\"http://localhost:8080/login/cas?next=/conventions/1&amp;é=è\"");
    }

    @Test
    void une_session_ouverte_donne_un_ticket_sans_redemander_sauf_renew() throws Exception {
        connecter("bailleur", SERVICE);
        assertThat(obtenir("/cas/login?service=" + encoder(SERVICE)).statusCode())
                .isEqualTo(302);
        assertThat(obtenir("/cas/login?renew=true&service=" + encoder(SERVICE)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void r57_la_deconnexion_previent_les_services_puis_revient() throws Exception {
        var recus = new LinkedBlockingQueue<String>();
        var service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        service.createContext("/login/cas", echange -> {
            recus.add(new String(echange.getRequestBody().readAllBytes(), UTF_8));
            echange.sendResponseHeaders(200, -1);
            echange.close();
        });
        service.start();
        try {
            var adresse = "http://localhost:" + service.getAddress().getPort() + "/login/cas";
            var ticket = ticket(connecter("bailleur", adresse));
            var retour = encoder("http://localhost:8080/");
            assertThat(obtenir("/cas/logout?service=" + retour).headers().firstValue("Location"))
                    .contains("http://localhost:8080/");
            var corps = recus.poll(5, TimeUnit.SECONDS);
            assertThat(corps).startsWith("logoutRequest=");
            assertThat(URLDecoder.decode(corps, UTF_8))
                    .contains("<samlp:SessionIndex>" + ticket + "</samlp:SessionIndex>");
            assertThat(obtenir("/cas/login?service=" + encoder(adresse)).statusCode())
                    .isEqualTo(200);
        } finally {
            service.stop(0);
        }
    }

    private String base() {
        return "http://localhost:" + port + "/cas";
    }

    private HttpResponse<String> connecter(String compte, String service) throws Exception {
        return poster("/cas/login", "username=" + compte + "&password=" + compte + "&service=" + encoder(service));
    }

    private HttpResponse<String> poster(String chemin, String corps) throws Exception {
        return navigateur.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + chemin))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(corps))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> obtenir(String chemin) throws Exception {
        return navigateur.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + chemin))
                        .build(),
                BodyHandlers.ofString());
    }

    private Document saml(String ticket, String service) throws Exception {
        var reponse = navigateur.send(
                HttpRequest.newBuilder(URI.create(base() + "/samlValidate?TARGET=" + encoder(service)))
                        .header("Content-Type", "text/xml")
                        .POST(HttpRequest.BodyPublishers.ofString("<SOAP-ENV:Envelope"
                                + " xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\"><SOAP-ENV:Body><samlp:Request"
                                + " xmlns:samlp=\"urn:oasis:names:tc:SAML:1.0:protocol\"><samlp:AssertionArtifact>"
                                + ticket
                                + "</samlp:AssertionArtifact></samlp:Request></SOAP-ENV:Body></SOAP-ENV:Envelope>"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(reponse.statusCode()).isEqualTo(200);
        var fabrique = DocumentBuilderFactory.newInstance();
        fabrique.setNamespaceAware(true);
        return fabrique.newDocumentBuilder().parse(new InputSource(new StringReader(reponse.body())));
    }

    private static String valeur(Document document, String element, String attribut) {
        return document.getElementsByTagNameNS("*", element)
                .item(0)
                .getAttributes()
                .getNamedItem(attribut)
                .getNodeValue();
    }

    private static String ticket(HttpResponse<String> reponse) {
        var adresse = reponse.headers().firstValue("Location").orElseThrow();
        var ticket = Pattern.compile("[?&]ticket=([^&]+)").matcher(adresse);
        assertThat(ticket.find()).as(adresse).isTrue();
        return ticket.group(1);
    }

    private static String encoder(String texte) {
        return URLEncoder.encode(texte, UTF_8);
    }
}
