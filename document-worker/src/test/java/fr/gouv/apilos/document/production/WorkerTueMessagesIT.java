package fr.gouv.apilos.document.production;

import static fr.gouv.apilos.document.PosteDEssai.RELAIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.document.WorkerAPart;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.InfrastructureDeTest;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageListenerContainer;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A worker killed in the middle of its work. Nothing is timed: a picture of the document is a pipe, so that the worker is
 * in the render as long as the test feeds it nothing; a row the test holds keeps another document between its file and its
 * commit; a relay that falls silent keeps a mail between two recipients.
 */
@EssaiDuWorker
class WorkerTueMessagesIT {

    private static final Duration LONGTEMPS = Duration.ofSeconds(60);
    private static final String COURRIELS = "document.courriels";
    private static final int TUE = 128 + 9;

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environnement;

    @Autowired
    RabbitListenerEndpointRegistry lecteurs;

    private final UUID enRendu = UUID.randomUUID();
    private final UUID ecrit = UUID.randomUUID();
    private final UUID courriel = UUID.randomUUID();
    private final byte[] image = image();

    /** The worker inside the test waits: it is the next one. */
    @BeforeEach
    void reposer() {
        lecteursDuWorker().forEach(MessageListenerContainer::stop);
    }

    @AfterEach
    void reprendre() {
        lecteursDuWorker().forEach(MessageListenerContainer::start);
    }

    @Test
    void a_worker_killed_in_the_middle_leaves_its_tasks_to_the_next_which_does_each_once() throws Exception {
        try (var relais = new RelaisQuiSeTait("z@exemple.fr");
                var mourant = WorkerAPart.demarrer(environnement, relais.port());
                var verrou = InfrastructureDeTest.demarree().role("document")) {
            var tuyauDuRendu = tuyau(enRendu);
            var tuyauDeLEcrit = tuyau(ecrit);
            demandeur.demander(production(enRendu));
            demandeur.demander(production(ecrit));
            demandeur.poster(courriel());
            try (var jamaisNourri = mourant.attendre("a first render", tuyauDuRendu)) {
                try (var nourri = mourant.attendre("a second render", tuyauDeLEcrit)) {
                    tenir(verrou, ecrit);
                    nourri.write(image);
                }
                mourant.attendre("a file written, not committed", attenduPar(verrou));
                mourant.attendre("the second recipient of a mail", relais.silence());
                assertThat(magasin.existe(cleDuFichier(ecrit))).isTrue();
                assertThat(magasin.existe(cleDuFichier(enRendu))).isFalse();
                // In place of the pipes, for whoever reads them next; the one who reads now keeps the pipe.
                magasin.ecrire(cleDeLImage(enRendu), new ByteArrayInputStream(image));
                magasin.ecrire(cleDeLImage(ecrit), new ByteArrayInputStream(image));
                lecteursDuWorker().forEach(MessageListenerContainer::start);
                assertThat(mourant.tuer()).as("exit code of a killed process").isEqualTo(TUE);
                assertThat(jamaisNourri).isNotNull();
            }
            verrou.rollback();

            await().atMost(LONGTEMPS).untilAsserted(() -> {
                assertThat(abonne.de(enRendu, "document.produit.v1")).hasSize(1);
                assertThat(abonne.de(ecrit, "document.produit.v1")).hasSize(1);
                assertThat(abonne.deCourriel(courriel)).hasSize(1);
            });
            apresLesPrecedentes();
            for (var tache : List.of(enRendu, ecrit)) {
                assertThat(abonne.de(tache, "document.produit.v1")).hasSize(1);
                assertThat(abonne.de(tache, "document.echec.v1")).isEmpty();
                assertThat(jdbc.sql("select etat || ' ' || tentatives from tache where id = :id")
                                .param("id", tache)
                                .query(String.class)
                                .single())
                        .isEqualTo("PRODUITE 2");
                assertThat(dossier(tache)).containsExactly(tache + ".docx");
                assertThat(contenu(tache)).contains("word/document.xml", "word/media/apilos1.png");
            }
            assertThat(abonne.deCourriel(courriel)).hasSize(1);
            assertThat(relais.remis()).containsExactly("a@exemple.fr");
            assertThat(RELAIS.recus(objet()))
                    .hasSize(1)
                    .allSatisfy(
                            m -> assertThat(m.getAllRecipients()[0].toString()).isEqualTo("z@exemple.fr"));
        }
    }

    private List<MessageListenerContainer> lecteursDuWorker() {
        return lecteurs.getListenerContainers().stream()
                .filter(c -> c instanceof AbstractMessageListenerContainer lecteur
                        && Arrays.stream(lecteur.getQueueNames())
                                .anyMatch(List.of(Productions.FILE, COURRIELS)::contains))
                .toList();
    }

    private static ObjectNode production(UUID tache) {
        var demande = Demandeur.production(tache, "HLM", "docx");
        ((ObjectNode) demande.path("contexte"))
                .putArray("effet_relatif_images")
                .addObject()
                .put("$image", cleDeLImage(tache))
                .put("width_emu", 4_572_000);
        return demande;
    }

    private ObjectNode courriel() {
        var demande = Demandeur.courriel(courriel, List.of("a@exemple.fr", "z@exemple.fr"), List.of());
        demande.put("objet", objet());
        return demande;
    }

    private String objet() {
        return "Document produit " + courriel;
    }

    private static String cleDeLImage(UUID tache) {
        return "conventions/" + Demandeur.convention(tache) + "/images/plan.png";
    }

