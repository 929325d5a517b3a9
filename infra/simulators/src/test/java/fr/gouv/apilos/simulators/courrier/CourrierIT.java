package fr.gouv.apilos.simulators.courrier;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.simulators.ServeurSimule;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** A mail sent over SMTP is seen once, with its two bodies and its attachment. */
@ServeurSimule
class CourrierIT {

    @LocalServerPort
    private int port;

    @Autowired
    private BoiteAuxLettres boite;

    @Autowired
    private JsonMapper json;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void un_courriel_pour_deux_personnes_se_lit_une_fois() throws Exception {
        boite.vider();
        envoyer(
                "Convention validée – n° 13/2026",
                "Bonjour, voilà.",
                "<p>Bonjour, <b>voilà</b>.<script>1</script></p>");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> boite.tous().size() == 1);

        var liste = json.readTree(obtenir("/mailbox/api/messages?destinataire=instructeur@exemple.fr")
                .body());
        assertThat(liste.size()).isEqualTo(1);
        var courriel = liste.get(0);
        assertThat(courriel.path("objet").asString()).isEqualTo("Convention validée – n° 13/2026");
        assertThat(courriel.path("texte").asString().strip()).isEqualTo("Bonjour, voilà.");
        assertThat(courriel.at("/pieces/0/nom").asString()).isEqualTo("convention.txt");
        assertThat(courriel.path("pour").size()).isEqualTo(2);

        var id = courriel.path("id").asString();
        assertThat(obtenir("/mailbox").body()).contains("Convention validée");
        assertThat(obtenir("/mailbox/" + id).body()).contains("sandbox=\"\"").contains("Bonjour, voilà.");
        var html = obtenir("/mailbox/" + id + "/html");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox;");
        assertThat(obtenir("/mailbox/" + id + "/pieces/0").body()).isEqualTo("contenu");
        assertThat(obtenir("/mailbox/" + id + "/pieces/1").statusCode()).isEqualTo(404);
        assertThat(obtenir("/mailbox/inconnu").statusCode()).isEqualTo(404);
        assertThat(obtenir("/mailbox/api/messages?destinataire=personne@exemple.fr")
                        .body())
                .isEqualTo("[]");
    }

    private void envoyer(String objet, String texte, String html) throws Exception {
        var proprietes = new Properties();
        proprietes.put("mail.smtp.host", "127.0.0.1");
        proprietes.put("mail.smtp.port", String.valueOf(boite.port()));
        var message = new MimeMessage(Session.getInstance(proprietes));
        message.setFrom(new InternetAddress("apilos@exemple.fr"));
        message.setRecipients(Message.RecipientType.TO, "bailleur@exemple.fr, instructeur@exemple.fr");
        message.setSubject(objet, "UTF-8");
        var corps = new MimeMultipart("alternative");
        var enTexte = new MimeBodyPart();
        enTexte.setText(texte, "UTF-8");
        var enHtml = new MimeBodyPart();
        enHtml.setText(html, "UTF-8", "html");
        corps.addBodyPart(enTexte);
        corps.addBodyPart(enHtml);
        var alternative = new MimeBodyPart();
        alternative.setContent(corps);
        var piece = new MimeBodyPart();
        piece.setText("contenu");
        piece.setFileName("convention.txt");
        message.setContent(new MimeMultipart(alternative, piece));
        Transport.send(message);
    }

    private HttpResponse<String> obtenir(String chemin) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + chemin))
                        .build(),
                BodyHandlers.ofString());
    }
}
