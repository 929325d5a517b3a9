package fr.gouv.apilos.convention.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.CycleDeVie.Demande;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each transition does beside moving the status (01 §5, §11 to §16), and what it asks for first. */
@EssaiDeService
class CycleDeVieIT {

    @Autowired
    Jeu jeu;

    @Autowired
    CycleDeVie cycle;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    Historique historique;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectStore magasin;

    @Test
    void R56_D14_the_first_submission_is_kept_and_the_latest_is_told() {
        var c = jeu.complete(1);
        appliquer(c.convention(), Transition.SOUMETTRE, c.enBailleur());
        var premiere = relire(c.convention());
        assertThat(premiere.premiereSoumissionLe()).isNotNull().isEqualTo(premiere.soumisLe());
        appliquer(c.convention(), Transition.DEMANDER_CORRECTION, c.enInstructeur());
        appliquer(c.convention(), Transition.RENVOYER, c.enBailleur());
        var seconde = relire(c.convention());
        assertThat(seconde.premiereSoumissionLe()).isEqualTo(premiere.premiereSoumissionLe());
        assertThat(seconde.soumisLe()).isAfter(premiere.soumisLe());
    }

    @Test
    void T2b_T3b_a_message_keeps_the_status_and_stands_in_the_history() {
        var c = jeu.au(Statut.INSTRUCTION);
        cycle.appliquer(
                c.convention(),
                Transition.NOTIFIER_INSTRUCTEUR,
                new Demande(null, "Le notaire a signé", false, null, null, null),
                c.enBailleur());
        assertThat(relire(c.convention()).statut()).isEqualTo(Statut.INSTRUCTION);
        assertThat(historique.derniere(c.convention()).orElseThrow().commentaire())
                .isEqualTo("Le notaire a signé");
        var enCorrection = jeu.au(Statut.CORRECTION);
        appliquer(enCorrection.convention(), Transition.NOTIFIER_BAILLEUR, enCorrection.enInstructeur());
        assertThat(relire(enCorrection.convention()).statut()).isEqualTo(Statut.CORRECTION);
    }

    @Test
    void R64_T2c_an_instructeur_leads_a_project_only_when_an_instructeur_made_it() {
        var c = jeu.complete(1);
        assertThatThrownBy(() -> valider(c, "13.T.26." + c.convention()))
                .hasMessageContaining("Attendez que le bailleur soumette");
        jdbc.sql("update convention set cree_par_instructeur = true where id = :id")
                .param("id", c.convention())
                .update();
        appliquer(c.convention(), Transition.DEMANDER_CORRECTION, c.enInstructeur());
        assertThat(relire(c.convention()).statut()).isEqualTo(Statut.CORRECTION);
    }

