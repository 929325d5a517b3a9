package fr.gouv.apilos.convention.recapitulatif;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What the récapitulatif says of each part, of the way that is left, and of what changed since a submission (ux P4). */
@EssaiDeService
class RecapitulatifIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    JdbcClient jdbc;

    @Test
    void each_part_has_its_word_and_the_way_done_is_said() {
        var complete = jeu.complete(2);
        assertThat(lire(complete.convention(), complete.enBailleur()))
                .contains("Avancement 4/4", ">Complet<")
                .doesNotContain("À compléter (", "À corriger (", "Non concerné", "Modifié");
        var vide = jeu.vide();
        assertThat(lire(vide.convention(), vide.enBailleur()))
                .contains("Avancement 0/4", "À compléter (1)", "max=\"4\"", "value=\"0\"");
        var signee = jeu.au(Statut.SIGNEE);
        assertThat(lire(signee.convention(), signee.enBailleur()))
                .as("nothing is left to do")
                .doesNotContain("Avancement");
    }

    @Test
    void an_avenant_says_which_parts_do_not_concern_it() {
        var c = jeu.au(Statut.SIGNEE);
        var avenant = jeu.avenant(c, Statut.PROJET, AvenantType.BAILLEUR);
        assertThat(lire(avenant, c.enBailleur())).contains("Non concerné").doesNotContain("Avancement 4/4");
    }

    @Test
    void what_changed_since_the_submission_is_shown_with_what_stood_there() throws Exception {
        var c = jeu.complete(2);
        agir(c, "soumettre", c.enBailleur());
        assertThat(lire(c.convention(), c.enInstructeur())).doesNotContain("Modifié", "<del>");
        var point = commenter(c);
        agir(c, "demander-corrections", c.enInstructeur());
        assertThat(lire(c.convention(), c.enBailleur()))
                .contains("À corriger (1)")
                .doesNotContain("<del>");
        ecrireLaVille(c, "Aix-en-Provence");
        assertThat(CompteurSql.pendant(() -> assertThat(lire(c.convention(), c.enBailleur()))
                        .contains("Modifié", "<del>", "avant : ", "Marseille", "Aix-en-Provence", "1 modification")
                        .contains("différent de ce qui a été soumis le")))
                .as("a convention in correction, with comments and a submission to compare with")
                .hasSizeLessThanOrEqualTo(12);
        agir(c, "renvoyer", c.enBailleur(), "traite-" + point, "true");
        assertThat(lire(c.convention(), c.enInstructeur()))
                .as("the instructeur reads what the corrections brought")
                .contains("Modifié", "avant : ", "<del>");
        assertThat(soumissions(c)).isEqualTo(2);
        commenter(c);
        agir(c, "demander-corrections", c.enInstructeur());
        assertThat(lire(c.convention(), c.enBailleur()))
                .as("the latest submission is the one to compare with")
                .doesNotContain("<del>");
        ecrireLaVille(c, "Marseille");
        assertThat(lire(c.convention(), c.enBailleur())).contains("<del>", "Aix-en-Provence");
        agir(c, "valider", c.enInstructeur(), "numero", "13.M.26." + c.convention());
        assertThat(lire(c.convention(), c.enBailleur()))
                .as("a validated content is settled")
                .doesNotContain("<del>");
    }

    @Test
    void totals_of_rows_that_changed_are_shown_too() {
        var c = jeu.complete(2);
        agir(c, "soumettre", c.enBailleur());
        assertThat(mvc.post()
                        .uri("/conventions/logements/%s/collage".formatted(c.convention()))
                        .param("lignes", "Z1\tT2\tPLUS\t50\t0\t0\t50\t6,50\t1\t325")
                        .with(JetonDeTest.de(c.enInstructeur()))
                        .exchange()
                        .getResponse()
                        .getRedirectedUrl())
                .isNotNull()
                .satisfies(
                        verification -> assertThat(mvc.post().uri(verification).with(JetonDeTest.de(c.enInstructeur())))
                                .hasStatus(HttpStatus.FOUND));
        assertThat(lire(c.convention(), c.enInstructeur()))
                .contains("Tableau PLUS", "3\u00a0logements", "avant : ", "2\u00a0logements");
    }

    private long soumissions(Jeu.Faite c) {
        return jdbc.sql("select count(*) from convention_soumission where convention = :c")
                .param("c", c.convention())
                .query(Long.class)
                .single();
    }

    private UUID commenter(Jeu.Faite c) {
        assertThat(mvc.post()
                        .uri("/conventions/%s/commentaires".formatted(c.convention()))
                        .param("objet", "programme")
                        .param("champ", "ville")
                        .param("uuid", c.programme().toString())
                        .param("message", "La commune a fusionné")
                        .with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.FOUND);
        return jdbc.sql("select id from commentaire where convention = :c and statut = 'OUVERT'")
                .param("c", c.convention())
                .query(UUID.class)
                .single();
    }

    private void ecrireLaVille(Jeu.Faite c, String ville) {
        assertThat(mvc.post()
                        .uri("/conventions/programme/" + c.convention())
                        .param("ville", ville)
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
    }

    private void agir(Jeu.Faite c, String action, Identite identite, String... parametres) {
        var requete = mvc.post().uri("/conventions/%s/actions/%s".formatted(c.convention(), action));
        for (int i = 0; i < parametres.length; i += 2) {
            requete = requete.param(parametres[i], parametres[i + 1]);
        }
        assertThat(requete.with(JetonDeTest.de(identite))).hasStatus(HttpStatus.FOUND);
    }

    private String lire(UUID convention, Identite identite) {
        var page = mvc.get()
                .uri("/conventions/recapitulatif/" + convention)
                .with(JetonDeTest.de(identite))
                .exchange();
        assertThat(page).hasStatusOk();
        return new String(page.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
