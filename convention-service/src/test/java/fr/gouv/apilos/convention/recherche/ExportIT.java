package fr.gouv.apilos.convention.recherche;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionModifiee;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** The list as a workbook: what it holds, who may take it, until when. */
@EssaiDeService
class ExportIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    ExportDeConventions export;

    @Autowired
    ExportInfoSiap infoSiap;

    @Autowired
    FichiersPrepares fichiers;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher evenements;

    @Test
    void R228_the_file_holds_the_rows_of_the_list_and_nothing_outside_the_perimeter() throws Exception {
        var c = jeu.au(Statut.SIGNEE);
        jeu.avenant(c, Statut.PROJET);
        jeu.complete(1);
        jdbc.sql("update programme set nom = '=1+1&<b>', date_achevement_compile = date '2027-05-02' where id = :p")
                .param("p", c.programme())
                .update();
        jdbc.sql("update convention set televersement_convention_signee_le = date '2026-03-12' where id = :c")
                .param("c", c.convention())
                .update();
        transaction.executeWithoutResult(_ -> evenements.publishEvent(new ConventionModifiee(c.convention())));

        var id = demander(c.enBailleur(), "tri", "nom");
        var lignes = lire(attendre(id, c.enBailleur()));

        assertThat(lignes).hasSize(3);
        assertThat(textes(lignes.getFirst())).hasSize(19).startsWith("Numéro d'opération SIAP", "Numéro de convention");
        var convention = lignes.stream()
                .filter(l -> l.getCellText(3).equals("5. Signée"))
                .findFirst()
                .orElseThrow();
        var avenant = lignes.stream()
                .filter(l -> l.getCellText(3).equals("1. Projet"))
                .findFirst()
                .orElseThrow();
        assertThat(convention.getCellText(1)).isEqualTo("13.T.26." + c.convention());
        assertThat(avenant.getCellText(1)).as("number of the parent").isEqualTo("13.T.26." + c.convention());
        assertThat(avenant.getCellText(2)).isEmpty();
        assertThat(convention.getCell(7).getType()).as("never a formula").isEqualTo(CellType.STRING);
        assertThat(convention.getCellText(7)).isEqualTo("=1+1&<b>");
        assertThat(convention.getCellText(9)).isEqualTo("PLUS");
        assertThat(convention.getCellAsNumber(10).orElseThrow()).isEqualByComparingTo("2");
        assertThat(convention.getCellText(12)).isEqualTo("17 avenue des Cèdres, 13008 Marseille");
        assertThat(convention.getCellAsDate(15).orElseThrow()).isEqualTo("2026-03-12T00:00");
        assertThat(convention.getCellAsNumber(16)).isPresent();
        assertThat(convention.getCellAsDate(17).orElseThrow()).isEqualTo("2027-05-02T00:00");
        assertThat(avenant.getCellText(15)).isEqualTo("-");

        var filtre = demander(c.enBailleur(), "statut", "PROJET", "q", "=1+1&<b>");
        assertThat(lire(attendre(filtre, c.enBailleur())))
                .as("the same filters as the list")
                .hasSize(2);
    }

    @Test
    void D33_a_convention_without_administration_nor_lot_is_a_row_all_the_same() throws Exception {
        var c = jeu.vide();
        jdbc.sql("update programme set administration = null where id = :p")
                .param("p", c.programme())
                .update();
        jdbc.sql("delete from lot where convention = :c")
                .param("c", c.convention())
                .update();
        transaction.executeWithoutResult(_ -> evenements.publishEvent(new ConventionModifiee(c.convention())));
        var lignes = lire(attendre(demander(c.enBailleur()), c.enBailleur()));
        assertThat(lignes).hasSize(2);
        assertThat(lignes.get(1).getCellText(9)).isEmpty();
        assertThat(lignes.get(1).getCellText(18)).isEqualTo("-");
    }

    @Test
    void the_file_goes_to_who_asked_with_the_same_rights_and_for_a_day() throws Exception {
        var c = jeu.complete(1);
        var id = demander(c.enBailleur(), "q", "droits");
        attendre(id, c.enBailleur());
        var page = "/conventions/telechargements/" + id;
        assertThat(mvc.get().uri(page + "/fichier").with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri(page).with(JetonDeTest.de(c.enInstructeur()))).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri(page + "/suivi").with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri(page + "/fichier").with(JetonDeTest.de(JetonDeTest.bailleur(UUID.randomUUID()))))
                .as("the same person under another habilitation")
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(CompteurSql.pendant(() -> assertThat(mvc.get().uri(page).with(JetonDeTest.de(c.enBailleur())))
                        .hasStatusOk()
                        .bodyText()
                        .contains("Le fichier est prêt", "Télécharger le fichier", "Disponible jusqu’au")))
                .hasSizeLessThanOrEqualTo(4);

        var cle = fichiers.un(id, c.enBailleur()).cle();
        assertThat(magasin.existe(cle)).isTrue();
        jdbc.sql("update fichier_prepare set expire_le = now() - interval '1 minute' where id = :id")
                .param("id", id)
                .update();
        assertThat(mvc.get().uri(page + "/fichier").with(JetonDeTest.de(c.enBailleur())))
                .as("expired, swept or not")
                .hasStatus(HttpStatus.FOUND);
        fichiers.nettoyer();
        assertThat(magasin.existe(cle)).isFalse();
        assertThat(mvc.get().uri(page).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("n’est plus disponible")
                .doesNotContain("Télécharger le fichier");
        assertThat(jdbc.sql("select count(*) from fichier_prepare where id = :id and identite is null")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .as("rights are forgotten with the file")
                .isEqualTo(1);
    }

    @Test
    void what_a_dead_instance_left_is_taken_up_again_and_a_third_failure_is_said() {
        var c = jeu.complete(1);
        var id = UUID.randomUUID();
        // As left by an instance that was killed two attempts ago; its parameters make the third one fail.
        jdbc.sql("""
            insert into fichier_prepare (id, genre, titre, nom, type, parametres, retour, demandeur, identite, etat, essais,
              demande_le, vivant_le)
            values (:id, 'archive', 'Archive', 'a.zip', 'application/zip', 'pas-un-uuid', '/conventions', :qui,
              cast(:identite as jsonb), 'EN_COURS', 2, now(), now() - interval '3 minutes')\
            """)
                .param("id", id)
                .param("qui", c.enBailleur().utilisateur())
                .param("identite", identite(c.enBailleur()))
                .update();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(fichiers.un(id, c.enBailleur()).etat()).isEqualTo(FichiersPrepares.Etat.ECHEC));
        assertThat(mvc.get().uri("/conventions/telechargements/" + id).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("La préparation a échoué", id.toString());
        assertThat(mvc.get().uri("/conventions/telechargements").with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("Mes téléchargements", "/conventions/telechargements/" + id);
    }

    @Test
    void progress_is_told_from_inside_the_transaction_that_reads_the_list() {
        var c = jeu.complete(1);
        var id = UUID.randomUUID();
        // Alive for an hour from now: nobody else takes it up.
        jdbc.sql("""
            insert into fichier_prepare (id, genre, titre, nom, type, parametres, retour, demandeur, identite, etat, essais,
              demande_le, vivant_le)
            values (:id, 'conventions', 'Export', 'a.xlsx', 'application/zip', '', '/conventions', :qui,
              cast(:identite as jsonb), 'EN_COURS', 1, now(), now() + interval '1 hour')\
            """)
                .param("id", id)
                .param("qui", c.enBailleur().utilisateur())
                .param("identite", identite(c.enBailleur()))
                .update();
        var lecture = new TransactionTemplate(transaction.getTransactionManager());
        lecture.setReadOnly(true);
        Boolean avance = lecture.execute(_ -> {
            jdbc.sql("select count(*) from recherche").query(Long.class).single();
            return fichiers.avancer(fichiers.un(id, c.enBailleur()), 3, 7);
        });
        assertThat(avance).isTrue();
        assertThat(fichiers.un(id, c.enBailleur()).fait()).isEqualTo(3);
        jdbc.sql("delete from fichier_prepare where id = :id").param("id", id).update();
    }

    @Test
    void a_person_cancels_a_file_under_way_after_confirming_and_nobody_else_can() {
        var c = jeu.complete(1);
        var id = enCours(c, 1);
        var page = "/conventions/telechargements/" + id;
        assertThat(mvc.get().uri(page).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("Annuler la préparation");
        assertThat(mvc.get().uri(page + "/annulation").with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("Annuler la préparation ?", "Continuer la préparation");
        assertThat(mvc.post().uri(page + "/annulation").with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.NOT_FOUND);
        var attendu = fichiers.un(id, c.enBailleur());
        assertThat(fichiers.encours(attendu)).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThat(mvc.post().uri(page + "/annulation").with(JetonDeTest.de(c.enBailleur())))
                    .as("once, or twice")
                    .hasStatus(HttpStatus.FOUND);
        }
        assertThat(fichiers.encours(attendu)).isFalse();
        assertThat(fichiers.avancer(attendu, 1, 2))
                .as("who prepares it is told")
                .isFalse();
        fichiers.terminer(attendu, new ByteArrayInputStream(new byte[10]));
        assertThat(magasin.existe("telechargements/" + id + "-1"))
                .as("what was written too late is not kept")
                .isFalse();
        fichiers.echouer(attendu, "trop tard", true);
        assertThat(fichiers.un(id, c.enBailleur()).etat()).isEqualTo(FichiersPrepares.Etat.ANNULE);
        assertThat(mvc.get().uri(page).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("Annulé", "Vous avez arrêté la préparation")
                .doesNotContain("Annuler la préparation");
        assertThat(mvc.get().uri(page + "/annulation").with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        var pret = demander(c.enBailleur(), "q", "annulation");
        attendre(pret, c.enBailleur());
        assertThat(mvc.post()
                        .uri("/conventions/telechargements/" + pret + "/annulation")
                        .with(JetonDeTest.de(c.enBailleur())))
                .as("a file that is ready is not cancelled")
                .hasStatus(HttpStatus.CONFLICT);
    }

    /** A file somebody prepares, alive for an hour from now: nobody else takes it up. */
    private UUID enCours(Jeu.Faite c, int essais) {
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into fichier_prepare (id, genre, titre, nom, type, parametres, retour, demandeur, identite, etat, essais,
              demande_le, vivant_le)
            values (:id, 'conventions', 'Export', 'a.xlsx', 'application/zip', :id, '/conventions', :qui,
              cast(:identite as jsonb), 'EN_COURS', :essais, now(), now() + interval '1 hour')\
            """)
                .param("id", id)
                .param("qui", c.enBailleur().utilisateur())
                .param("identite", identite(c.enBailleur()))
                .param("essais", essais)
                .update();
        return id;
    }

    @Test
    void I1_I4_conventions_are_written_for_InfoSIAP_one_object_a_line_in_the_order_of_identifiers(@TempDir Path dossier)
            throws Exception {
        var c = jeu.au(Statut.SIGNEE);
        var avenant = jeu.avenant(c, Statut.PROJET);
        jdbc.sql("update programme set nom = :nom where id = :p")
                .param("nom", "Les Cèdres\n« & »")
                .param("p", c.programme())
                .update();
        jdbc.sql("update convention set televersement_convention_signee_le = date '2026-03-12' where id = :c")
                .param("c", c.convention())
                .update();
        var fichier = dossier.resolve("conventions.json");
        var dit = new StringWriter();
        assertThat(new CommandLine(new ExportConventions(infoSiap, magasin))
                        .setOut(new PrintWriter(dit))
                        .setErr(new PrintWriter(dit))
                        .execute("--output", fichier.toString()))
                .isZero();
        var lignes = Files.readAllLines(fichier);
        long total =
                jdbc.sql("select count(*) from convention").query(Long.class).single();
        assertThat(lignes).hasSize((int) total);
        assertThat(dit.toString())
                .contains("count: " + Math.min(1000, total) + ", offset: 0", total + " convention(s) exportée(s)");
        var objets = lignes.stream().map(json::readTree).toList();
        assertThat(objets.stream().map(o -> o.path("uuid").asString()))
                .isSorted()
                .doesNotHaveDuplicates();
        var mere = objets.stream()
                .filter(o -> o.path("uuid").asString().equals(c.convention().toString()))
                .findFirst()
                .orElseThrow();
        assertThat(mere.propertyNames())
                .containsExactly(
                        "uuid",
                        "convention_parent_uuid",
                        "numero_convention",
                        "numero_avenant",
                        "avenant_types",
                        "depuis_ecoloweb",
                        "date_fin_conventionnement",
                        "convention_date_signature",
                        "date_denonciation",
                        "date_resiliation",
                        "fond_propre",
                        "gestionnaire",
                        "statut",
                        "operation",
                        "lots");
        assertThat(mere.path("statut").asString()).isEqualTo("5. Signée");
        assertThat(mere.path("convention_date_signature").asString()).isEqualTo("2026-03-12");
        assertThat(mere.path("operation").path("nom").asString()).isEqualTo("Les Cèdres\n« & »");
        assertThat(mere.path("numero_avenant").isNull()).isTrue();
        var logement = mere.path("lots").path(0).path("logements").path(0);
        assertThat(logement.path("surface_habitable").asString()).matches("\\d+\\.\\d{2}");
        assertThat(logement.path("coeficient").asString()).matches("\\d\\.\\d{4}");
        var fille = objets.stream()
                .filter(o -> o.path("convention_parent_uuid")
                        .asString("")
                        .equals(c.convention().toString()))
                .findFirst()
                .orElseThrow();
        assertThat(fille.path("uuid").asString()).isEqualTo(avenant.toString());
        assertThat(fille.path("numero_convention").asString()).isEqualTo("13.T.26." + c.convention());
        assertThat(fille.path("convention_date_signature").asString()).isEqualTo("2026-03-12");

        var premiers = new ByteArrayOutputStream();
        assertThat(infoSiap.ecrire(1L, premiers, (ecrites, debut) -> {})).isEqualTo(1);
        assertThat(premiers.toString(java.nio.charset.StandardCharsets.UTF_8).strip())
                .isEqualTo(lignes.getFirst());
        assertThat(new CommandLine(new ExportConventions(infoSiap, magasin))
                        .setOut(new PrintWriter(dit))
                        .setErr(new PrintWriter(dit))
                        .execute("--limit", "0"))
                .isNotZero();
        assertThat(new CommandLine(new ExportConventions(infoSiap, magasin))
                        .setOut(new PrintWriter(dit))
                        .setErr(new PrintWriter(dit))
                        .execute("--limit", "1", "--s3"))
                .isZero();
        assertThat(magasin.existe("exports/conventions.json")).isTrue();
    }

    @Test
    void R229_R47_R48_a_departement_is_written_by_commune_then_number_without_limit() throws Exception {
        var faites = new ArrayList<Jeu.Faite>();
        for (var ville : List.of("Zicavo", "Ajaccio")) {
            var c = jeu.au(Statut.SIGNEE);
            faites.add(c);
            jdbc.sql("update programme set code_insee_departement = '2A', ville = :ville where id = :p")
                    .param("ville", ville)
                    .param("p", c.programme())
                    .update();
            transaction.executeWithoutResult(_ -> evenements.publishEvent(new ConventionModifiee(c.convention())));
        }
        var octets = new ByteArrayOutputStream();
        var nombre = export.ecrireDepartement("2A", Statut.SIGNEE, octets);
        var communes = lire(octets.toByteArray()).stream()
                .skip(1)
                .map(l -> l.getCellText(4))
                .toList();
        assertThat(communes).hasSize((int) nombre).isSorted().contains("Ajaccio", "Zicavo");
        assertThat(export.ecrireDepartement("2A", Statut.DENONCEE, new ByteArrayOutputStream()))
                .isZero();
    }

    @Test
    void R45_R46_R47_R51_the_command_says_what_it_does_and_refuses_what_it_does_not_know(@TempDir Path dossier)
            throws Exception {
        var c = jeu.au(Statut.PUBLIE);
        jdbc.sql("update programme set code_insee_departement = '2B' where id = :p")
                .param("p", c.programme())
                .update();
        transaction.executeWithoutResult(_ -> evenements.publishEvent(new ConventionModifiee(c.convention())));
        var fichier = dossier.resolve("haute-corse.xlsx");
        var dit = commande(0, "2B", "--output", fichier.toString(), "--statut", "Publié");
        assertThat(dit)
                .contains("Export des conventions pour le département Haute-Corse (2B)...", "convention(s) trouvée(s).")
                .contains("convention(s) exportée(s) dans '" + fichier + "'.");
        assertThat(lire(Files.readAllBytes(fichier)).get(1).getCellText(3)).isEqualTo("7. Publié");
        assertThat(commande(0, "2B", "--statut", "7. Publié", "--s3")).contains("'exports/conventions_2B.xlsx'");
        assertThat(magasin.existe("exports/conventions_2B.xlsx")).isTrue();
        assertThat(commande(
                        0,
                        "2B",
                        "--output",
                        dossier.resolve("rien.xlsx").toString(),
                        "--statut",
                        "8. Annulée en suivi"))
                .contains("Aucune convention trouvée pour ce département.");
        assertThat(dossier.resolve("rien.xlsx")).doesNotExist();
        assertThat(commande(2, "99")).contains("Aucun département ne porte le code « 99 »");
        assertThat(commande(2, "2B", "--statut", "Perdue")).contains("Statut inconnu", "5. Signée");
    }

    private String commande(int attendu, String... arguments) {
        var dit = new StringWriter();
        var ligne = new CommandLine(new ExportConventionsDepartement(export, magasin))
                .setOut(new PrintWriter(dit))
                .setErr(new PrintWriter(dit));
        assertThat(ligne.execute(arguments)).isEqualTo(attendu);
        return dit.toString();
    }

    @Autowired
    JsonMapper json;

    private String identite(Identite identite) {
        return json.writeValueAsString(identite);
    }

    private UUID demander(Identite identite, String... criteres) {
        var requete = mvc.post().uri("/conventions/export-list").with(JetonDeTest.de(identite));
        for (int i = 0; i < criteres.length; i += 2) {
            requete.param(criteres[i], criteres[i + 1]);
        }
        var reponse = requete.exchange();
        assertThat(reponse).hasStatus(HttpStatus.FOUND);
        var suite = reponse.getResponse().getRedirectedUrl();
        return UUID.fromString(suite.substring(suite.lastIndexOf('/') + 1));
    }

    private byte[] attendre(UUID id, Identite identite) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(fichiers.un(id, identite).etat()).isEqualTo(FichiersPrepares.Etat.PRET));
        var reponse = mvc.get()
                .uri("/conventions/telechargements/" + id + "/fichier")
                .with(JetonDeTest.de(identite))
                .exchange();
        assertThat(reponse).hasStatusOk();
        assertThat(reponse.getResponse().getHeader("Content-Disposition"))
                .matches("attachment;.*conventions_\\d{2}-\\d{2}-\\d{4}\\.xlsx.*");
        return reponse.getResponse().getContentAsByteArray();
    }

    private static List<Row> lire(byte[] octets) throws Exception {
        try (var classeur = new ReadableWorkbook(new ByteArrayInputStream(octets))) {
            assertThat(classeur.getFirstSheet().getName()).isEqualTo("Conventions");
            return classeur.getFirstSheet().read();
        }
    }

    private static List<String> textes(Row ligne) {
        var textes = new ArrayList<String>();
        for (int c = 0; c < ligne.getCellCount(); c++) {
            textes.add(ligne.getCellText(c));
        }
        return textes;
    }
}