    private static String cleDuFichier(UUID tache) {
        return Demandeur.cle(tache) + ".docx";
    }

    /** A pipe where the store keeps the picture; given to whoever writes to it once somebody reads it. */
    private CompletableFuture<OutputStream> tuyau(UUID tache) throws IOException, InterruptedException {
        var chemin = fichiers().resolve(cleDeLImage(tache));
        Files.createDirectories(chemin.getParent());
        assertThat(new ProcessBuilder("mkfifo", chemin.toString()).start().waitFor())
                .isZero();
        var ouvert = new CompletableFuture<OutputStream>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                ouvert.complete(Files.newOutputStream(chemin));
            } catch (IOException e) {
                ouvert.completeExceptionally(e);
            }
        });
        return ouvert;
    }

    /** Keeps the row of a task, so that whoever did it cannot say so. */
    private static void tenir(Connection verrou, UUID tache) throws Exception {
        verrou.setAutoCommit(false);
        try (var ordre = verrou.prepareStatement("select 1 from document.tache where id = ? for update")) {
            ordre.setObject(1, tache);
            assertThat(ordre.executeQuery().next()).isTrue();
        }
    }

    /** Done once somebody waits for what this connection holds. */
    private static CompletableFuture<Void> attenduPar(Connection verrou) {
        return CompletableFuture.runAsync(() -> await().atMost(LONGTEMPS).untilAsserted(() -> {
            try (var ordre = verrou.createStatement();
                    var lu = ordre.executeQuery(
                            "select count(*) from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))")) {
                lu.next();
                assertThat(lu.getInt(1)).isPositive();
            }
        }));
    }

    private List<String> dossier(UUID tache) throws IOException {
        try (var fichiers = Files.list(fichiers().resolve(Demandeur.cle(tache)).getParent())) {
            return fichiers.map(f -> f.getFileName().toString()).toList();
        }
    }

    /** Names of the parts of a document that has the fingerprint its result tells. */
    private List<String> contenu(UUID tache) throws IOException {
        JsonNode fichier = abonne.de(tache, "document.produit.v1")
                .getFirst()
                .corps()
                .path("fichiers")
                .get(0);
        var noms = new java.util.ArrayList<String>();
        try (var flux = magasin.lire(cleDuFichier(tache))) {
            var octets = flux.readAllBytes();
            assertThat(Empreinte.sha256(octets))
                    .isEqualTo(fichier.path("sha256").asString());
            try (var zip = new ZipInputStream(new ByteArrayInputStream(octets))) {
                for (var partie = zip.getNextEntry(); partie != null; partie = zip.getNextEntry()) {
                    noms.add(partie.getName());
                }
            }
        }
        return noms;
    }

    private Path fichiers() {
        return Path.of(environnement.getRequiredProperty("apilos.fichiers"));
    }

    /** Two readers share each queue: once as many later tasks are done, what came back before is. */
    private void apresLesPrecedentes() {
        for (int i = 0; i < 3; i++) {
            var suivante = UUID.randomUUID();
            demandeur.demander(Demandeur.production(suivante, "HLM", "docx"));
            var suivant = UUID.randomUUID();
            demandeur.poster(Demandeur.courriel(suivant, List.of("suivant@exemple.fr"), List.of()));
            await().atMost(LONGTEMPS).untilAsserted(() -> {
                assertThat(abonne.de(suivante, "document.produit.v1")).hasSize(1);
                assertThat(abonne.deCourriel(suivant)).hasSize(1);
            });
        }
    }

    private static byte[] image() {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** A relay that takes every mail, until it hears one recipient: then it says nothing more. */
    private static final class RelaisQuiSeTait implements AutoCloseable {

        private final ServerSocket porte = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<String> remis = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> silence = new CompletableFuture<>();

        RelaisQuiSeTait(String sourd) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                while (!porte.isClosed()) {
                    try (var client = porte.accept()) {
                        servir(
                                new BufferedReader(
                                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8)),
                                client.getOutputStream(),
                                sourd);
                    } catch (IOException e) {
                        // The worker was killed, or the test is over.
                    }
                }
            });
        }

        private void servir(BufferedReader lignes, OutputStream reponses, String sourd) throws IOException {
            dire(reponses, "220 essai");
            boolean donnees = false;
            String destinataire = "";
            for (var ligne = lignes.readLine(); ligne != null; ligne = lignes.readLine()) {
                if (donnees && !ligne.equals(".")) {
                    continue;
                }
                if (ligne.startsWith("RCPT")) {
                    destinataire = ligne.substring(ligne.indexOf('<') + 1, ligne.indexOf('>'));
                    if (destinataire.equals(sourd)) {
                        silence.complete(null);
                        continue;
                    }
                }
                if (donnees) {
                    remis.add(destinataire);
                }
                donnees = ligne.startsWith("DATA");
                dire(reponses, donnees ? "354 allez" : ligne.startsWith("QUIT") ? "221 au revoir" : "250 bien");
            }
        }

        private static void dire(OutputStream reponses, String ligne) throws IOException {
            reponses.write((ligne + "\r\n").getBytes(StandardCharsets.UTF_8));
            reponses.flush();
        }

        int port() {
            return porte.getLocalPort();
        }

        List<String> remis() {
            return remis;
        }

        CompletableFuture<Void> silence() {
            return silence;
        }

        @Override
        public void close() throws IOException {
            porte.close();
        }
    }
}