    @Test
    void R57_D13_back_in_instruction_the_signed_document_is_archived_and_the_number_kept() {
        var c = jeu.au(Statut.SIGNEE);
        signee(c.convention());
        appliquer(c.convention(), Transition.REVENIR_EN_INSTRUCTION, c.enInstructeur());
        var apres = relire(c.convention());
        assertThat(apres.nomFichierSigne()).isNull();
        assertThat(apres.numero()).isNotNull();
        assertThat(apres.valideLe()).isNotNull();
        assertThat(jdbc.sql("select count(*) from document_signe where convention = :c and retire_le is not null")
                        .param("c", c.convention())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        // What was signed before does not let the next version be signed without a new document.
        valider(c, apres.numero());
        assertThatThrownBy(() -> signer(c)).hasMessageContaining("Déposez d’abord le document signé");
    }

    @Test
    void R169_a_second_validation_keeps_the_first_date() {
        var c = jeu.au(Statut.A_SIGNER);
        var premiere = relire(c.convention()).valideLe();
        appliquer(c.convention(), Transition.REVENIR_EN_INSTRUCTION, c.enInstructeur());
        valider(c, relire(c.convention()).numero());
        assertThat(relire(c.convention()).valideLe()).isEqualTo(premiere);
    }

    @Test
    void R188_D34_publication_keeps_the_day_it_was_sent_its_reference_and_its_date() {
        var c = jeu.faire(Statut.SIGNEE, "AUTRES", 1, true);
        jdbc.sql("update convention set nom_fichier_publication_spf = 'p.pdf' where id = :id")
                .param("id", c.convention())
                .update();
        appliquer(c.convention(), Transition.ENVOYER_PUBLICATION, c.enInstructeur());
        assertThat(relire(c.convention()).dateEnvoiSpf()).isNotNull();
        assertThatThrownBy(() -> publier(c, null, LocalDate.of(2026, 11, 2)))
                .hasMessageContaining("Indiquez la référence");
        assertThatThrownBy(() -> publier(c, "x".repeat(51), LocalDate.of(2026, 11, 2)))
                .hasMessageContaining("50 caractères");
        assertThatThrownBy(() -> publier(c, "2026P1", LocalDate.of(2999, 1, 1))).hasMessageContaining("futur");
        publier(c, "2026P1", LocalDate.of(2026, 11, 2));
        assertThat(relire(c.convention()).referenceSpf()).isEqualTo("2026P1");
        assertThat(relire(c.convention()).datePublicationSpf()).isEqualTo("2026-11-02");
        appliquer(c.convention(), Transition.REVENIR_EN_PUBLICATION, c.enInstructeur());
        assertThat(relire(c.convention()).referenceSpf()).as("R190: kept").isEqualTo("2026P1");
    }

    @Test
    void R188_without_its_published_document_a_convention_is_not_published() {
        var c = jeu.au(Statut.PUBLICATION_EN_COURS);
        assertThatThrownBy(() -> publier(c, "2026P1", LocalDate.of(2026, 11, 2)))
                .hasMessageContaining("document publié");
    }

    @Test
    void R154_D41_a_denonciation_ends_the_whole_family_cancelled_acts_apart_and_can_be_undone() {
        var c = jeu.au(Statut.SIGNEE);
        var ancien = jeu.avenant(c, Statut.SIGNEE);
        var annule = jeu.avenant(c, Statut.ANNULEE);
        var fin = jeu.avenant(c, Statut.INSTRUCTION, AvenantType.DENONCIATION);
        assertThatThrownBy(() -> appliquer(fin, Transition.DENONCER, c.enInstructeur()))
                .as("R152: a date is needed")
                .hasMessageContaining("date de dénonciation");
        jdbc.sql("update convention set date_denonciation = '2027-06-30' where id = :id")
                .param("id", fin)
                .update();
        assertThatThrownBy(() -> cycle.appliquer(
                        fin, Transition.VALIDER, new Demande(null, null, false, "1", null, null), c.enInstructeur()))
                .hasMessageContaining("il se prononce");
        appliquer(fin, Transition.DENONCER, c.enInstructeur());
        assertThat(relire(c.convention()).statut()).isEqualTo(Statut.DENONCEE);
        assertThat(relire(c.convention()).dateDenonciation()).isEqualTo("2027-06-30");
        assertThat(relire(ancien).statut()).isEqualTo(Statut.DENONCEE);
        assertThat(relire(fin).statut()).isEqualTo(Statut.DENONCEE);
        assertThat(relire(annule).statut()).isEqualTo(Statut.ANNULEE);
        assertThat(historique.derniere(ancien).orElseThrow().statutPrecedent())
                .as("D10: each act keeps a line")
                .isEqualTo(Statut.SIGNEE);
        appliquer(fin, Transition.RETABLIR, c.enInstructeur());
        assertThat(relire(c.convention()).statut()).isEqualTo(Statut.SIGNEE);
        assertThat(relire(c.convention()).dateDenonciation()).isNull();
        assertThat(relire(ancien).statut()).isEqualTo(Statut.SIGNEE);
        assertThat(relire(fin).statut()).isEqualTo(Statut.INSTRUCTION);
        assertThat(historique.de(c.convention())).as("both acts are traced").hasSize(2);
    }

    @Test
    void R162_R163_a_resiliation_asked_by_the_bailleur_needs_its_deed() {
        var c = jeu.au(Statut.PUBLIE);
        var fin = jeu.avenant(c, Statut.CORRECTION, AvenantType.RESILIATION);
        jdbc.sql("""
            update convention set date_resiliation = '2027-01-01', motif_resiliation = 'Vente',
              fichier_instruction_resiliation = '{"files": [], "text": ""}' where id = :id\
            """).param("id", fin).update();
        assertThatThrownBy(() -> appliquer(fin, Transition.RESILIER, c.enInstructeur()))
                .hasMessageContaining("Joignez l’acte");
        jdbc.sql("update convention set fichier_instruction_resiliation = :f where id = :id")
                .param("f", "{\"files\": {\"a\": {}}, \"text\": \"\"}")
                .param("id", fin)
                .update();
        appliquer(fin, Transition.RESILIER, c.enInstructeur());
        assertThat(relire(c.convention()).statut()).isEqualTo(Statut.RESILIEE);
        assertThat(relire(c.convention()).dateResiliation()).isEqualTo("2027-01-01");
    }

    @Test
    void an_end_that_was_not_pronounced_here_is_not_undone_blindly() {
        var c = jeu.au(Statut.DENONCEE);
        var fin = jeu.avenant(c, Statut.DENONCEE, AvenantType.DENONCIATION);
        assertThatThrownBy(() -> appliquer(fin, Transition.RETABLIR, c.enInstructeur()))
                .hasMessageContaining("historique de cette fin");
    }

    @Test
    void R73_D15_avenants_are_numbered_in_their_convention_and_never_twice() {
        var c = jeu.au(Statut.SIGNEE);
        signee(c.convention());
        jeu.avenant(c, Statut.ANNULEE);
        var autre = jeu.avenant(c, Statut.SIGNEE);
        jdbc.sql("update convention set numero = '1' where id = :id")
                .param("id", autre)
                .update();
        var avenant = jeu.avenant(c, Statut.INSTRUCTION);
        assertThat(cycle.numeroPropose(cycle.etat(avenant, c.enInstructeur()))).isEqualTo("3");
        remplir(avenant);
        assertThatThrownBy(() -> cycle.appliquer(
                        avenant,
                        Transition.VALIDER,
                        new Demande(null, null, false, "1", null, null),
                        c.enInstructeur()))
                .hasMessageContaining("un autre avenant de cette convention");
        // The « 1 » of an avenant and the « 1 » of a convention do not meet.
        cycle.appliquer(
                avenant, Transition.VALIDER, new Demande(null, null, false, "3", null, null), c.enInstructeur());
        assertThat(relire(avenant).statut()).isEqualTo(Statut.A_SIGNER);
    }

    @Test
    void S18_an_avenant_of_an_incomplete_convention_is_not_validated() {
        var c = jeu.au(Statut.SIGNEE);
        var avenant = jeu.avenant(c, Statut.INSTRUCTION);
        remplir(avenant);
        assertThatThrownBy(() -> cycle.appliquer(
                        avenant,
                        Transition.VALIDER,
                        new Demande(null, null, false, "1", null, null),
                        c.enInstructeur()))
                .hasMessageContaining("Complétez d’abord la convention d’origine");
    }

    @Test
    void T14_a_cancelled_avenant_comes_back_only_when_no_other_is_under_way() {
        var c = jeu.au(Statut.SIGNEE);
        var annule = jeu.avenant(c, Statut.ANNULEE);
        var autre = jeu.avenant(c, Statut.PROJET);
        assertThatThrownBy(() -> appliquer(annule, Transition.REACTIVER, c.enBailleur()))
                .hasMessageContaining("Un autre avenant");
        appliquer(autre, Transition.ANNULER, c.enBailleur());
        appliquer(annule, Transition.REACTIVER, c.enBailleur());
        assertThat(relire(annule).statut()).isEqualTo(Statut.PROJET);
    }

    @ParameterizedTest
    @EnumSource(Statut.class)
    void T15_only_a_cancelled_convention_is_deleted(Statut statut) {
        var c = jeu.au(statut);
        if (statut == Statut.ANNULEE) {
            signee(c.convention());
            var cle = jdbc.sql("select cle from document_signe where convention = :c")
                    .param("c", c.convention())
                    .query(String.class)
                    .single();
            cycle.supprimer(c.convention(), null, c.enBailleur());
            assertThat(conventions.existsById(c.convention())).isFalse();
            assertThat(magasin.existe(cle)).as("D30: its files go with it").isFalse();
            assertThat(jdbc.sql("select count(*) from recherche where convention = :c")
                            .param("c", c.convention())
                            .query(Integer.class)
                            .single())
                    .isZero();
        } else {
            assertThatThrownBy(() -> cycle.supprimer(c.convention(), null, c.enBailleur()))
                    .isInstanceOf(ErreurMetier.class)
                    .hasMessageContaining("Seule une convention annulée");
            assertThat(conventions.existsById(c.convention())).isTrue();
        }
        assertThatThrownBy(() -> cycle.supprimer(c.convention(), null, JetonDeTest.bailleurLectureSeule(c.bailleur())))
                .isInstanceOf(ErreurMetier.class);
    }

    @Test
    void actions_without_meaning_for_this_kind_of_act_are_not_offered() {
        var c = jeu.au(Statut.INSTRUCTION);
        assertThat(cycle.etat(c.convention(), c.enInstructeur()).offres())
                .extracting(CycleDeVie.Offre::transition)
                .containsExactly(Transition.DEMANDER_CORRECTION, Transition.VALIDER, Transition.ANNULER);
    }

    private void appliquer(UUID convention, Transition transition, Identite identite) {
        cycle.appliquer(convention, transition, Demande.simple(null), identite);
    }

    private void valider(Jeu.Faite c, String numero) {
        cycle.appliquer(
                c.convention(),
                Transition.VALIDER,
                new Demande(null, null, false, numero, null, null),
                c.enInstructeur());
    }

    private void signer(Jeu.Faite c) {
        cycle.appliquer(
                c.convention(),
                Transition.SIGNER,
                new Demande(null, null, false, null, LocalDate.of(2026, 11, 20), null),
                c.enBailleur());
    }

    private void publier(Jeu.Faite c, String reference, LocalDate date) {
        cycle.appliquer(
                c.convention(),
                Transition.PUBLIER,
                new Demande(null, null, false, null, date, reference),
                c.enInstructeur());
    }

    /** A signed document is there, as if deposited. */
    private void signee(UUID convention) {
        var id = UUID.randomUUID();
        var ecrit = magasin.ecrire(
                "conventions/" + convention + "/signes/" + id + ".pdf", new ByteArrayInputStream("%PDF-".getBytes()));
        jdbc.sql("""
            insert into document_signe (id, convention, cle, nom, taille, sha256, depose_par, depose_le)
            values (:id, :c, :cle, 'signee.pdf', 5, 'x', 'Camille', :le)\
            """)
                .param("id", id)
                .param("c", convention)
                .param("cle", ecrit.cle())
                .param("le", Instant.parse("2026-01-01T00:00:00Z").atOffset(java.time.ZoneOffset.UTC))
                .update();
        jdbc.sql("update convention set nom_fichier_signe = 'signee.pdf' where id = :c")
                .param("c", convention)
                .update();
    }

    /** What COMPLETE asks of an avenant. */
    private void remplir(UUID avenant) {
        jdbc.sql("update convention set date_fin_conventionnement = '2066-06-30' where id = :id")
                .param("id", avenant)
                .update();
        jdbc.sql("""
            insert into lot (id, convention, ordre, financement, nb_logements)
            values (gen_random_uuid(), :id, 1, 'PLUS', 4)\
            """).param("id", avenant).update();
    }

    private Convention relire(UUID id) {
        return conventions.findById(id).orElseThrow();
    }
}
