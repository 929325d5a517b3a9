package fr.gouv.apilos.document.courriel;

import static fr.gouv.apilos.document.PosteDEssai.RELAIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.platform.messaging.MessagesGares;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.JetonDeTest;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From a request on the broker to the mail at the relay, once to each recipient. */
@EssaiDuWorker
class CourrielMessagesIT {

    private static final String FILE = "document.courriels";

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    ObjectStore magasin;

    @Autowired
    MessagesGares gares;

    @Autowired
    JavaMailSenderImpl envoi;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    private final UUID courriel = UUID.randomUUID();

    @Test
    void each_recipient_gets_one_mail_alone_with_text_page_and_attachment_however_often_it_is_asked() throws Exception {
        magasin.ecrire("conventions/essai/" + courriel + ".pdf", new ByteArrayInputStream("%PDF-1.7".getBytes()));
        var demande = demande("a@exemple.fr", "b@exemple.fr");
        piece(demande, "conventions/essai/" + courriel + ".pdf", "Convention.pdf", null);
        for (int i = 0; i < 3; i++) {
            demandeur.poster(demande);
        }
        await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
        var suivant = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            demandeur.poster(demande(suivant, "c@exemple.fr"));
        }
        await().untilAsserted(() -> assertThat(abonne.deCourriel(suivant)).hasSize(1));
        var recus = RELAIS.recus(objet(courriel));
        assertThat(recus).hasSize(2);
        for (var recu : recus) {
            assertThat(recu.getAllRecipients()).hasSize(1);
            assertThat(recu.getFrom()[0].toString()).contains("ne-pas-repondre@");
        }
        assertThat(recus)
                .extracting(m -> m.getAllRecipients()[0].toString())
                .containsExactlyInAnyOrder("a@exemple.fr", "b@exemple.fr");
        var tout = GreenMailUtil.getWholeMessage(recus.getFirst());
        assertThat(tout).contains("text/plain", "text/html", "Convention.pdf", "Auto-Submitted: auto-generated");
    }

    @Test
    void a_copy_is_a_mail_of_its_own_and_nobody_gets_it_twice() throws Exception {
        var demande =
                Demandeur.courriel(courriel, List.of("a@exemple.fr"), List.of("a@exemple.fr", "copie@exemple.fr"));
        demande.put("objet", objet(courriel));
        demandeur.poster(demande);
        await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
        assertThat(RELAIS.recus(objet(courriel)))
                .extracting(m -> m.getAllRecipients()[0].toString())
                .containsExactlyInAnyOrder("a@exemple.fr", "copie@exemple.fr");
    }

    @Test
    void a_file_over_ten_mebibytes_becomes_a_link() throws Exception {
        var cle = "conventions/essai/" + courriel + ".zip";
        magasin.ecrire(cle, new ByteArrayInputStream(new byte[(int) Redacteur.PIECE_MAX + 1]));
        var demande = demande("a@exemple.fr");
        piece(demande, cle, "Convention.zip", "https://apilos.exemple.fr/conventions/7/documents");
        demandeur.poster(demande);
        await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
        var texte = texte(RELAIS.recus(objet(courriel)).getFirst());
        assertThat(texte)
                .contains("« Convention.zip » (10,0 Mo) est trop lourd pour être joint")
                .contains("https://apilos.exemple.fr/conventions/7/documents");
        magasin.supprimer(cle);
    }

    @Test
    void with_the_relay_away_the_mail_is_tried_parked_and_sent_once_when_it_is_replayed() {
        RELAIS.arreter();
        try {
            demandeur.poster(demande("a@exemple.fr", "b@exemple.fr"));
            await().untilAsserted(() -> assertThat(gares.lister(FILE))
                    .extracting(MessagesGares.MessageGare::messageId)
                    .contains(courriel.toString()));
        } finally {
            RELAIS.redemarrer();
        }
        assertThat(mvc.post()
                        .uri("/admin/messages/{file}/{id}/rejeu", FILE, courriel)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(204);
        await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
        assertThat(RELAIS.recus(objet(courriel))).hasSize(2);
    }

    @Test
    void a_recipient_the_relay_refuses_does_not_keep_the_mail_from_the_others() throws IOException {
        try (var relais = new RelaisQuiRefuse("inconnu@exemple.fr")) {
            envoi.setPort(relais.port());
            demandeur.poster(demande("inconnu@exemple.fr", "z@exemple.fr"));
            await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
        } finally {
            envoi.setPort(RELAIS.port());
        }
        assertThat(mvc.get().uri("/admin/courriels/{id}", courriel).with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"courriel": {"etat": "ENVOYE"}, "destinataires": [
                      {"adresse": "inconnu@exemple.fr", "envoyeLe": null}, {"adresse": "z@exemple.fr", "refus": null}]}\
                    """);
    }

    @Test
    void operators_see_a_mail_that_failed_why_and_send_it_again_or_give_it_up() {
        var abandonne = UUID.randomUUID();
        RELAIS.arreter();
        try {
            demandeur.poster(demande("a@exemple.fr"));
            demandeur.poster(demande(abandonne, "b@exemple.fr"));
            await().untilAsserted(() -> {
                assertThat(etat(courriel)).isEqualTo("ECHEC");
                assertThat(etat(abandonne)).isEqualTo("ECHEC");
            });
        } finally {
            RELAIS.redemarrer();
        }
        assertThat(mvc.get().uri("/admin/courriels?etat=ECHEC").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyText()
                .contains(courriel.toString(), abandonne.toString(), "\"erreur\":\"");
        assertThat(acte(abandonne, "annulation")).hasStatus(204);
        assertThat(acte(courriel, "reprise")).hasStatus(202);
        await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
        assertThat(RELAIS.recus(objet(courriel))).hasSize(1);
        assertThat(gares.lister(FILE))
                .as("neither is left among the parked messages")
                .extracting(MessagesGares.MessageGare::messageId)
                .doesNotContain(courriel.toString(), abandonne.toString());
        assertThat(acte(courriel, "reprise")).hasStatus(409);
        assertThat(acte(courriel, "annulation")).hasStatus(409);
        assertThat(acte(UUID.randomUUID(), "reprise")).hasStatus(404);
        // A copy of the request that is still on its way finds it given up.
        demandeur.poster(demande(abandonne, "b@exemple.fr"));
        var suivant = UUID.randomUUID();
        demandeur.poster(demande(suivant, "c@exemple.fr"));
        await().untilAsserted(() -> assertThat(abonne.deCourriel(suivant)).hasSize(1));
        assertThat(RELAIS.recus(objet(abandonne))).isEmpty();
    }

    @Test
    void MAIL4_R116_the_switch_stops_the_mails_of_conventions_and_no_other() {
        var autre = UUID.randomUUID();
        basculer(true);
        try {
            var arretable = demande("a@exemple.fr");
            arretable.put("arretable", true).put("modele", "A_INSTRUIRE");
            demandeur.poster(arretable);
            demandeur.poster(demande(autre, "a@exemple.fr"));
            await().untilAsserted(() -> assertThat(abonne.deCourriel(autre)).hasSize(1));
            await().untilAsserted(() -> assertThat(etat(courriel)).isEqualTo("ARRETE"));
            assertThat(RELAIS.recus(objet(courriel))).isEmpty();
        } finally {
            basculer(false);
        }
        assertThat(acte(courriel, "reprise")).hasStatus(202);
        await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
    }

    @Test
    void C5_a_visitor_writes_to_the_team_once_however_often_the_form_is_sent() throws Exception {
        assertThat(mvc.get().uri("/contact/")).hasStatusOk().bodyText().contains("Nous écrire", "Message");
        assertThat(ecrire("", "pas-une-adresse", "", ""))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "Votre nom est obligatoire",
                        "Écrivez une adresse complète",
                        "Le sujet est obligatoire",
                        "Votre message est obligatoire");
        for (int i = 0; i < 2; i++) {
            assertThat(ecrire("Camille <b>", "camille@exemple.fr", objet(courriel), "Bonjour,\nune question & <b>"))
                    .hasStatus(302);
        }
        await().untilAsserted(() -> assertThat(abonne.deCourriel(courriel)).hasSize(1));
        var recu = RELAIS.recus("[Contact] " + objet(courriel)).getFirst();
        assertThat(RELAIS.recus("[Contact] " + objet(courriel))).hasSize(1);
        assertThat(recu.getReplyTo()[0].toString()).isEqualTo("camille@exemple.fr");
        assertThat(recu.getFrom()[0].toString()).contains("ne-pas-repondre@");
        assertThat(texte(recu)).contains("> une question & <b>", "Nom : Camille <b>");
    }

    @Test
    void every_mail_of_this_service_can_be_looked_at() {
        assertThat(mvc.post().uri("/admin/courriels/apercu").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(202);
        await().untilAsserted(() -> assertThat(RELAIS.recus("[Contact] Question sur <une convention> & son avenant"))
                .isNotEmpty());
    }

    private MvcTestResult ecrire(String nom, String email, String sujet, String message) {
        return mvc.post()
                .uri("/contact/")
                .param("id", courriel.toString())
                .param("nom", nom)
                .param("email", email)
                .param("sujet", sujet)
                .param("message", message)
                .exchange();
    }

    private MvcTestResult acte(UUID id, String acte) {
        return mvc.post()
                .uri("/admin/courriels/{id}/" + acte, id)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private String etat(UUID id) {
        return jdbc.sql("select etat from courriel where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private void basculer(boolean arretes) {
        assertThat(mvc.put()
                        .uri("/admin/courriels/interrupteur")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"arretes\": " + arretes + "}")
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk();
    }

    private ObjectNode demande(String... destinataires) {
        return demande(courriel, destinataires);
    }

    private static ObjectNode demande(UUID id, String... destinataires) {
        var demande = Demandeur.courriel(id, List.of(destinataires), List.of());
        demande.put("objet", objet(id));
        return demande;
    }

    private static String objet(UUID id) {
        return "Convention à signer " + id;
    }

    private static void piece(ObjectNode demande, String cle, String nom, String lien) {
        ((ArrayNode) demande.path("pieces"))
                .addObject()
                .put("cle", cle)
                .put("nom", nom)
                .put("lien", lien);
    }

    private static String texte(MimeMessage message) throws Exception {
        var partie = ((MimeMultipart) message.getContent()).getBodyPart(0);
        var contenu = partie.getContent();
        while (contenu instanceof MimeMultipart multiple) {
            contenu = multiple.getBodyPart(0).getContent();
        }
        return contenu.toString();
    }

    /** A relay that knows nobody of one name. */
    private static final class RelaisQuiRefuse implements AutoCloseable {

        private final ServerSocket porte = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        RelaisQuiRefuse(String refuse) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!porte.isClosed()) {
                    try (var client = porte.accept()) {
                        var lignes = new java.io.BufferedReader(
                                new java.io.InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                        var reponses = new java.io.OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8);
                        dire(reponses, "220 essai");
                        boolean donnees = false;
                        for (var ligne = lignes.readLine(); ligne != null; ligne = lignes.readLine()) {
                            if (donnees && !ligne.equals(".")) {
                                continue;
                            }
                            boolean debut = ligne.startsWith("DATA");
                            dire(
                                    reponses,
                                    debut ? "354 allez" : ligne.contains(refuse) ? "550 5.1.1 inconnu" : "250 bien");
                            donnees = debut;
                        }
                    } catch (IOException e) {
                        // The door was closed: the test is over.
                    }
                }
            });
        }

        private static void dire(java.io.Writer reponses, String ligne) throws IOException {
            reponses.write(ligne + "\r\n");
            reponses.flush();
        }

        int port() {
            return porte.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            porte.close();
        }
    }
}
