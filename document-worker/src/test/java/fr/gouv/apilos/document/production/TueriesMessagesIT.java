package fr.gouv.apilos.document.production;

import static fr.gouv.apilos.document.PosteDEssai.RELAIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.document.WorkerAPart;
import fr.gouv.apilos.platform.messaging.MessagesGares;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.amqp.core.MessageListenerContainer;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 200 documents and 200 mails asked for at once, while the worker and its LibreOffice are killed in turn as the work goes on.
 * Several minutes long, hence on demand: {@code -Dtueries=true}. {@link WorkerTueMessagesIT} is the short one of every build.
 */
@EssaiDuWorker
@EnabledIfSystemProperty(named = "tueries", matches = "true", disabledReason = "several minutes: -Dtueries=true")
class TueriesMessagesIT {

    private static final int NOMBRE = 200;
    /** Something is killed each time so many more documents are there. */
    private static final int PAS = 14;

    private static final Duration LONGTEMPS = Duration.ofMinutes(5);

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MessagesGares gares;

    @Autowired
    Environment environnement;

    @Autowired
    RabbitListenerEndpointRegistry lecteurs;

    private final List<UUID> taches =
            Stream.generate(UUID::randomUUID).limit(NOMBRE).toList();
    private final List<UUID> courriels =
            Stream.generate(UUID::randomUUID).limit(NOMBRE).toList();
    private final List<Long> morts = new ArrayList<>();
    private int bureautiquesTuees;

    /** The worker inside the test only looks on. */
    @BeforeEach
    void reposer() {
        lecteursDuWorker().forEach(MessageListenerContainer::stop);
    }

    @AfterEach
    void reprendre() {
        lecteursDuWorker().forEach(MessageListenerContainer::start);
    }

    @Test
    void two_hundred_tasks_give_two_hundred_documents_whatever_is_killed() throws Exception {
        var debut = Instant.now();
        for (int i = 0; i < NOMBRE; i++) {
            demandeur.demander(Demandeur.production(taches.get(i), "HLM", "docx", "pdf"));
            var mail = Demandeur.courriel(courriels.get(i), List.of("destinataire" + i + "@exemple.fr"), List.of());
            mail.put("objet", objet(courriels.get(i)));
            demandeur.poster(mail);
        }
        var worker = WorkerAPart.avecBureautique(environnement, RELAIS.port());
        try {
            for (int seuil = PAS, tour = 0; seuil < NOMBRE; seuil += PAS, tour++) {
                int atteint = seuil;
                await().atMost(LONGTEMPS).pollInterval(Duration.ofMillis(100)).until(() -> produites() >= atteint);
                if (tour % 2 == 0) {
                    worker.tuer();
                    morts.add(worker.pid());
                    worker.close();
                    worker = WorkerAPart.avecBureautique(environnement, RELAIS.port());
                } else if (worker.tuerLaBureautique()) {
                    bureautiquesTuees++;
                }
            }
            await().atMost(LONGTEMPS)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(produites()).isEqualTo(NOMBRE));
            await().atMost(LONGTEMPS)
                    .untilAsserted(() -> assertThat(courriels.stream()
                                    .filter(c -> !abonne.deCourriel(c).isEmpty()))
                            .hasSize(NOMBRE));
            await().atMost(LONGTEMPS)
                    .untilAsserted(() -> assertThat(taches.stream()
                                    .filter(t ->
                                            !abonne.de(t, "document.produit.v1").isEmpty()))
                            .hasSize(NOMBRE));
            verifier(debut);
        } finally {
            worker.tuer();
            worker.close();
        }
    }

    private void verifier(Instant debut) {
        int repris = 0;
        int ditPlusieursFois = 0;
        for (var tache : taches) {
            var resultats = abonne.de(tache, "document.produit.v1");
            // A result may be told again after a kill, word for word and under one identifier: readers act once.
            assertThat(resultats.stream().map(Abonne.Recu::brut).distinct())
                    .as(tache.toString())
                    .hasSize(1);
            ditPlusieursFois += resultats.size() > 1 ? 1 : 0;
            var corps = resultats.getFirst().corps();
            assertThat(corps.path("pdfAbsent").isNull())
                    .as(tache + " has its PDF")
                    .isTrue();
            assertThat(abonne.de(tache, "document.echec.v1"))
                    .allSatisfy(e ->
                            assertThat(e.corps().path("definitif").asBoolean()).isFalse());
            for (var fichier : corps.path("fichiers")) {
                assertThat(Empreinte.sha256(lire(fichier.path("cle").asString())))
                        .as("what lies in the store is what was told")
                        .isEqualTo(fichier.path("sha256").asString());
            }
            assertThat(magasin.existe(Demandeur.cle(tache) + ".docx")).isTrue();
            assertThat(magasin.existe(Demandeur.cle(tache) + ".pdf")).isTrue();
            repris += jdbc.sql("select tentatives from tache where id = :id and etat = 'PRODUITE'")
                                    .param("id", tache)
                                    .query(Integer.class)
                                    .single()
                            > 1
                    ? 1
                    : 0;
        }
        int recus = 0;
        for (var courriel : courriels) {
            var messages = RELAIS.recus(objet(courriel));
            assertThat(messages).as("mail " + courriel).hasSize(1);
            recus += messages.size();
        }
        assertThat(gares.lister(Productions.FILE)).isEmpty();
        assertThat(gares.lister("document.courriels")).isEmpty();
        for (var mort : morts) {
            assertThat(ProcessHandle.allProcesses()
                            .filter(p ->
                                    p.info().commandLine().orElse("").contains("/apilos-bureautique/" + mort + "/")))
                    .as("LibreOffice left by a dead worker")
                    .isEmpty();
        }
        System.out.printf(
                "%d documents and %d mails in %d s; %d workers and %d LibreOffice killed, %d tasks begun again, %d results told"
                        + " again%n",
                NOMBRE,
                recus,
                Duration.between(debut, Instant.now()).toSeconds(),
                morts.size(),
                bureautiquesTuees,
                repris,
                ditPlusieursFois);
    }

    private byte[] lire(String cle) {
        try (var flux = magasin.lire(cle)) {
            return flux.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int produites() {
        return jdbc.sql("select count(*) from tache where etat = 'PRODUITE' and id in (:ids)")
                .param("ids", taches)
                .query(Integer.class)
                .single();
    }

    private static String objet(UUID courriel) {
        return "Tuerie " + courriel;
    }

    private List<MessageListenerContainer> lecteursDuWorker() {
        return lecteurs.getListenerContainers().stream()
                .filter(c -> c instanceof AbstractMessageListenerContainer lecteur
                        && Arrays.stream(lecteur.getQueueNames())
                                .anyMatch(List.of(Productions.FILE, "document.courriels")::contains))
                .toList();
    }
}
