package fr.gouv.apilos.convention.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** The sheet of the family allowance office: who writes it and when, what it is made from, how it is downloaded. */
@EssaiDeService
class FicheCafIT {

    @Autowired
    Jeu jeu;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Documents documents;

    @Autowired
    ContexteDeDocument contextes;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void A5_3_its_context_has_a_closed_set_of_keys() {
        var c = jeu.au(Statut.SIGNEE);
        assertThat(contexte(c.convention()).donnees())
                .containsOnlyKeys(
                        "convention",
                        "bailleur",
                        "programme",
                        "lots",
                        "administration",
                        "logements",
                        "nb_logements_par_type",
                        "lot_num",
                        "sh_totale",
                        "sa_totale",
                        "sar_totale",
                        "su_totale",
                        "loyer_total",
                        "residence_attributions",
                        "foyer_attributions");
        assertThat(contexte(c.convention()).modele()).isEqualTo("FICHE_CAF");
    }

    @Test
    void DOC40_a_residence_says_whom_it_houses_in_the_order_of_the_form() {
        var c = jeu.au(Statut.SIGNEE);
        jdbc.sql("""
            update convention set attribution_pension_de_famille = true, attribution_residence_accueil = true
            where id = :id\
            """).param("id", c.convention()).update();
        assertThat(contexte(c.convention()).donnees())
                .as("not a résidence")
                .containsEntry("residence_attributions", "");
        nature(c, "RESIDENCEDACCUEIL");
        assertThat(contexte(c.convention()).donnees())
                .containsEntry(
                        "residence_attributions",
                        "Pension de famille (accueil sans limitation de durée de personnes qui ne peuvent accéder à un"
                                + " logement ordinaire) ; Résidence accueil (pension de famille pour personnes présentant"
                                + " un handicap psychique)")
                .containsEntry("foyer_attributions", "");
    }

    @Test
    void DOC41_a_foyer_says_whom_it_houses() {
        var c = jeu.au(Statut.SIGNEE);
        nature(c, "AUTRE");
        assertThat(contexte(c.convention()).donnees()).containsEntry("foyer_attributions", "Habitat inclusif");
        coche(c, "attribution_handicapes_foyer");
        assertThat(contexte(c.convention()).donnees())
                .containsEntry("foyer_attributions", "Personnes handicapées seules ou en ménage");
        coche(c, "attribution_agees_ephad");
        assertThat(contexte(c.convention()).donnees())
                .containsEntry("foyer_attributions", "Personnes âgées seules ou en ménage");
    }

    @Test
    void DOC2_its_file_is_named_after_the_convention_with_its_accents() {
        var c = jeu.au(Statut.SIGNEE);
        jdbc.sql("update programme set nom = 'Les Cèdres / été' where id = :id")
                .param("id", c.programme())
                .update();
        var titre = contexte(c.convention()).titre();
        assertThat(titre)
                .startsWith("ficheCAF_Marseille - Les Cèdres / été - 2 lgts - ")
                .endsWith(" - PLUS");
        assertThat(Documents.nomLisible(titre)).startsWith("ficheCAF_Marseille - Les Cèdres _ été - 2 lgts");
    }

    @Test
    void A2_a_bailleur_that_is_neither_HLM_nor_SEM_needs_no_type_for_its_sheet() {
        var c = jeu.faire(Statut.SIGNEE, "Autres bailleurs sociaux non HLM", 1, true);
        assertThat(contexte(c.convention()).modele()).isEqualTo("FICHE_CAF");
    }

    @ParameterizedTest
    @EnumSource(Statut.class)
    void R176_R177_R186_R204_it_is_written_once_the_convention_is_validated(Statut statut) {
        var c = jeu.au(statut);
        var page = lire("/conventions/" + c.convention() + "/documents", c.enBailleur());
        if (Statut.AVEC_FICHE_CAF.contains(statut)) {
            assertThat(page).hasStatusOk().bodyText().contains("Générer la fiche CAF");
            assertThat(ecrire(c, c.enBailleur())).hasStatus3xxRedirection();
        } else {
            assertThat(page).hasStatusOk().bodyText().doesNotContain("fiche CAF");
            assertThat(ecrire(c, c.enBailleur())).hasStatus(409);
        }
    }

