package fr.gouv.apilos.document.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.document.pdf.BureautiqueDEssai;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** From a final PDF to the answer of the public page, nobody signed in. */
@EssaiDuWorker
class VerificationMessagesIT {

    private static final byte[] PDF = "%PDF-1.7 essai".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Verifications verifications;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    BureautiqueDEssai bureautique;

    @Autowired
    ObjectStore magasin;

    private final UUID tache = UUID.randomUUID();
    private final String page = "/verification/" + CodeDeVerification.de(tache);

    @AfterEach
    void repartir() {
        bureautique.absente();
    }

    @Test
    void the_file_produced_is_recognised_and_any_other_is_not() {
        garder();
        assertThat(mvc.get().uri(page)).hasStatusOk().bodyText().contains(CodeDeVerification.de(tache));
        assertThat(deposer(PDF)).hasStatusOk().bodyText().contains("est celui que la plateforme a produit");
        var autre = PDF.clone();
        autre[autre.length - 1]++;
        assertThat(deposer(autre))
                .hasStatusOk()
                .bodyText()
                .contains("n’est pas celui que la plateforme a produit")
                .doesNotContain("fr-alert--success");
    }

    @Test
    void a_fingerprint_made_by_the_browser_is_enough() {
        garder();
        assertThat(mvc.post().uri(page).multipart().param("empreinte", sha256(PDF)))
                .hasStatusOk()
                .bodyText()
                .contains("fr-alert--success");
        assertThat(mvc.post()
                        .uri(page)
                        .multipart()
                        .param("empreinte", sha256(PDF).toUpperCase(Locale.ROOT)))
                .hasStatusOk()
                .bodyText()
                .contains("fr-alert--success");
        assertThat(mvc.post().uri(page).multipart().param("empreinte", "0".repeat(64)))
                .hasStatusOk()
                .bodyText()
                .contains("fr-alert--error");
    }

    @Test
    void without_a_file_the_page_says_so_beside_the_field() {
        garder();
        for (var requete : new MvcTestResult[] {
            deposer(new byte[0]),
            mvc.post()
                    .uri(page)
                    .multipart()
                    .param("empreinte", "n'importe quoi")
                    .exchange()
        }) {
            assertThat(requete)
                    .hasStatus(422)
                    .bodyText()
                    .contains("champ-fichier-erreur", "Choisissez le fichier PDF à vérifier.");
        }
    }

    @Test
    void a_code_nothing_carries_is_unknown_whatever_it_looks_like() {
        for (var code : new String[] {CodeDeVerification.de(UUID.randomUUID()), "bonjour", "x".repeat(300)}) {
            assertThat(mvc.get().uri("/verification/{code}", code))
                    .hasStatus(404)
                    .bodyText()
                    .contains("Aucun document ne porte ce code");
        }
        assertThat(mvc.post()
                        .uri("/verification/{code}", CodeDeVerification.de(UUID.randomUUID()))
                        .multipart()
                        .param("empreinte", sha256(PDF)))
                .hasStatus(404);
    }

    @Test
    void a_code_typed_by_hand_leads_to_its_page() {
        var saisi = CodeDeVerification.de(tache).replace('-', ' ').toLowerCase(Locale.ROOT);
        assertThat(mvc.get().uri("/verification").param("code", saisi)).hasRedirectedUrl(page);
        assertThat(mvc.get().uri("/verification").param("code", "<b>court</b>"))
                .hasStatus(422)
                .bodyText()
                .contains("seize lettres et chiffres", "&lt;b&gt;court")
                .doesNotContain("<b>court");
        assertThat(mvc.get().uri("/verification")).hasStatusOk();
    }

    @Test
    void a_final_PDF_made_by_LibreOffice_can_be_checked_and_a_project_cannot() throws Exception {
        bureautique.reelle();
        demandeur.demander(Demandeur.production(tache, "HLM", "docx", "pdf"));
        var projet = UUID.randomUUID();
        var demande = Demandeur.production(projet, "HLM", "docx", "pdf");
        demande.put("filigrane", "Projet de convention");
        demandeur.demander(demande);
        await().atMost(Duration.ofSeconds(150)).untilAsserted(() -> {
            assertThat(abonne.de(tache, "document.produit.v1")).hasSize(1);
            assertThat(abonne.de(projet, "document.produit.v1")).hasSize(1);
        });
        assertThat(deposer(fichier(tache, "pdf"))).hasStatusOk().bodyText().contains("fr-alert--success");
        assertThat(deposer(fichier(tache, "docx")))
                .as("the Word document is not the PDF")
                .hasStatusOk()
                .bodyText()
                .contains("fr-alert--error");
        assertThat(mvc.get().uri("/verification/" + CodeDeVerification.de(projet)))
                .hasStatus(404);
        assertThat(mvc.get().uri("/admin/documents/taches/{id}", tache).with(JetonDeTest.de(JetonDeTest.staff())))
                .bodyJson()
                .extractingPath("$.verification")
                .isEqualTo(CodeDeVerification.de(tache));
    }

    private byte[] fichier(UUID de, String type) throws Exception {
        try (var flux = magasin.lire(Demandeur.cle(de) + "." + type)) {
            return flux.readAllBytes();
        }
    }

    private void garder() {
        transaction.executeWithoutResult(etat -> verifications.garder(tache, sha256(PDF), Instant.now()));
    }

    private MvcTestResult deposer(byte[] contenu) {
        return mvc.post()
                .uri(page)
                .multipart()
                .file(new MockMultipartFile("fichier", "Convention.pdf", "application/pdf", contenu))
                .param("empreinte", "")
                .exchange();
    }

    private static String sha256(byte[] contenu) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contenu));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
