package fr.gouv.apilos.convention.formulaire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Tables of rows of the steps Cadastre and EDD. */
@EssaiDeService
class TablesDuProgrammeIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    JdbcClient jdbc;

    @Test
    void R78_references_are_typed_with_their_faults_in_place_and_shown_by_section() {
        var c = jeu.complete(1);
        assertThat(ecrire(c, "cadastre", "section", "B"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Le numéro est obligatoire", "Le lieudit est obligatoire", "La surface est obligatoire")
                .doesNotContain("La section est obligatoire");
        for (var section : List.of("B", "A")) {
            assertThat(ecrire(
                            c,
                            "cadastre",
                            "section",
                            section,
                            "numero",
                            "12",
                            "lieudit",
                            "Les Cèdres",
                            "surface",
                            "0 ha 1 a 27 ca"))
                    .hasStatus(HttpStatus.FOUND);
        }
        assertThat(sections(c)).containsExactly("A", "B");
        assertThat(page(c, "cadastre"))
                .hasStatusOk()
                .bodyText()
                .contains("Références cadastrales", "Les Cèdres", "0 ha 1 a 27 ca", "Ajouter : référence cadastrale")
                .doesNotContain("<tfoot");
        var ligne = jdbc.sql("select id from reference_cadastrale where programme = :p and section = 'A'")
                .param("p", c.programme())
                .query(UUID.class)
                .single();
        assertThat(mvc.post()
                        .uri("/conventions/cadastre/%s/lignes/%s/suppression".formatted(c.convention(), ligne))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(sections(c)).containsExactly("B");
        assertThat(mvc.post()
                        .uri("/conventions/cadastre/%s/annulation".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(sections(c)).containsExactly("A", "B");
    }

    @Test
    void R80_R81_an_EDD_without_a_financement_of_the_programme_is_said_when_leaving_the_step_and_may_stay() {
        var c = jeu.faire(Statut.PROJET, "Bailleurs privés", 1, true);
        assertThat(ecrire(c, "edd", "designation", "A1", "financement", "PLS", "numero_lot", "3"))
                .hasStatus(HttpStatus.FOUND);
        assertThat(enregistrer(c, "continuer"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("doit contenir tous les logements", "Il manque : PLUS.");
        assertThat(enregistrer(c, "continuer-malgre-tout")).hasStatus(HttpStatus.FOUND);
        assertThat(ecrire(c, "edd", "designation", "A2", "financement", "PLUS", "numero_lot", "4"))
                .hasStatus(HttpStatus.FOUND);
        assertThat(enregistrer(c, "continuer")).hasStatus(HttpStatus.FOUND);
        assertThat(page(c, "edd")).bodyText().contains("A1", "A2", "PLUS");
    }

    @Test
    void R43_both_tables_are_imported_from_their_workbooks_and_a_closed_one_is_not() throws Exception {
        var c = jeu.complete(1);
        var octets = new ByteArrayOutputStream();
        RedacteurTableur.modele(
                fr.gouv.apilos.convention.formulaire.regles.Modeles.CADASTRE,
                List.of(Map.of("section", "AC", "numero", "7", "lieudit", "Le Bourg", "surface", "0 ha 2 a 0 ca")),
                octets);
        var depose = importer(c, "cadastre", octets.toByteArray());
        assertThat(depose).hasStatus(HttpStatus.FOUND);
        var suite = depose.getResponse().getRedirectedUrl();
        assertThat(mvc.get().uri(suite).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("Le Bourg");
        assertThat(mvc.post().uri(suite).with(JetonDeTest.de(c.enBailleur()))).hasStatus(HttpStatus.FOUND);
        assertThat(sections(c)).containsExactly("AC");
        var ferme = jeu.au(Statut.INSTRUCTION);
        assertThat(importer(ferme, "cadastre", octets.toByteArray())).hasStatus(HttpStatus.CONFLICT);
        assertThat(page(ferme, "cadastre")).hasStatusOk().bodyText().doesNotContain("Importer un fichier Excel");
    }

    @Test
    void DB3_a_row_of_another_programme_is_never_overwritten() {
        var c = jeu.complete(1);
        var autre = jeu.complete(1);
        var id = UUID.randomUUID();
        jdbc.sql("insert into reference_cadastrale (id, programme, ordre, section) values (:id, :p, 0, 'ZZ')")
                .param("id", id)
                .param("p", autre.programme())
                .update();
        assertThat(ecrire(
                        c,
                        "cadastre",
                        "cle",
                        id.toString(),
                        "section",
                        "A",
                        "numero",
                        "1",
                        "lieudit",
                        "x",
                        "surface",
                        "1 a"))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(sections(autre)).containsExactly("ZZ");
        assertThat(sections(c)).isEmpty();
    }

    private MvcTestResult page(Jeu.Faite c, String etape) {
        return mvc.get()
                .uri("/conventions/%s/%s".formatted(etape, c.convention()))
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
    }

    private MvcTestResult ecrire(Jeu.Faite c, String etape, String... valeurs) {
        var requete = mvc.post()
                .uri("/conventions/%s/%s/lignes/nouvelle".formatted(etape, c.convention()))
                .with(JetonDeTest.de(c.enBailleur()));
        for (int i = 0; i < valeurs.length; i += 2) {
            requete = requete.param(valeurs[i], valeurs[i + 1]);
        }
        return requete.exchange();
    }

    private MvcTestResult enregistrer(Jeu.Faite c, String suite) {
        return mvc.post()
                .uri("/conventions/edd/" + c.convention())
                .param("suite", suite)
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
    }

    private MvcTestResult importer(Jeu.Faite c, String etape, byte[] octets) {
        return mvc.post()
                .uri("/conventions/%s/%s/import".formatted(etape, c.convention()))
                .multipart()
                .file(new MockMultipartFile("fichier", etape + ".xlsx", null, octets))
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
    }

    private List<String> sections(Jeu.Faite c) {
        return jdbc.sql("select section from reference_cadastrale where programme = :p order by section")
                .param("p", c.programme())
                .query(String.class)
                .list();
    }
}
