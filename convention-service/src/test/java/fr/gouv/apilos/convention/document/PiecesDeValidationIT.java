package fr.gouv.apilos.convention.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What accompanies the mail of a validation. */
@EssaiDeService
class PiecesDeValidationIT {

    @Autowired
    PiecesDeValidation pieces;

    @Autowired
    Jeu jeu;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Test
    void R173_ordinary_dwellings_get_the_pdf_a_foyer_or_a_residence_a_zip_of_it() throws Exception {
        var c = jeu.au(Statut.A_SIGNER);
        var tache = produit(c, 4);
        assertThat(pieces.de(c.convention(), tache, false)).singleElement().satisfies(piece -> {
            assertThat(piece.nom()).isEqualTo("Convention.pdf");
            assertThat(piece.lien()).isNull();
        });
        var zip = pieces.de(c.convention(), tache, true).getFirst();
        assertThat(zip.nom()).isEqualTo("Convention.zip");
        assertThat(zip.lien()).isNull();
        try (var lecture = new ZipInputStream(magasin.lire(zip.cle()))) {
            assertThat(lecture.getNextEntry().getName()).isEqualTo("convention_" + c.convention() + ".pdf");
            assertThat(lecture.readAllBytes()).hasSize(4);
            assertThat(lecture.getNextEntry()).isNull();
        }
        assertThat(pieces.de(c.convention(), tache, true).getFirst().cle())
                .as("asked for twice, the same file")
                .isEqualTo(zip.cle());
    }

    @Test
    void C6_over_ten_mebibytes_a_link_asks_for_a_sign_in_and_the_right_then_expires() {
        var c = jeu.au(Statut.A_SIGNER);
        var tache = produit(c, (int) PiecesDeValidation.PIECE_MAX + 1);
        var lien = pieces.de(c.convention(), tache, false).getFirst().lien();
        assertThat(lien).contains("/conventions/liens/").startsWith("http");
        var chemin = lien.substring(lien.indexOf("/conventions/"));
        assertThat(mvc.get().uri(chemin)).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(mvc.get().uri(chemin).with(JetonDeTest.de(JetonDeTest.bailleur(UUID.randomUUID()))))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(mvc.get().uri(chemin).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .hasContentType("application/pdf")
                .hasHeader("Content-Length", String.valueOf(PiecesDeValidation.PIECE_MAX + 1));
        jdbc.sql("update lien_de_fichier set expire_le = now() - interval '1 day' where convention = :c")
                .param("c", c.convention())
                .update();
        assertThat(mvc.get().uri(chemin).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/" + c.convention() + "/documents");
        assertThat(mvc.get().uri("/conventions/liens/" + UUID.randomUUID()).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    private UUID produit(Jeu.Faite c, int taille) {
        var tache = UUID.randomUUID();
        var octets = new byte[taille];
        System.arraycopy("%PDF".getBytes(StandardCharsets.UTF_8), 0, octets, 0, 4);
        var ecrit = magasin.ecrire(
                "conventions/" + c.convention() + "/documents/" + tache + ".pdf", new ByteArrayInputStream(octets));
        jdbc.sql("""
            insert into document_tache (id, convention, motif, etat, convention_version, demande_par, demande_le, mis_a_jour_le)
            values (:id, :c, 'VALIDATION', 'PRODUIT', 0, 'Camille', now(), now())\
            """).param("id", tache).param("c", c.convention()).update();
        jdbc.sql("""
            insert into document_fichier (tache, type, cle, nom, taille, sha256)
            values (:id, 'pdf', :cle, 'Convention.pdf', :taille, :sha256)\
            """)
                .param("id", tache)
                .param("cle", ecrit.cle())
                .param("taille", ecrit.taille())
                .param("sha256", ecrit.sha256())
                .update();
        return tache;
    }
}
