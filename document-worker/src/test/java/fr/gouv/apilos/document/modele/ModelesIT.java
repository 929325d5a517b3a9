package fr.gouv.apilos.document.modele;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.document.pdf.BureautiqueDEssai;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** What staff do with models, by the pages and by the API; what it changes in the next document. */
@EssaiDuWorker
class ModelesIT {

    private static final String PAGES = "/apilos_settings/modeles/TYPE1";
    private static final String API = "/admin/documents/modeles/TYPE1/versions";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    BureautiqueDEssai bureautique;

    /** Other tests of this JVM write documents with the models of the product. */
    @AfterEach
    void rendre() {
        bureautique.absente();
        jdbc.sql("delete from modele_version where origine = 'DEPOSE'").update();
    }

    @Test
    void staff_see_every_model_and_its_version_in_force_in_a_few_statements() throws Exception {
        lire("/apilos_settings/modeles/");
        MvcTestResult[] page = new MvcTestResult[1];
        var ordres = CompteurSql.pendant(() -> page[0] = lire("/apilos_settings/modeles/"));
        var corps = corps(page[0]);
        for (var code : CodeDeModele.values()) {
            assertThat(corps).contains(code.libelle(), "/apilos_settings/modeles/" + code.name());
        }
        assertThat(corps).contains("2026.3", "Fournie avec le produit");
        assertThat(ordres).filteredOn(o -> o.contains("modele_")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/apilos_settings/modeles/", PAGES, "/admin/documents/modeles"})
    void nobody_else_sees_them(String chemin) {
        for (var identite : new Identite[] {
            JetonDeTest.bailleur(), JetonDeTest.instructeur(), JetonDeTest.administrateur(), JetonDeTest.lectureSeule()
        }) {
            assertThat(mvc.get().uri(chemin).with(JetonDeTest.de(identite))).hasStatus(403);
        }
        assertThat(mvc.post()
                        .uri(PAGES)
                        .multipart()
                        .file(fichier("! Essai"))
                        .param("version", "pirate")
                        .with(JetonDeTest.de(JetonDeTest.instructeur())))
                .hasStatus(403);
        assertThat(nombre()).isZero();
    }

    @Test
    void a_version_is_deposited_tried_dated_used_and_taken_back() throws Exception {
        var depot = deposer("essai 1", "! Essai de modèle\n{{ bailleur_nom }} {{ variable_inventee }}");
        assertThat(depot).hasStatus3xxRedirection();
        var version = String.valueOf(depot.getResponse().getRedirectedUrl());
        assertThat(corps(lire(version)))
                .contains("À l’essai", "variable_inventee", "Convention complète", "Mettre en vigueur")
                .contains("version en vigueur", "Équipe Support");
        // On trial, it changes nothing.
        assertThat(versionDuProchainDocument()).isEqualTo("2026.3");

        assertThat(dater(version, LocalDate.now())).hasStatus3xxRedirection();
        assertThat(versionDuProchainDocument()).isEqualTo("essai 1");
        assertThat(corps(lire(PAGES))).contains("En vigueur", "Remplacée", "Version essai 1 — Mise en vigueur");

        assertThat(mvc.post().uri(version + "/retrait").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus3xxRedirection();
        assertThat(versionDuProchainDocument()).isEqualTo("2026.3");
        assertThat(corps(lire(PAGES)))
                .contains("Retirée", "Version essai 1 — Retirée", "Version essai 1 — Déposée", "Équipe Support");
        assertThat(mvc.post().uri(version + "/retrait").with(JetonDeTest.de(JetonDeTest.staff())))
                .as("nothing left to take back")
                .hasStatus(409);

        // Taken back is not lost: it may be put in force again.
        assertThat(dater(version, LocalDate.now())).hasStatus3xxRedirection();
        assertThat(versionDuProchainDocument()).isEqualTo("essai 1");
    }

    @Test
    void a_version_for_a_day_to_come_waits_and_a_day_gone_by_is_refused_beside_the_field() throws Exception {
        var version = String.valueOf(
                deposer("demain", "! Essai de demain").getResponse().getRedirectedUrl());
        var hier = dater(version, LocalDate.now().minusDays(2));
        assertThat(hier).hasStatus(422);
        assertThat(corps(hier)).contains("champ-effet-erreur", "Choisissez aujourd’hui ou un jour à venir.");
        assertThat(corps(mvc.post()
                        .uri(version + "/effet")
                        .param("effet_jour", "31")
                        .param("effet_mois", "2")
                        .param("effet_annee", "2030")
                        .with(JetonDeTest.de(JetonDeTest.staff()))
                        .exchange()))
                .contains("Cette date n’existe pas", "value=\"31\"", "value=\"2030\"");
        assertThat(dater(version, LocalDate.now().plusDays(2))).hasStatus3xxRedirection();
        assertThat(corps(lire(PAGES))).contains("Prévue");
        assertThat(corps(lire("/apilos_settings/modeles/"))).contains("demain, le ");
        assertThat(versionDuProchainDocument()).isEqualTo("2026.3");
    }

    @Test
    void what_cannot_be_a_model_is_refused_beside_its_field_and_not_kept() throws Exception {
        var faute = deposer("faute", "! Essai\n{{ bailleur_nom|filtre_inconnu }}");
        assertThat(faute).hasStatus(422);
        assertThat(corps(faute))
                .contains("champ-fichier-erreur", "paragraphe 2", "filtre_inconnu", "value=\"faute\"")
                .contains("<title>Erreur : ");
        assertThat(deposer("texte", "pas un document".getBytes(StandardCharsets.UTF_8)))
                .hasStatus(422)
                .bodyText()
                .contains("n’est pas un document Word");
        assertThat(deposer("", new byte[0]))
                .hasStatus(422)
                .bodyText()
                .contains("Nommez cette version", "Choisissez le fichier Word");
        assertThat(nombre()).isZero();
        deposer("un", "! Le même");
        assertThat(deposer("deux", "! Le même")).hasStatus(422).bodyText().contains("est déjà la version « un »");
        assertThat(deposer("un", "! Un autre")).hasStatus(422).bodyText().contains("« un » de ce modèle existe déjà");
        assertThat(nombre()).isEqualTo(1);
    }

    @Test
    void a_version_that_fails_on_a_sample_says_where_and_cannot_be_put_in_force() throws Exception {
        var version = String.valueOf(deposer("échoue", "! Essai\n{{ objet_inconnu.attribut }}")
                .getResponse()
                .getRedirectedUrl());
        assertThat(corps(lire(version)))
                .contains("objet_inconnu", "paragraphe 2")
                .doesNotContain("Mettre en vigueur");
        assertThat(dater(version, LocalDate.now())).hasStatus(409);
        assertThat(lire(version + "/apercu/complet")).hasStatus(409);
        assertThat(versionDuProchainDocument()).isEqualTo("2026.3");
    }

    @Test
    void samples_and_files_can_be_read_before_anything_is_in_force() throws Exception {
        var version = String.valueOf(
                deposer("lisible", "! Essai\n{{ bailleur_nom }}").getResponse().getRedirectedUrl());
        var apercu = lire(version + "/apercu/complet");
        assertThat(apercu).hasStatusOk();
        assertThat(ModeleHlmTest.texte(apercu.getResponse().getContentAsByteArray()))
                .contains("Calanques Habitat");
        assertThat(lire(version + "/fichier")).hasStatusOk().hasContentType(ModelesPageController.WORD);
        assertThat(lire(version + "/apercu/inconnu")).hasStatus(404);
        assertThat(lire(PAGES + "/" + UUID.randomUUID())).hasStatus(404);
        assertThat(lire("/apilos_settings/modeles/INCONNU")).hasStatus(404);
    }

    @Test
    void a_version_is_read_beside_the_one_in_force_page_by_page() throws Exception {
        bureautique.reelle();
        var version = String.valueOf(deposer("côte à côte", "! Essai côte à côte\n{{ bailleur_nom }}")
                .getResponse()
                .getRedirectedUrl());
        assertThat(corps(lire(version))).contains(version + "/comparaison/complet");
        MvcTestResult[] page = new MvcTestResult[1];
        var ordres = CompteurSql.pendant(() -> page[0] = lire(version + "/comparaison/complet"));
        var corps = corps(page[0]);
        assertThat(page[0]).hasStatusOk();
        assertThat(corps)
                .contains("Version en vigueur (2026.3)", "Cette version (côte à côte)", "id=\"page-1\"", "Différente")
                .contains("Cette version n’a pas de page", version + "/apercu/complet/pages/1\"")
                .doesNotContain(version + "/apercu/complet/pages/2\"");
        assertThat(ordres).hasSizeLessThan(12);
        var image = lire(version + "/apercu/complet/pages/1");
        assertThat(image).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
        assertThat(javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(
                                image.getResponse().getContentAsByteArray()))
                        .getWidth())
                .isBetween(800, 1000);
        assertThat(lire(version + "/apercu/complet/pages/2")).hasStatus(404);
        assertThat(lire(version + "/apercu/complet/pages/0")).hasStatus(404);
        for (var chemin : List.of("/comparaison/complet", "/apercu/complet/pages/1")) {
            assertThat(mvc.get().uri(version + chemin).with(JetonDeTest.de(JetonDeTest.instructeur())))
                    .hasStatus(403);
        }
        assertThat(dater(version, LocalDate.now())).hasStatus3xxRedirection();
        assertThat(lire(version + "/comparaison/complet"))
                .as("nothing to compare the version in force with")
                .hasStatus(409);
    }

    @Test
    void without_LibreOffice_the_comparison_says_so_and_leads_to_the_word_documents() throws Exception {
        var version = String.valueOf(
                deposer("sans mise en page", "! Essai sans PDF").getResponse().getRedirectedUrl());
        var page = lire(version + "/comparaison/minimal");
        assertThat(page).hasStatusOk();
        assertThat(corps(page)).contains("n’est pas installée", "Ouvrir le document entier");
        assertThat(lire(version + "/comparaison/inconnu")).hasStatus(404);
        var echoue = String.valueOf(deposer("échoue ici", "! Essai\n{{ objet_inconnu.attribut }}")
                .getResponse()
                .getRedirectedUrl());
        assertThat(lire(echoue + "/comparaison/complet"))
                .hasStatusOk()
                .bodyText()
                .contains("objet_inconnu");
    }

    @Test
    void programs_do_the_same_by_the_api() throws Exception {
        var depose = mvc.post()
                .uri(API)
                .multipart()
                .file(fichier("! Essai\n{{ variable_inventee }}"))
                .param("version", "api")
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        assertThat(depose).hasStatus(201);
        var lu = json.readTree(depose.getResponse().getContentAsByteArray());
        assertThat(lu.at("/rapport/essais/0/absents/0").asString()).isEqualTo("variable_inventee");
        var id = lu.path("id").asString();
        assertThat(effet(id, LocalDate.now().minusDays(1))).hasStatus(422);
        assertThat(effet(id, LocalDate.now())).hasStatus(204);
        assertThat(versionDuProchainDocument()).isEqualTo("api");
        assertThat(lire(API + "/" + id))
                .bodyJson()
                .extractingPath("$.version.etat")
                .isEqualTo("EN_VIGUEUR");
        assertThat(mvc.post().uri(API + "/" + id + "/retrait").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(204);
        assertThat(lire("/admin/documents/modeles"))
                .bodyJson()
                .extractingPath("$[?(@.code == 'TYPE1')].versions[?(@.version == 'api')].etat")
                .asArray()
                .containsExactly("RETIREE");
    }

    private MvcTestResult effet(String id, LocalDate jour) {
        return mvc.put()
                .uri(API + "/" + id + "/effet")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"jour\": \"" + jour + "\"}")
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private MvcTestResult dater(String version, LocalDate jour) {
        return mvc.post()
                .uri(version + "/effet")
                .param("effet_jour", String.valueOf(jour.getDayOfMonth()))
                .param("effet_mois", String.valueOf(jour.getMonthValue()))
                .param("effet_annee", String.valueOf(jour.getYear()))
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private MvcTestResult deposer(String version, String texte) {
        return deposer(version, docx(texte));
    }

    private MvcTestResult deposer(String version, byte[] docx) {
        return mvc.post()
                .uri(PAGES)
                .multipart()
                .file(new MockMultipartFile("fichier", "modele.docx", ModelesPageController.WORD.toString(), docx))
                .param("version", version)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private static MockMultipartFile fichier(String texte) {
        return new MockMultipartFile("fichier", "modele.docx", ModelesPageController.WORD.toString(), docx(texte));
    }

    private static byte[] docx(String texte) {
        return RedacteurDeModele.rediger(texte).docx();
    }

    private MvcTestResult lire(String chemin) {
        return mvc.get().uri(chemin).with(JetonDeTest.de(JetonDeTest.staff())).exchange();
    }

    private static String corps(MvcTestResult reponse) throws Exception {
        return reponse.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private int nombre() {
        return jdbc.sql("select count(*) from modele_version where origine = 'DEPOSE'")
                .query(Integer.class)
                .single();
    }

    private String versionDuProchainDocument() {
        var tache = UUID.randomUUID();
        demandeur.demander(Demandeur.production(tache, "TYPE1", "docx"));
        await().untilAsserted(() ->
                assertThat(abonne.de(tache, "document.produit.v1")).hasSize(1));
        return abonne.de(tache, "document.produit.v1")
                .getFirst()
                .corps()
                .path("versionModele")
                .asString();
    }
}
