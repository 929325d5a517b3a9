package fr.gouv.apilos.convention.fichier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Files joined, quarantined, read, downloaded and removed, by pages and by programs, by those who may. */
@EssaiDeService
class FichiersIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    Fichiers fichiers;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    ProgrammeRepository programmes;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RabbitTemplate rabbit;

    private static byte[] png(int graine) throws IOException {
        var sortie = new ByteArrayOutputStream();
        var image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, graine);
        ImageIO.write(image, "png", sortie);
        return sortie.toByteArray();
    }

    private MvcTestResult deposer(Jeu.Faite c, String champ, Identite qui, String nom, byte[] octets) {
        return mvc.post()
                .uri("/conventions/%s/fichiers/%s".formatted(c.convention(), champ))
                .multipart()
                .file(new MockMultipartFile("fichiers", nom, "application/octet-stream", octets))
                .with(JetonDeTest.de(qui))
                .exchange();
    }

    private UUID depose(Jeu.Faite c, String champ, String nom, byte[] octets) {
        assertThat(deposer(c, champ, c.enBailleur(), nom, octets)).hasStatusOk();
        return jdbc.sql("select id from fichier where convention = :c and nom = :nom and retire_le is null")
                .param("c", c.convention())
                .param("nom", nom)
                .query(UUID.class)
                .single();
    }

    private void repondre(UUID fichier, Fichier.Analyse resultat, String menace) {
        var corps = JSON.writeValueAsString(JSON.createObjectNode()
                .put("evenementId", fichier.toString())
                .put("fichier", fichier.toString())
                .put("resultat", resultat.name())
                .put("menace", menace)
                .put("survenuLe", Instant.parse("2026-12-01T10:00:00Z").toString()));
        new ContratDeMessages().verifier("fichier.analyse-faite.v1", corps);
        rabbit.send(
                "document.resultats",
                "fichier.analyse-faite.v1",
                MessageBuilder.withBody(corps.getBytes(StandardCharsets.UTF_8))
                        .setMessageId(fichier.toString())
                        .setType("fichier.analyse-faite.v1")
                        .setContentType("application/json")
                        .build());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(analyse(fichier)).isEqualTo(resultat.name()));
    }

    private String analyse(UUID fichier) {
        return jdbc.sql("select verdict from fichier where id = :id")
                .param("id", fichier)
                .query(String.class)
                .single();
    }

    private String cle(UUID fichier) {
        return jdbc.sql("select cle from fichier where id = :id")
                .param("id", fichier)
                .query(String.class)
                .single();
    }

    private MvcTestResult telecharger(Jeu.Faite c, UUID fichier, Identite qui, String... entetes) {
        var demande = mvc.get()
                .uri("/upload/%s/media/%s".formatted(c.convention(), fichier))
                .accept(MediaType.ALL)
                .with(JetonDeTest.de(qui));
        for (int i = 0; i < entetes.length; i += 2) {
            demande.header(entetes[i], entetes[i + 1]);
        }
        return demande.exchange();
    }

    @Test
    void B7_a_file_waits_in_quarantine_then_is_downloaded_by_parts_and_removed() throws Exception {
        var c = jeu.complete(2);
        var octets = png(1);
        var fichier = depose(c, "vendeur", "Plan d’étage.png", octets);
        assertThat(cle(fichier)).isEqualTo("programmes/%s/media/%s_plan-detage.png".formatted(c.programme(), fichier));
        assertThat(jdbc.sql("select sum(taille) from fichier where id = :id")
                        .param("id", fichier)
                        .query(Long.class)
                        .single())
                .isEqualTo(octets.length);
        assertThat(telecharger(c, fichier, c.enBailleur())).hasStatus(HttpStatus.CONFLICT);
        assertThat(mvc.get().uri("/conventions/cadastre/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("Plan d’étage.png", "Analyse antivirus en cours")
                .doesNotContain("/upload/");
        repondre(fichier, Fichier.Analyse.SAIN, null);
        assertThat(telecharger(c, fichier, c.enInstructeur()))
                .hasStatusOk()
                .hasHeader("X-Content-Type-Options", "nosniff")
                .body()
                .isEqualTo(octets);
        var partie = telecharger(c, fichier, c.enBailleur(), HttpHeaders.RANGE, "bytes=1-3");
        assertThat(partie)
                .hasStatus(HttpStatus.PARTIAL_CONTENT)
                .body()
                .isEqualTo("PNG".getBytes(StandardCharsets.UTF_8));
        assertThat(telecharger(
                        c,
                        fichier,
                        c.enBailleur(),
                        HttpHeaders.IF_NONE_MATCH,
                        partie.getResponse().getHeader(HttpHeaders.ETAG)))
                .hasStatus(HttpStatus.NOT_MODIFIED);
        assertThat(partie.getResponse().getHeader(HttpHeaders.CONTENT_DISPOSITION))
                .startsWith("attachment;")
                .contains("UTF-8''Plan%20d%E2%80%99%C3%A9tage.png");
        assertThat(mvc.post()
                        .uri("/conventions/%s/fichiers/vendeur/%s/retrait".formatted(c.convention(), fichier))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Plan d’étage.png");
        assertThat(telecharger(c, fichier, c.enBailleur())).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void FIL42_an_infected_file_leaves_the_store_its_trace_stays_and_the_page_says_so() throws Exception {
        var c = jeu.complete(2);
        var fichier = depose(c, "vendeur", "plan.png", png(2));
        repondre(fichier, Fichier.Analyse.INFECTE, "Essai.Eicar");
        assertThat(magasin.existe(cle(fichier))).isFalse();
        assertThat(telecharger(c, fichier, c.enBailleur())).hasStatus(HttpStatus.GONE);
        assertThat(mvc.get().uri("/conventions/cadastre/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .bodyText()
                .contains("plan.png", "Virus détecté", "Un virus a été détecté dans « plan.png »");
        // Mail 163 goes to who joined it, and the team knows.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(jdbc.sql("select count(*) from courriel where convention = :c"
                                        + " and objet like '%virus%' or convention = :c and objet like 'Virus%'")
                                .param("c", c.convention())
                                .query(Long.class)
                                .single())
                        .isPositive());
        assertThat(mvc.get()
                        .uri("/conventions/recapitulatif/" + c.convention())
                        .with(JetonDeTest.de(c.enInstructeur())))
                .bodyText()
                .contains("Un virus a été détecté", "« plan.png » (Vendeur)");
        assertThat(jdbc.sql("select menace from fichier where id = :id and efface_le is not null")
                        .param("id", fichier)
                        .query(String.class)
                        .single())
                .isEqualTo("Essai.Eicar");
        // A document goes without it.
        assertThat(fichiers.images(conventions.findWithLotsById(c.convention()).orElseThrow()))
                .allSatisfy((champ, images) -> assertThat(images).isEmpty());
    }

    @Test
    void FIL40_without_an_antivirus_a_file_is_marked_and_available() throws Exception {
        var c = jeu.complete(2);
        var fichier = depose(c, "acte_de_propriete", "acte.pdf", "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
        repondre(fichier, Fichier.Analyse.NON_ANALYSE, null);
        assertThat(telecharger(c, fichier, c.enBailleur())).hasStatusOk();
        assertThat(mvc.get().uri("/conventions/cadastre/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .bodyText()
                .contains("Non analysé");
    }

    @Test
    void B3_what_a_field_does_not_take_is_refused_beside_it_and_kept_nowhere() throws Exception {
        var c = jeu.complete(2);
        assertThat(deposer(c, "vendeur", c.enBailleur(), "plan.png", "<svg/>".getBytes(StandardCharsets.UTF_8)))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("« plan.png » n’est pas une image PNG", "fr-fieldset--error");
        assertThat(deposer(c, "vendeur", c.enBailleur(), "vide.png", new byte[0]))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("est vide");
        try (var objets = magasin.lister("programmes")) {
            assertThat(objets.map(ObjectStore.Objet::cle))
                    .noneMatch(cle -> cle.contains(c.programme().toString()));
        }
        assertThat(deposer(c, "inconnu", c.enBailleur(), "plan.png", png(1))).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void the_same_content_is_joined_once_and_a_field_has_a_limit() throws Exception {
        var c = jeu.complete(2);
        assertThat(deposer(c, "vendeur", c.enBailleur(), "a.png", png(1))).hasStatusOk();
        assertThat(deposer(c, "vendeur", c.enBailleur(), "b.png", png(1)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("b.png");
        // Twelve people at once, as the field has room for some of them.
        jdbc.sql("""
            insert into fichier (id, objet, proprietaire, champ, convention, nom, nom_stockage, cle, type, taille, sha256,
              depose_par, depose_par_nom, depose_le)
            select gen_random_uuid(), 'PROGRAMME', :p, 'vendeur', :c, 'x', 'x', 'essai/' || gen_random_uuid(), 'image/png', 1,
              i::text, :c, 'Essai', now() from generate_series(1, 24) i\
            """).param("p", c.programme()).param("c", c.convention()).update();
        try (var executeur = Executors.newVirtualThreadPerTaskExecutor()) {
            executeur.invokeAll(IntStream.range(10, 22)
                    .<Callable<Object>>mapToObj(
                            i -> () -> deposer(c, "vendeur", c.enBailleur(), "n" + i + ".png", png(i)))
                    .toList());
        }
        assertThat(jdbc.sql("select count(*) from fichier where proprietaire = :p and retire_le is null")
                        .param("p", c.programme())
                        .query(Integer.class)
                        .single())
                .isEqualTo(Fichiers.NOMBRE_MAX);
    }

    @Test
    void without_script_the_step_takes_files_and_loses_nothing_typed() throws Exception {
        var c = jeu.complete(2);
        var page = mvc.post()
                .uri("/conventions/cadastre/" + c.convention())
                .multipart()
                .file(new MockMultipartFile("fichiers.vendeur", "plan.png", "image/png", png(3)))
                .file(new MockMultipartFile("fichiers.acquereur", "", "application/octet-stream", new byte[0]))
                .param("suite", "deposer")
                .param("vendeur", "M. Martin")
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
        assertThat(page).hasStatusOk().bodyText().contains("plan.png", "M. Martin");
        assertThat(programmes.findById(c.programme()).orElseThrow().vendeur()).isEmpty();
        var fichier = fichiers.de(conventions.findWithLotsById(c.convention()).orElseThrow())
                .get("vendeur")
                .getFirst();
        assertThat(mvc.post()
                        .uri("/conventions/cadastre/" + c.convention())
                        .param("suite", "retirer-" + fichier.id())
                        .param("vendeur", "M. Martin")
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("M. Martin")
                .doesNotContain("plan.png");
        // A wrong file with « Enregistrer »: nothing saved, all said.
        assertThat(mvc.post()
                        .uri("/conventions/cadastre/" + c.convention())
                        .multipart()
                        .file(new MockMultipartFile("fichiers.reference_notaire", "x.png", "image/png", new byte[] {1}))
                        .param("suite", "continuer")
                        .param("vendeur", "Mme Durand")
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("href=\"#champ-depot-reference-notaire\"", "Mme Durand", "n’est pas une image");
        assertThat(mvc.post()
                        .uri("/conventions/cadastre/" + c.convention())
                        .param("vendeur", "M. Martin")
                        .param("date_achat_jour", "3")
                        .param("date_achat_mois", "2")
                        .param("date_achat_annee", "2026")
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        var programme = programmes.findById(c.programme()).orElseThrow();
        assertThat(programme.vendeur()).isEqualTo("{\"files\":[],\"text\":\"M. Martin\"}");
        assertThat(programme.dateAchat()).isEqualTo("2026-02-03");
    }

    @Test
    void B7_rights_and_status_are_asked_of_pages_and_programs_alike() throws Exception {
        var c = jeu.au(Statut.INSTRUCTION);
        var autre = jeu.complete(1);
        assertThat(deposer(c, "vendeur", c.enBailleur(), "a.png", png(1))).hasStatus(HttpStatus.CONFLICT);
        assertThat(deposer(c, "vendeur", autre.enBailleur(), "a.png", png(1))).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(deposer(c, "vendeur", JetonDeTest.lectureSeule(), "a.png", png(1)))
                .hasStatus(HttpStatus.FORBIDDEN);
        // FIL-24, D6: a bailleur still speaks to the instructeur.
        assertThat(deposer(c, "commentaires", c.enBailleur(), "a.png", png(1))).hasStatusOk();
        var api = mvc.post()
                .uri("/api/v1/conventions/%s/fichiers/vendeur".formatted(c.convention()))
                .multipart()
                .file(new MockMultipartFile("fichier", "plan.png", "image/png", png(4)))
                .accept(MediaType.APPLICATION_JSON)
                .with(JetonDeTest.de(c.enInstructeur()))
                .exchange();
        assertThat(api).hasStatus(HttpStatus.CREATED);
        var id = UUID.fromString(
                JSON.readTree(api.getResponse().getContentAsString()).path("id").asString());
        repondre(id, Fichier.Analyse.SAIN, null);
        assertThat(telecharger(c, id, autre.enBailleur())).hasStatus(HttpStatus.FORBIDDEN);
        // The file of another convention, through one's own.
        assertThat(telecharger(autre, id, autre.enBailleur())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get()
                        .uri("/upload/%s/media/%s".formatted(c.convention(), id))
                        .accept(MediaType.APPLICATION_JSON))
                .hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(mvc.get()
                        .uri("/api/v1/conventions/%s/fichiers".formatted(c.convention()))
                        .accept(MediaType.APPLICATION_JSON)
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("plan.png", "\"analyse\":\"SAIN\"", "/upload/" + c.convention());
        assertThat(mvc.post()
                        .uri("/api/v1/conventions/%s/fichiers/vendeur".formatted(c.convention()))
                        .multipart()
                        .file(new MockMultipartFile("fichier", "x.png", "image/png", new byte[] {1}))
                        .accept(MediaType.APPLICATION_JSON)
                        .with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(mvc.delete()
                        .uri("/api/v1/conventions/%s/fichiers/%s".formatted(c.convention(), id))
                        .accept(MediaType.APPLICATION_JSON)
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(mvc.delete()
                        .uri("/api/v1/conventions/%s/fichiers/%s".formatted(c.convention(), id))
                        .accept(MediaType.APPLICATION_JSON)
                        .with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.NO_CONTENT);
    }

    @Test
    void every_step_with_files_reads_in_few_statements_and_its_closed_form_lists_them() throws Exception {
        var c = jeu.complete(2);
        jeu.nature(c, NatureLogement.AUTRE);
        depose(c, "attached", "annexe.png", png(5));
        depose(c, "edd_classique", "coupe.png", png(6));
        for (var etape : new String[] {"cadastre", "edd", "commentaires"}) {
            assertThat(CompteurSql.pendant(() -> assertThat(mvc.get()
                                    .uri("/conventions/%s/%s".formatted(etape, c.convention()))
                                    .with(JetonDeTest.de(c.enBailleur())))
                            .hasStatusOk()
                            .bodyText()
                            .contains("data-ap-depot")))
                    .as(etape)
                    .hasSizeLessThanOrEqualTo(12);
        }
        jdbc.sql("update convention set statut = 'SIGNEE' where id = :id")
                .param("id", c.convention())
                .update();
        assertThat(mvc.get().uri("/conventions/edd/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("coupe.png")
                .doesNotContain("type=\"file\"");
    }

    @Test
    void DOC50_pictures_reach_the_document_once_out_of_quarantine() throws Exception {
        var c = jeu.complete(2);
        var plan = depose(c, "edd_volumetrique", "plan.png", png(7));
        assertThat(cle(plan)).startsWith("lots/" + c.lot() + "/media/");
        assertThat(mvc.post()
                        .uri("/conventions/%s/documents".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.CONFLICT);
        repondre(plan, Fichier.Analyse.SAIN, null);
        var images =
                fichiers.images(conventions.findWithLotsById(c.convention()).orElseThrow());
        assertThat(images.get(ChampFichier.EDD_VOLUMETRIQUE))
                .singleElement()
                .satisfies(image -> assertThat(image.cle()).isEqualTo(cle(plan)));
    }

    @Test
    void B7_what_nobody_owns_is_collected_after_a_delay_and_nothing_else() throws Exception {
        var c = jeu.complete(2);
        var garde = depose(c, "vendeur", "garde.png", png(8));
        var retire = depose(c, "vendeur", "retire.png", png(9));
        var recent = depose(c, "vendeur", "recent.png", png(10));
        var perdu = "programmes/" + c.programme() + "/media/" + UUID.randomUUID() + "_perdu.png";
        magasin.ecrire(perdu, new java.io.ByteArrayInputStream(png(11)));
        var acte = "conventions/" + c.convention() + "/signes/" + UUID.randomUUID() + ".pdf";
        magasin.ecrire(acte, new java.io.ByteArrayInputStream(png(12)));
        // Prepared files, packages of mails and exports of commands have an expiry of their own.
        var autres = Stream.of("telechargements/", "envois/" + c.convention() + "/", "exports/")
                .map(dossier -> dossier + UUID.randomUUID())
                .toList();
        for (var autre : autres) {
            magasin.ecrire(autre, new java.io.ByteArrayInputStream(png(13)));
        }
        jdbc.sql("update fichier set retire_le = now() - interval '40 days' where id = :id")
                .param("id", retire)
                .update();
        jdbc.sql("update fichier set retire_le = now() where id = :id")
                .param("id", recent)
                .update();
        // As if everything in the store had been written long ago.
        var plusTard =
                new Collecte(magasin, jdbc, java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofDays(5)));
        var compte = plusTard.collecter(1, false);
        assertThat(compte.effaces()).isFalse();
        assertThat(compte.retires()).isGreaterThanOrEqualTo(2);
        assertThat(magasin.existe(cle(retire))).isTrue();
        assertThat(magasin.existe(perdu)).isTrue();
        var bilan = new Collecte(magasin, jdbc, java.time.Clock.systemUTC()).collecter(30, true);
        assertThat(bilan.retires()).isGreaterThanOrEqualTo(1);
        assertThat(magasin.existe(cle(retire))).isFalse();
        assertThat(magasin.existe(cle(recent))).isTrue();
        assertThat(magasin.existe(perdu)).isTrue();
        plusTard.collecter(4, true);
        assertThat(magasin.existe(perdu)).isFalse();
        assertThat(magasin.existe(acte)).isTrue();
        assertThat(autres)
                .allSatisfy(autre -> assertThat(magasin.existe(autre)).as(autre).isTrue());
        assertThat(magasin.existe(cle(garde))).isTrue();
    }
}
