package fr.gouv.apilos.convention.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The documents of a convention as one zip. */
@EssaiDeService
class ArchiveDeConventionIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    FichiersPrepares fichiers;

    @Autowired
    PiecesJointes pieces;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Test
    void R173_files_joined_to_the_convention_go_with_it_once_out_of_quarantine() {
        var c = jeu.au(Statut.SIGNEE);
        for (var verdict : new String[] {"SAIN", "INFECTE", "NON_ANALYSE"}) {
            joindre(c, verdict);
        }
        assertThat(pieces.de(c.convention()))
                .extracting(SourceDePieces.Piece::nom)
                .containsExactly("SAIN.pdf", "NON_ANALYSE.pdf");
        joindre(c, "EN_ATTENTE");
        assertThatThrownBy(() -> pieces.de(c.convention())).hasMessageContaining("EN_ATTENTE.pdf");
    }

    private void joindre(Jeu.Faite c, String verdict) {
        jdbc.sql("""
            insert into fichier (id, objet, proprietaire, champ, convention, nom, nom_stockage, cle, type, taille, sha256,
              verdict, depose_par, depose_par_nom, depose_le)
            values (:id, 'CONVENTION', :convention, 'attached', :convention, :nom, 'a.pdf', :cle, 'application/pdf', 3, 'x',
              :verdict, :id, 'Camille', clock_timestamp())\
            """)
                .param("id", UUID.randomUUID())
                .param("convention", c.convention())
                .param("nom", verdict + ".pdf")
                .param("cle", "conventions/" + c.convention() + "/media/" + verdict)
                .param("verdict", verdict)
                .update();
    }

    @Test
    void A13_the_archive_holds_each_document_once_under_a_safe_name_and_rights_are_checked_again() throws Exception {
        var c = jeu.au(Statut.SIGNEE);
        signe(c, "Convention signée.pdf");
        produit(c, "docx", "convention.docx", "2026-01-01");
        produit(c, "pdf", "Convention signée.pdf", "2026-01-02");
        var reponse = mvc.post()
                .uri("/conventions/%s/documents/archive".formatted(c.convention()))
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
        assertThat(reponse).hasStatus(HttpStatus.FOUND);
        var page = reponse.getResponse().getRedirectedUrl();
        var id = UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(fichiers.un(id, c.enBailleur()).etat()).isEqualTo(FichiersPrepares.Etat.PRET));
        var zip = mvc.get()
                .uri(page + "/fichier")
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
        assertThat(zip).hasStatusOk().hasContentType("application/zip");
        var trouves = new TreeMap<String, String>();
        try (var lecture =
                new ZipInputStream(new ByteArrayInputStream(zip.getResponse().getContentAsByteArray()))) {
            for (var entree = lecture.getNextEntry(); entree != null; entree = lecture.getNextEntry()) {
                trouves.put(entree.getName(), new String(lecture.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(trouves)
                .as("the latest production, the signed act, no name twice")
                .containsOnlyKeys("Convention signée.pdf", "Convention signée (2).pdf")
                .containsEntry("Convention signée.pdf", "%PDF acte")
                .containsEntry("Convention signée (2).pdf", "pdf 2026-01-02");
        assertThat(mvc.get().uri(page + "/fichier").with(JetonDeTest.de(JetonDeTest.bailleur(UUID.randomUUID()))))
                .as("the same person, who no longer sees the convention")
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(mvc.get()
                        .uri("/conventions/%s/documents".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enBailleur())))
                .bodyText()
                .contains("Tout télécharger (zip)");
    }

    @Test
    void a_convention_without_document_says_so() {
        var c = jeu.complete(1);
        var reponse = mvc.post()
                .uri("/conventions/%s/documents/archive".formatted(c.convention()))
                .with(JetonDeTest.de(c.enBailleur()))
                .exchange();
        var page = reponse.getResponse().getRedirectedUrl();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mvc.get().uri(page).with(JetonDeTest.de(c.enBailleur())))
                        .bodyText()
                        .contains("La préparation a échoué", "aucun document pour l’instant"));
    }

    private void signe(Jeu.Faite c, String nom) {
        var ecrit = magasin.ecrire(
                "conventions/" + c.convention() + "/signes/a.pdf",
                new ByteArrayInputStream("%PDF acte".getBytes(StandardCharsets.UTF_8)));
        jdbc.sql("""
            insert into document_signe (id, convention, cle, nom, taille, sha256, depose_par, depose_le)
            values (gen_random_uuid(), :c, :cle, :nom, :taille, :sha256, 'Camille', now())\
            """)
                .param("c", c.convention())
                .param("cle", ecrit.cle())
                .param("nom", nom)
                .param("taille", ecrit.taille())
                .param("sha256", ecrit.sha256())
                .update();
    }

    private void produit(Jeu.Faite c, String type, String nom, String jour) {
        var tache = UUID.randomUUID();
        var ecrit = magasin.ecrire(
                "conventions/" + c.convention() + "/documents/" + tache + "." + type,
                new ByteArrayInputStream((type + " " + jour).getBytes(StandardCharsets.UTF_8)));
        jdbc.sql("""
            insert into document_tache (id, convention, motif, etat, convention_version, demande_par, demande_le, mis_a_jour_le)
            values (:id, :c, 'VALIDATION', 'PRODUIT', 0, 'Camille', cast(:jour as date), cast(:jour as date))\
            """)
                .param("id", tache)
                .param("c", c.convention())
                .param("jour", jour)
                .update();
        jdbc.sql("""
            insert into document_fichier (tache, type, cle, nom, taille, sha256)
            values (:id, :type, :cle, :nom, :taille, :sha256)\
            """)
                .param("id", tache)
                .param("type", type)
                .param("cle", ecrit.cle())
                .param("nom", nom)
                .param("taille", ecrit.taille())
                .param("sha256", ecrit.sha256())
                .update();
    }
}
