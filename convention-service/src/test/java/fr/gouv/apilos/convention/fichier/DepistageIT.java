package fr.gouv.apilos.convention.fichier;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.Voisins;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.AntivirusDEssai;
import fr.gouv.apilos.testing.Eicar;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Files read while the person waits, and whom an infected file tells. */
@EssaiDeService
class DepistageIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectStore magasin;

    @Value("${apilos.contact}")
    String contact;

    @Test
    void FIL44_an_infected_spreadsheet_is_never_opened_the_person_and_the_team_are_told() {
        var c = jeu.complete(1);
        connue(c);
        assertThat(importer(c, Eicar.octets()))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Un virus a été détecté dans « logements.xlsx »", "fr-upload-group--error")
                .doesNotContain("n’est pas un classeur");
        assertThat(imports(c)).isZero();
        await().untilAsserted(() -> assertThat(courriels(c))
                .containsExactlyInAnyOrder(
                        "Un fichier que vous avez déposé contient un virus > "
                                + c.enBailleur().email(),
                        "Virus détecté dans un fichier déposé > " + contact));
    }

    @Test
    void FIL44_while_the_antivirus_is_away_a_spreadsheet_is_not_taken_and_the_page_says_to_try_again() {
        var c = jeu.complete(1);
        assertThat(importer(c, AntivirusDEssai.absent()))
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .bodyText()
                .contains("L’antivirus ne répond pas", "Réessayez dans quelques minutes", "fr-upload-group--error");
        assertThat(imports(c)).isZero();
    }

    @Test
    void FIL44_a_file_is_not_even_read_for_whom_the_table_is_closed() {
        var c = jeu.au(Statut.INSTRUCTION);
        assertThat(importer(c, AntivirusDEssai.absent())).hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void FIL44_an_infected_signed_act_is_refused_and_leaves_the_store_and_the_one_before_stands() throws Exception {
        var c = jeu.au(Statut.A_SIGNER);
        assertThat(signer(c, pdf(""))).hasStatus(HttpStatus.FOUND);
        var avant = courant(c);
        assertThat(jdbc.sql("select verdict from document_signe where cle = :cle")
                        .param("cle", avant)
                        .query(String.class)
                        .single())
                .isEqualTo("NON_ANALYSE");
        assertThat(mvc.get()
                        .uri("/conventions/%s/documents".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("Non analysé");
        assertThat(signer(c, pdf(new String(Eicar.octets(), StandardCharsets.US_ASCII))))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Un virus a été détecté dans « signee.pdf »");
        assertThat(signer(c, AntivirusDEssai.absent()))
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .bodyText()
                .contains("L’antivirus ne répond pas");
        assertThat(courant(c)).isEqualTo(avant);
        try (var objets = magasin.lister("conventions/" + c.convention() + "/signes")) {
            assertThat(objets.map(ObjectStore.Objet::cle)).containsExactly(avant);
        }
    }

    private MvcTestResult importer(Jeu.Faite c, byte[] octets) {
        return mvc.post()
                .uri("/conventions/logements/%s/import".formatted(c.convention()))
                .multipart()
                .file(new MockMultipartFile("fichier", "C:\\bureau\\logements.xlsx", null, octets))
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
    }

    private MvcTestResult signer(Jeu.Faite c, byte[] octets) {
        return mvc.post()
                .uri("/conventions/sent/" + c.convention())
                .multipart()
                .file(new MockMultipartFile("fichier", "signee.pdf", "application/pdf", octets))
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
    }

    private static byte[] pdf(String contenu) throws IOException {
        var sortie = new ByteArrayOutputStream();
        sortie.write("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
        sortie.write(contenu.getBytes(StandardCharsets.US_ASCII));
        return sortie.toByteArray();
    }

    private void connue(Jeu.Faite c) {
        var qui = c.enBailleur();
        Voisins.HABILITATION.stubFor(post(urlPathEqualTo("/api/v1/correspondants"))
                .withRequestBody(matchingJsonPath("$.utilisateurs[?(@ == '%s')]".formatted(qui.utilisateur())))
                .willReturn(okJson("["
                        + Voisins.personne(qui.utilisateur(), qui.email(), "AUCUN", "BAILLEUR", true) + ","
                        + Voisins.personne(UUID.randomUUID(), "autre@exemple.fr", "TOUS", "BAILLEUR", true) + "]")));
    }

    private String courant(Jeu.Faite c) {
        return jdbc.sql("select cle from document_signe where convention = :c and retire_le is null")
                .param("c", c.convention())
                .query(String.class)
                .single();
    }

    private long imports(Jeu.Faite c) {
        return jdbc.sql("select count(*) from formulaire_import where convention = :c")
                .param("c", c.convention())
                .query(Long.class)
                .single();
    }

    private List<String> courriels(Jeu.Faite c) {
        return jdbc.sql("select objet || ' > ' || destinataires from courriel where convention = :c")
                .param("c", c.convention())
                .query(String.class)
                .list();
    }
}
