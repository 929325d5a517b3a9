package fr.gouv.apilos.document.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.document.moteur.PaquetWord;
import fr.gouv.apilos.document.pdf.BureautiqueDEssai;
import fr.gouv.apilos.document.pdf.ConformitePdf;
import fr.gouv.apilos.document.pdf.PagesDePdf;
import fr.gouv.apilos.platform.messaging.MessagesGares;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.JetonDeTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.json.AbstractJsonContentAssert;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.unit.DataSize;

/** From a request on the broker to the files in the store and the results on the broker, on good and bad days. */
@EssaiDuWorker
class ProductionMessagesIT {

    private static final Duration LONGTEMPS = Duration.ofSeconds(150);

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    BureautiqueDEssai bureautique;

    @Autowired
    ObjectStore magasin;

    @Autowired
    ContratDeMessages contrat;

    @Autowired
    MessagesGares gares;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry mesures;

    @Autowired
    MockMvcTester mvc;

    private final UUID tache = UUID.randomUUID();

    @BeforeEach
    @AfterEach
    void repartir() {
        bureautique.absente();
        gares.lister(Productions.FILE).forEach(m -> gares.abandonner(Productions.FILE, m.messageId()));
    }

    @Test
    void a_task_gives_a_word_and_a_pdf_document_tells_each_step_then_the_result() throws IOException {
        bureautique.reelle();
        demandeur.demander(Demandeur.production(tache, "HLM", "docx", "pdf"));
        await().atMost(LONGTEMPS).untilAsserted(() -> assertThat(resultat()).isNotNull());
        assertThat(abonne.de(tache)).allSatisfy(recu -> contrat.verifier(recu.type(), recu.brut()));
        assertThat(abonne.de(tache, "document.progression.v1"))
                .extracting(r -> r.corps().path("etape").asString())
                .containsExactlyInAnyOrder("RECUE", "RENDU", "PDF", "STOCKAGE");
        var fichiers = resultat().corps().path("fichiers");
        assertThat(fichiers.valueStream().map(f -> f.path("cle").asString()))
                .containsExactly(Demandeur.cle(tache) + ".docx", Demandeur.cle(tache) + ".pdf");
        for (var fichier : fichiers) {
            try (var flux = magasin.lire(fichier.path("cle").asString())) {
                var octets = flux.readAllBytes();
                assertThat(Empreinte.sha256(octets))
                        .isEqualTo(fichier.path("sha256").asString());
                if (fichier.path("type").asString().equals("pdf")) {
                    assertThat(ConformitePdf.fautesPdfA2b(octets))
                            .as("PDF/A-2b")
                            .isEmpty();
                    ConformitePdf.verifierAccessible(octets);
                }
                assertThat(octets)
                        .startsWith(
                                fichier.path("type").asString().equals("pdf")
                                        ? "%PDF".getBytes(StandardCharsets.US_ASCII)
                                        : "PK".getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(resultat().corps().path("pdfAbsent").isNull()).isTrue();
        assertThat(mesures.get("apilos.document.produits")
                        .tag("modele", "HLM")
                        .counter()
                        .count())
                .isPositive();
        assertThat(mesures.get("apilos.document.rendu").timer().count()).isPositive();
        assertThat(mesures.get("apilos.document.pdf").timer().count()).isPositive();
    }

    @Test
    void the_table_of_contents_of_the_word_document_tells_the_pages_of_the_PDF_and_is_made_again_the_same()
            throws IOException {
        bureautique.reelle();
        demandeur.demander(Demandeur.production(tache, "HLM", "docx", "pdf"));
        await().atMost(LONGTEMPS).untilAsserted(() -> assertThat(resultat()).isNotNull());
        var docx = lire(Demandeur.cle(tache) + ".docx");
        var xml = new String(PaquetWord.ouvrir(docx).get(PaquetWord.DOCUMENT), StandardCharsets.UTF_8);
        var pages = Pattern.compile("PAGEREF _Toc\\d+ \\\\h </w:instrText></w:r>.{0,60}<w:r><w:t>(\\d+)</w:t>")
                .matcher(xml)
                .results()
                .map(m -> Integer.valueOf(m.group(1)))
                .toList();
        assertThat(pages).hasSizeGreaterThan(30).isSorted();
        var textes = PagesDePdf.textes(lire(Demandeur.cle(tache) + ".pdf"));
        assertThat(textes.get(pages.getLast() - 1)).contains("Certification");
        assertThat(textes.getFirst() + textes.get(1))
                .as("and the PDF says the same")
                .containsPattern("Article[ \u00a0]25 — Information des organismes payeurs[ .]*"
                        + pageDe(xml, "Article\u00a025"));
        assertThat(mvc.get()
                        .uri("/admin/documents/taches/{id}/reproduction", tache)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .hasHeader("X-Identique", "true");
    }

    private static String pageDe(String xml, String titre) {
        var m = Pattern.compile(">" + titre + "[^<]*</w:t>.*?<w:t>(\\d+)</w:t>").matcher(xml);
        assertThat(m.find()).isTrue();
        return m.group(1);
    }

    private byte[] lire(String cle) throws IOException {
        try (var flux = magasin.lire(cle)) {
            return flux.readAllBytes();
        }
    }

    @Test
    void a_task_delivered_three_times_is_done_once_under_one_key() {
        for (int i = 0; i < 3; i++) {
            demandeur.demander(Demandeur.production(tache, "HLM", "docx"));
        }
        apresLesPrecedentes();
        assertThat(abonne.de(tache, "document.produit.v1")).hasSize(1);
        assertThat(jdbc.sql("select tentatives from tache where id = :id")
                        .param("id", tache)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(magasin.existe(Demandeur.cle(tache) + ".docx")).isTrue();
    }

    @Test
    void without_LibreOffice_the_word_document_is_delivered_and_the_result_says_so() {
        demandeur.demander(Demandeur.production(tache, "HLM", "docx", "pdf"));
        await().untilAsserted(() -> assertThat(resultat()).isNotNull());
        assertThat(resultat().corps().path("pdfAbsent").asString()).contains("n’est pas installée");
        assertThat(resultat().corps().path("fichiers")).hasSize(1);
        assertThat(magasin.existe(Demandeur.cle(tache) + ".pdf")).isFalse();
    }

    @Test
    void a_LibreOffice_that_hangs_is_killed_at_the_time_limit_tried_again_and_the_result_says_so(@TempDir Path dossier)
            throws IOException {
        var installation = BureautiqueDEssai.quiPend(dossier);
        bureautique.pendue(installation);
        demandeur.demander(Demandeur.production(tache, "HLM", "docx", "pdf"));
        await().atMost(LONGTEMPS).untilAsserted(() -> assertThat(resultat()).isNotNull());
        assertThat(resultat().corps().path("pdfAbsent").asString()).contains("n’a pas répondu à temps");
        assertThat(Files.readAllLines(installation.resolve("demarrages")).size())
                .as("starts")
                .isGreaterThanOrEqualTo(2);
        await().untilAsserted(() -> assertThat(ProcessHandle.allProcesses()
                        .filter(p -> p.info().commandLine().orElse("").contains(dossier.toString())))
                .isEmpty());
    }

    @Test
    void a_model_that_is_not_there_fails_for_good_with_words_a_user_understands() {
        demandeur.demander(Demandeur.production(tache, "INCONNU", "docx"));
        await().untilAsserted(
                        () -> assertThat(abonne.de(tache, "document.echec.v1")).hasSize(1));
        var echec = abonne.de(tache, "document.echec.v1").getFirst().corps();
        assertThat(echec.path("definitif").asBoolean()).isTrue();
        assertThat(echec.path("raison").asString()).contains("« INCONNU » n’est pas encore disponible");
    }

    @Test
    void a_task_that_fails_each_time_is_parked_then_done_once_it_is_replayed() throws IOException {
        // A file where the folder of the document should be.
        var obstacle = "conventions/" + Demandeur.convention(tache) + "/documents";
        magasin.ecrire(obstacle, new ByteArrayInputStream(new byte[] {1}));
        demandeur.demander(Demandeur.production(tache, "HLM", "docx"));
        await().untilAsserted(() -> assertThat(gares.lister(Productions.FILE))
                .extracting(MessagesGares.MessageGare::messageId)
                .contains(tache.toString()));
        assertThat(abonne.de(tache, "document.echec.v1"))
                .allSatisfy(
                        r -> assertThat(r.corps().path("definitif").asBoolean()).isFalse());
        assertThat(mvc.get().uri("/admin/documents/taches/{id}", tache).with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.tache.etat")
                .isEqualTo("A_REPRENDRE");
        magasin.supprimer(obstacle);
        assertThat(mvc.post()
                        .uri("/admin/messages/{file}/{id}/rejeu", Productions.FILE, tache)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(204);
        await().untilAsserted(() -> assertThat(resultat()).isNotNull());
        assertThat(abonne.de(tache, "document.produit.v1")).hasSize(1);
    }

    @Test
    void an_operator_starts_a_failed_task_again_without_its_message() {
        var demande = Demandeur.production(tache, "INCONNU", "docx");
        demandeur.demander(demande);
        await().untilAsserted(
                        () -> assertThat(abonne.de(tache, "document.echec.v1")).hasSize(1));
        jdbc.sql("update tache set demande = replace(demande, '\"INCONNU\"', '\"HLM\"') where id = :id")
                .param("id", tache)
                .update();
        assertThat(mvc.post()
                        .uri("/admin/documents/taches/{id}/reprise", tache)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(202);
        await().untilAsserted(() -> assertThat(resultat()).isNotNull());
        assertThat(mvc.post()
                        .uri("/admin/documents/taches/{id}/reprise", tache)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(409);
    }

    @Test
    void a_task_cancelled_before_it_is_taken_is_dropped_and_whoever_waits_is_told() {
        assertThat(mvc.post()
                        .uri("/admin/documents/taches/{id}/annulation", tache)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(204);
        demandeur.demander(Demandeur.production(tache, "HLM", "docx"));
        await().untilAsserted(
                        () -> assertThat(abonne.de(tache, "document.echec.v1")).hasSize(1));
        assertThat(magasin.existe(Demandeur.cle(tache) + ".docx")).isFalse();
        assertThat(mvc.post()
                        .uri("/admin/documents/taches/{id}/annulation", tache)
                        .with(JetonDeTest.de(JetonDeTest.bailleur())))
                .hasStatus(403);
    }

    @Test
    void a_message_that_breaks_its_contract_is_parked_at_once_and_the_others_go_on() {
        var poison = UUID.randomUUID();
        demandeur.envoyer("document.production.v1", poison, "{\"tache\": \"pas un uuid\"}");
        demandeur.demander(Demandeur.production(tache, "HLM", "docx"));
        await().untilAsserted(() -> assertThat(resultat()).isNotNull());
        await().untilAsserted(() -> assertThat(gares.lister(Productions.FILE))
                .extracting(MessagesGares.MessageGare::messageId)
                .containsExactly(poison.toString()));
    }

    @Test
    void operators_find_tasks_by_state_model_and_convention_and_see_what_waits_and_what_is_parked() {
        demandeur.demander(Demandeur.production(tache, "HLM", "docx"));
        await().untilAsserted(() -> assertThat(resultat()).isNotNull());
        var convention = Demandeur.convention(tache);
        for (var filtre : List.of(
                "convention=" + convention,
                "convention=" + convention + "&etat=PRODUITE&modele=HLM",
                "convention=" + convention + "&page=-3")) {
            lu("/admin/documents/taches?" + filtre)
                    .hasPathSatisfying("$.total", v -> assertThat(v).isEqualTo(1))
                    .hasPathSatisfying("$.taches[0].id", v -> assertThat(v).isEqualTo(tache.toString()));
        }
        for (var autre : List.of("&etat=ECHOUEE", "&modele=SEM", "&page=1")) {
            lu("/admin/documents/taches?convention=" + convention + autre)
                    .extractingPath("$.taches")
                    .asArray()
                    .isEmpty();
        }
        assertThat(mvc.get().uri("/admin/documents/taches?etat=INCONNU").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus4xxClientError();
        lu("/admin/documents/etat")
                .hasPathSatisfying(
                        "$.taches.PRODUITE",
                        v -> assertThat(v)
                                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                                .isPositive())
                .hasPathSatisfying("$.taches.EN_COURS", v -> assertThat(v).isNotNull())
                .hasPathSatisfying(
                        "$.gares['document.taches']", v -> assertThat(v).isEqualTo(0))
                .hasPathSatisfying(
                        "$.gares['document.courriels']", v -> assertThat(v).isNotNull())
                .hasPathSatisfying(
                        "$.moteur.duProduit",
                        v -> assertThat(v)
                                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                                .isPositive());
    }

    private AbstractJsonContentAssert<?> lu(String adresse) {
        return assertThat(mvc.get().uri(adresse).with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyJson();
    }

    @Test
    void a_document_is_made_again_to_the_byte_from_what_was_kept() {
        demandeur.demander(Demandeur.production(tache, "HLM", "docx"));
        await().untilAsserted(() -> assertThat(resultat()).isNotNull());
        var reponse = mvc.get()
                .uri("/admin/documents/taches/{id}/reproduction", tache)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        assertThat(reponse).hasStatusOk().hasHeader("X-Identique", "true");
        assertThat(Empreinte.sha256(reponse.getResponse().getContentAsByteArray()))
                .isEqualTo(resultat()
                        .corps()
                        .path("fichiers")
                        .get(0)
                        .path("sha256")
                        .asString());
        assertThat(resultat().corps().path("sha256Modele").asString()).hasSize(64);
    }

    @Test
    void a_process_is_replaced_after_so_many_documents_or_so_much_memory() {
        bureautique.reelle(1, DataSize.ofMegabytes(900));
        double avant = relances();
        demandeur.demander(Demandeur.production(tache, "HLM", "docx", "pdf"));
        await().atMost(LONGTEMPS).untilAsserted(() -> assertThat(relances()).isEqualTo(avant + 1));
        bureautique.reelle(100, DataSize.ofMegabytes(1));
        demandeur.demander(Demandeur.production(UUID.randomUUID(), "HLM", "docx", "pdf"));
        await().atMost(LONGTEMPS).untilAsserted(() -> assertThat(relances()).isEqualTo(avant + 2));
        assertThat(mvc.get().uri("/admin/documents/etat").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.bureautique.processus")
                .asArray()
                .hasSize(1);
    }

    private double relances() {
        return mesures.get("apilos.bureautique.relances").counter().count();
    }

    private Abonne.Recu resultat() {
        return abonne.de(tache, "document.produit.v1").stream().findFirst().orElse(null);
    }

    /** Two readers share the queue: once as many later tasks are done, what came before is. */
    private void apresLesPrecedentes() {
        for (int i = 0; i < 4; i++) {
            var suivante = UUID.randomUUID();
            demandeur.demander(Demandeur.production(suivante, "HLM", "docx"));
            await().untilAsserted(() ->
                    assertThat(abonne.de(suivante, "document.produit.v1")).hasSize(1));
        }
    }
}