    @Test
    void E5_the_sheet_is_asked_for_followed_then_downloaded_and_said_stale_once_the_convention_changes()
            throws Exception {
        var c = jeu.au(Statut.PUBLIE);
        var adresse = "/conventions/fiche_caf/" + c.convention();
        assertThat(lire(adresse, c.enInstructeur()))
                .hasRedirectedUrl("/conventions/" + c.convention() + "/documents#fiche-caf");
        assertThat(ecrire(c, c.enInstructeur())).hasStatus3xxRedirection();
        assertThat(ecrire(c, c.enInstructeur())).as("one at a time").hasStatus(409);
        var tache = documents.derniere(c.convention()).orElseThrow();
        assertThat(tache.motif()).isEqualTo(Documents.Motif.FICHE_CAF);
        produire(c, tache.id());

        var fiche = lire(adresse, c.enBailleur());
        assertThat(fiche).hasStatusOk().hasContentType(DocumentController.DOCX);
        assertThat(fiche.getResponse().getHeader("Content-Disposition")).contains("attachment", "ficheCAF_");
        assertThat(lire("/conventions/" + c.convention() + "/documents", c.enBailleur()))
                .bodyText()
                .contains("Télécharger la fiche CAF (Word)", "Générer de nouveau")
                .contains("Aucun document pour l’instant")
                .doesNotContain("La convention a changé depuis cette fiche");
        assertThat(lire("/conventions/display_pdf/" + c.convention(), c.enBailleur()))
                .as("the sheet does not stand for the convention")
                .hasRedirectedUrl("/conventions/" + c.convention() + "/documents");

        jdbc.sql("update convention set version = version + 1 where id = :id")
                .param("id", c.convention())
                .update();
        assertThat(lire(adresse, c.enBailleur())).hasStatus3xxRedirection();
        assertThat(lire("/conventions/" + c.convention() + "/documents", c.enBailleur()))
                .bodyText()
                .contains("La convention a changé depuis cette fiche");
    }

    @Test
    void E5_nobody_outside_the_perimeter_writes_or_reads_it() {
        var c = jeu.au(Statut.SIGNEE);
        assertThat(ecrire(c, JetonDeTest.bailleur(UUID.randomUUID()))).hasStatus(403);
        assertThat(lire("/conventions/fiche_caf/" + c.convention(), JetonDeTest.bailleur(UUID.randomUUID())))
                .hasStatus(403);
    }

    @Test
    void A10_the_sheet_of_an_avenant_names_the_convention_it_changes() {
        var c = jeu.au(Statut.SIGNEE);
        jdbc.sql("update convention set numero = '13.1' where id = :id")
                .param("id", c.convention())
                .update();
        var avenant = jeu.avenant(c, Statut.SIGNEE, AvenantType.DENONCIATION);
        jdbc.sql("""
            insert into lot (id, convention, ordre, financement, nb_logements)
            values (gen_random_uuid(), :id, 0, 'PLUS', 1)\
            """).param("id", avenant).update();
        assertThat(contexte(avenant).donnees())
                .extractingByKey("convention")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("is_avenant()", true)
                .containsEntry("is_denonciation", true)
                .extractingByKey("parent")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("numero", "13.1");
    }

    /** What the worker answers. */
    private void produire(Jeu.Faite c, UUID tache) {
        var ecrit = magasin.ecrire(
                "conventions/" + c.convention() + "/documents/" + tache + ".docx",
                new ByteArrayInputStream(new byte[] {'P', 'K'}));
        transaction.executeWithoutResult(etat -> documents.terminer(new Messages.Produit(
                tache,
                c.convention(),
                List.of(new Messages.Produit.Fichier(
                        "docx", ecrit.cle(), "ficheCAF_Marseille.docx", ecrit.taille(), ecrit.sha256())),
                "FICHE_CAF",
                "2026.1",
                "0".repeat(64),
                12,
                null)));
    }

    private void nature(Jeu.Faite c, String nature) {
        jdbc.sql("update programme set nature_logement = :nature where id = :id")
                .param("nature", nature)
                .param("id", c.programme())
                .update();
    }

    private void coche(Jeu.Faite c, String colonne) {
        jdbc.sql("update convention set " + colonne + " = true where id = :id")
                .param("id", c.convention())
                .update();
    }

    private ContexteDeDocument.Contexte contexte(UUID convention) {
        return contextes.ficheCaf(conventions.findWithLotsById(convention).orElseThrow());
    }

    private MvcTestResult ecrire(Jeu.Faite c, Identite qui) {
        return mvc.post()
                .uri("/conventions/fiche_caf/{id}", c.convention())
                .with(JetonDeTest.de(qui))
                .exchange();
    }

    private MvcTestResult lire(String adresse, Identite qui) {
        return mvc.get().uri(adresse).with(JetonDeTest.de(qui)).exchange();
    }
}
