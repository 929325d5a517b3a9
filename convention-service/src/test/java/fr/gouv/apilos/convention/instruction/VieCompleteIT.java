package fr.gouv.apilos.convention.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The life of a convention through its pages: submitted, sent back, corrected, validated, signed. */
@EssaiDeService
class VieCompleteIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    Historique historique;

    @Autowired
    JdbcClient jdbc;

    @Test
    void from_project_to_finalised_each_step_is_kept_with_its_author() {
        var c = jeu.complete(3);
        faire(c.convention(), "soumettre", c.enBailleur(), "commentaire", "Bonne lecture");
        assertThat(statut(c)).isEqualTo(Statut.INSTRUCTION);
        assertThat(commenter(c, c.enInstructeur(), "Vérifiez la ville")).hasStatus(HttpStatus.FOUND);
        faire(c.convention(), "demander-corrections", c.enInstructeur());
        assertThat(statut(c)).isEqualTo(Statut.CORRECTION);
        assertThat(poster(c.convention(), "renvoyer", c.enBailleur()))
                .as("ux P7: each open point is said to be treated")
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Cochez ce point une fois traité", "« Vérifiez la ville »");
        assertThat(statut(c)).isEqualTo(Statut.CORRECTION);
        faire(c.convention(), "renvoyer", c.enBailleur(), "traite-" + points(c).getFirst(), "true");
        faire(c.convention(), "valider", c.enInstructeur(), "numero", "13.T.26." + c.convention());
        assertThat(statut(c)).isEqualTo(Statut.A_SIGNER);
        assertThat(deposer(c, "%PDF-1.7 signed".getBytes(StandardCharsets.UTF_8)))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/upload_signed/date/" + c.convention());
        assertThat(mvc.post()
                        .uri("/conventions/upload_signed/date/" + c.convention())
                        .param("version", version(c))
                        .param("date_jour", jour().substring(8))
                        .param("date_mois", jour().substring(5, 7))
                        .param("date_annee", jour().substring(0, 4))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(statut(c)).isEqualTo(Statut.SIGNEE);
        assertThat(historique.de(c.convention()))
                .extracting(Historique.Ligne::statut)
                .containsExactly(
                        Statut.SIGNEE, Statut.A_SIGNER, Statut.INSTRUCTION, Statut.CORRECTION, Statut.INSTRUCTION);
        assertThat(historique.de(c.convention()))
                .extracting(Historique.Ligne::utilisateurNom)
                .containsExactly(
                        "Camille Bailleur",
                        "Sacha Instructeur",
                        "Camille Bailleur",
                        "Sacha Instructeur",
                        "Camille Bailleur");
    }

    @Test
    void validation_asks_for_the_document_in_the_same_transaction_and_freezes_its_data() {
        var c = jeu.au(Statut.INSTRUCTION);
        faire(c.convention(), "valider", c.enInstructeur(), "numero", "13.T.26." + c.convention());
        assertThat(jdbc.sql("select motif || ' ' || etat from document_tache where convention = :c")
                        .param("c", c.convention())
                        .query(String.class)
                        .list())
                .hasSize(1)
                .allMatch(tache -> tache.startsWith("VALIDATION"));
        assertThat(conventions.findById(c.convention()).orElseThrow().donneesValidees())
                .contains("\"nb_logements_par_type\"");
    }

    @Test
    void the_second_press_of_a_button_finds_the_work_done() {
        var c = jeu.complete(1);
        var version = version(c);
        for (int i = 0; i < 2; i++) {
            assertThat(mvc.post()
                            .uri("/conventions/%s/actions/soumettre".formatted(c.convention()))
                            .param("version", version)
                            .with(JetonDeTest.de(c.enBailleur())))
                    .hasStatus(HttpStatus.FOUND);
        }
        assertThat(historique.de(c.convention())).hasSize(1);
    }

    @Test
    void two_people_at_once_the_second_is_told_who_was_first() {
        var c = jeu.au(Statut.INSTRUCTION);
        var version = version(c);
        faire(c.convention(), "demander-corrections", c.enInstructeur());
        assertThat(mvc.post()
                        .uri("/conventions/%s/actions/valider".formatted(c.convention()))
                        .param("version", version)
                        .param("numero", "X")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(JetonDeTest.instructeurDepartemental("13"))))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("Sacha Instructeur a déjà changé cette convention");
    }

    @Test
    void R66_a_number_already_used_is_told_beside_its_field_and_what_was_typed_stays() {
        var autre = jeu.au(Statut.A_SIGNER);
        var pris = conventions.findById(autre.convention()).orElseThrow().numero();
        var c = jeu.au(Statut.INSTRUCTION);
        var page = poster(c.convention(), "valider", c.enInstructeur(), "numero", pris);
        assertThat(page)
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("déjà porté par une autre convention", "value=\"" + pris + "\"", "href=\"#champ-numero\"");
        assertThat(statut(c)).isEqualTo(Statut.INSTRUCTION);
    }

    @Test
    void R178_what_is_not_a_pdf_is_refused_beside_its_field() {
        var c = jeu.au(Statut.A_SIGNER);
        assertThat(deposer(c, "PK not a pdf".getBytes(StandardCharsets.UTF_8)))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("n’est pas un PDF");
    }

    @Test
    void R180_a_withdrawn_document_is_kept_as_an_old_version() {
        var c = jeu.au(Statut.A_SIGNER);
        deposer(c, "%PDF-1.7 one".getBytes(StandardCharsets.UTF_8));
        deposer(c, "%PDF-1.7 two".getBytes(StandardCharsets.UTF_8));
        assertThat(mvc.post()
                        .uri("/conventions/upload_signed/cancel/" + c.convention())
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(jdbc.sql("select count(*) from document_signe where convention = :c and retire_le is not null")
                        .param("c", c.convention())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(conventions.findById(c.convention()).orElseThrow().nomFichierSigne())
                .isNull();
    }

    @Test
    void an_incomplete_convention_says_what_is_missing_and_offers_no_button() {
        var c = jeu.vide();
        assertThat(mvc.get()
                        .uri("/conventions/%s/actions/soumettre".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("pas encore possible", "Bailleur : nom du signataire à compléter.")
                .doesNotContain("Soumettre la convention</button>");
    }

    @Test
    void pages_of_actions_and_documents_stay_within_twelve_statements() throws Exception {
        var c = jeu.au(Statut.INSTRUCTION);
        for (var chemin : new String[] {"actions/valider", "documents"}) {
            assertThat(CompteurSql.pendant(() -> assertThat(mvc.get()
                                    .uri("/conventions/%s/%s".formatted(c.convention(), chemin))
                                    .with(JetonDeTest.de(c.enInstructeur())))
                            .hasStatusOk()))
                    .as(chemin)
                    .hasSizeLessThanOrEqualTo(12);
        }
    }

    @Test
    void each_point_of_the_instructeur_is_ticked_before_the_convention_goes_back() {
        var c = jeu.au(Statut.INSTRUCTION);
        commenter(c, c.enInstructeur(), "Vérifiez la ville");
        commenter(c, c.enInstructeur(), "Et sa graphie");
        commenter(c, c.enBailleur(), "Est-ce la commune nouvelle ?");
        faire(c.convention(), "demander-corrections", c.enInstructeur());
        var points = points(c);
        assertThat(points)
                .as("what the bailleur asks is not for the bailleur to treat")
                .hasSize(2);
        var nom = "traite-" + points.getFirst();
        assertThat(mvc.get()
                        .uri("/conventions/%s/actions/renvoyer".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains("J’ai traité ce point : Ville de l’opération", "name=\"" + nom + "\"", "Et sa graphie")
                .doesNotContain("commune nouvelle");
        assertThat(poster(
                        c.convention(),
                        "renvoyer",
                        c.enBailleur(),
                        nom,
                        "true",
                        "traite-pas-un-uuid",
                        "true",
                        "commentaire",
                        "Voici nos corrections"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains(
                        "Une information est à corriger",
                        "href=\"#champ-traite-" + points.get(1) + "\"",
                        "id=\"champ-traite-" + points.get(1) + "-erreur\"",
                        "checked=\"checked\"",
                        "Voici nos corrections");
        assertThat(statut(c)).isEqualTo(Statut.CORRECTION);
        assertThat(points(c)).as("nothing is kept of a refused act").hasSize(2);
        faire(c.convention(), "renvoyer", c.enBailleur(), nom, "true", "traite-" + points.get(1), "true");
        assertThat(statut(c)).isEqualTo(Statut.INSTRUCTION);
        assertThat(points(c)).isEmpty();
        assertThat(jdbc.sql("select resolu_par from commentaire where convention = :c and statut = 'RESOLU'")
                        .param("c", c.convention())
                        .query(String.class)
                        .list())
                .containsExactly("Camille Bailleur", "Camille Bailleur");
    }

    private List<UUID> points(Jeu.Faite c) {
        return jdbc.sql("select id from commentaire where convention = :c and statut = 'OUVERT' and auteur_instructeur"
                        + " order by cree_le, id")
                .param("c", c.convention())
                .query(UUID.class)
                .list();
    }

    @Test
    void D6_a_comment_names_something_of_its_convention_and_stands_on_top_of_the_recapitulatif() {
        var c = jeu.au(Statut.INSTRUCTION);
        var autre = jeu.au(Statut.INSTRUCTION);
        assertThat(mvc.post()
                        .uri("/conventions/%s/commentaires".formatted(c.convention()))
                        .param("objet", "programme")
                        .param("champ", "ville")
                        .param("uuid", autre.programme().toString())
                        .param("message", "Chez le voisin")
                        .with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(mvc.post()
                        .uri("/conventions/%s/commentaires".formatted(c.convention()))
                        .param("objet", "convention")
                        .param("champ", "statut")
                        .param("uuid", c.convention().toString())
                        .param("message", "Champ inconnu")
                        .with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        commenter(c, c.enInstructeur(), "Vérifiez la ville");
        assertThat(mvc.get().uri("/conventions/recapitulatif/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "1\u00a0commentaire à traiter",
                        "Ville de l’opération",
                        "Vérifiez la ville",
                        "/conventions/programme/" + c.convention() + "#commentaires-programme--ville--")
                .contains("À corriger (1)");
    }

    private void faire(UUID convention, String action, Identite identite, String... parametres) {
        assertThat(poster(convention, action, identite, parametres)).hasStatus(HttpStatus.FOUND);
    }

    private MvcTestResult poster(UUID convention, String action, Identite identite, String... parametres) {
        var requete = mvc.post()
                .uri("/conventions/%s/actions/%s".formatted(convention, action))
                .param(
                        "version",
                        String.valueOf(
                                conventions.findById(convention).orElseThrow().version()))
                .with(JetonDeTest.de(identite));
        for (int i = 0; i < parametres.length; i += 2) {
            requete = requete.param(parametres[i], parametres[i + 1]);
        }
        return requete.exchange();
    }

    private MvcTestResult commenter(Jeu.Faite c, Identite identite, String message) {
        return mvc.post()
                .uri("/conventions/%s/commentaires".formatted(c.convention()))
                .param("objet", "programme")
                .param("champ", "ville")
                .param("uuid", c.programme().toString())
                .param("message", message)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult deposer(Jeu.Faite c, byte[] contenu) {
        return mvc.perform(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart(
                        "/conventions/sent/" + c.convention())
                .file(new MockMultipartFile("fichier", "C:\\scan\\signee.pdf", "application/pdf", contenu))
                .with(JetonDeTest.de(c.enBailleur())));
    }

    private Statut statut(Jeu.Faite c) {
        return conventions.findById(c.convention()).orElseThrow().statut();
    }

    private String version(Jeu.Faite c) {
        return String.valueOf(conventions.findById(c.convention()).orElseThrow().version());
    }

    /** Today, as the server sees it. */
    private String jour() {
        return jdbc.sql("select to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD')")
                .query(String.class)
                .single();
    }
}
