package fr.gouv.apilos.convention.rattachement;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.enumeration.Type1et2;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Number of the opération, bailleur, instructing service and type of the act, each from its page. */
@EssaiDeService
class RattachementIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    ProgrammeRepository programmes;

    @Autowired
    JdbcClient jdbc;

    @Test
    void R65_a_convention_without_number_leads_to_the_page_that_asks_for_it() {
        var c = jeu.complete(2);
        assertThat(poster(c, "numero-operation", c.enBailleur(), "numero", "")).hasStatus(HttpStatus.FOUND);
        assertThat(mvc.get().uri("/conventions/recapitulatif/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .bodyText()
                .contains(
                        "Indiquez le numéro de l’opération avant de soumettre la convention.",
                        "href=\"/conventions/" + c.convention() + "/numero-operation\">Indiquer le numéro");
        assertThat(lire(c, "numero-operation", c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("name=\"numero\"", "<h1");
        assertThat(poster(c, "numero-operation", c.enBailleur(), "numero", " 2026 1100-011 "))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/recapitulatif/" + c.convention());
        var programme = programmes.findById(c.programme()).orElseThrow();
        assertThat(programme.numeroOperation()).isEqualTo("2026 1100-011");
        assertThat(programme.numeroOperationPourRecherche()).as("01 R75").isEqualTo("20261100011");
        assertThat(jdbc.sql("select operation from recherche where convention = :c")
                        .param("c", c.convention())
                        .query(String.class)
                        .single())
                .as("the list follows")
                .isEqualTo("2026 1100-011");
    }

    @Test
    void R76_the_number_is_written_on_the_root_and_its_copies_and_256_characters_are_refused() {
        var c = jeu.complete(1);
        var copie = jeu.complete(1);
        jdbc.sql("update programme set parent = :racine where id = :copie")
                .param("racine", c.programme())
                .param("copie", copie.programme())
                .update();
        assertThat(poster(c, "numero-operation", c.enBailleur(), "numero", "20269999001"))
                .hasStatus(HttpStatus.FOUND);
        for (var programme : new UUID[] {c.programme(), copie.programme()}) {
            assertThat(programmes.findById(programme).orElseThrow().numeroOperation())
                    .isEqualTo("20269999001");
        }
        assertThat(poster(c, "numero-operation", c.enBailleur(), "numero", "9".repeat(256)))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("255 caractères ; vous en avez saisi 256", "9".repeat(256), "href=\"#champ-numero\"");
        assertThat(poster(c, "numero-operation", c.enBailleur(), "numero", "1", "version", "0"))
                .as("a stale page")
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("a changé depuis que vous avez ouvert la page", "value=\"1\"");
        assertThat(programmes.findById(c.programme()).orElseThrow().numeroOperation())
                .isEqualTo("20269999001");
    }

    @Test
    void R18_pages_of_a_convention_that_is_closed_to_the_person_are_refused() {
        for (var statut : new Statut[] {Statut.INSTRUCTION, Statut.A_SIGNER, Statut.SIGNEE}) {
            var c = jeu.au(statut);
            for (var page : new String[] {"numero-operation", "changer-bailleur"}) {
                assertThat(lire(c, page, c.enBailleur())).as(statut + page).hasStatus(HttpStatus.CONFLICT);
                assertThat(poster(
                                c,
                                page,
                                c.enBailleur(),
                                "numero",
                                "1",
                                "vers",
                                c.bailleur().toString()))
                        .as(statut + page)
                        .hasStatus(HttpStatus.CONFLICT);
            }
            assertThat(lire(c, "changer-administration", c.enBailleur())).hasStatus(HttpStatus.FORBIDDEN);
        }
    }

    @Test
    void R66_the_bailleur_is_chosen_among_those_of_the_person_for_all_conventions_of_the_programme() throws Exception {
        var c = jeu.complete(1);
        jeu.soeur(c);
        var autre = jeu.complete(1);
        var etranger = jeu.complete(1);
        var deuxBailleurs = JetonDeTest.bailleur(c.bailleur(), autre.bailleur());
        assertThat(lire(c, "changer-bailleur", c.enBailleur()))
                .as("nobody else to choose")
                .bodyText()
                .contains("Aucun autre choix ne vous est ouvert");
        assertThat(mvc.get().uri("/conventions/recapitulatif/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .bodyText()
                .doesNotContain("Changer de bailleur");
        assertThat(mvc.get().uri("/conventions/recapitulatif/" + c.convention()).with(JetonDeTest.de(deuxBailleurs)))
                .bodyText()
                .contains("Changer de bailleur");
        assertThat(lire(c, "changer-bailleur", deuxBailleurs))
                .bodyText()
                .contains("value=\"" + autre.bailleur() + "\"")
                .doesNotContain("value=\"" + c.bailleur() + "\"", "value=\"" + etranger.bailleur() + "\"");
        assertThat(CompteurSql.pendant(() -> assertThat(
                                lire(c, "changer-bailleur?vers=" + autre.bailleur(), deuxBailleurs))
                        .hasStatusOk()
                        .bodyText()
                        .contains("Ce qui va se passer", "PLUS", "PLAI", "Confirmer le changement de bailleur")))
                .hasSizeLessThanOrEqualTo(12);
        assertThat(poster(
                        c,
                        "changer-bailleur",
                        deuxBailleurs,
                        "vers",
                        etranger.bailleur().toString()))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Choisissez un bailleur de la liste.");
        assertThat(poster(c, "changer-bailleur", deuxBailleurs)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(programmes.findById(c.programme()).orElseThrow().bailleur()).isEqualTo(c.bailleur());
        assertThat(poster(
                        c,
                        "changer-bailleur",
                        deuxBailleurs,
                        "vers",
                        autre.bailleur().toString()))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/recapitulatif/" + c.convention());
        assertThat(programmes.findById(c.programme()).orElseThrow().bailleur()).isEqualTo(autre.bailleur());
        assertThat(lire(c, "changer-bailleur", c.enBailleur()))
                .as("the former bailleur is out")
                .hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void R67_an_instructeur_gives_the_whole_family_to_another_service_once_the_loss_is_accepted() {
        var c = jeu.au(Statut.INSTRUCTION);
        var avenant = jeu.complete(1);
        jdbc.sql("update convention set parent = :racine where id = :avenant")
                .param("racine", c.convention())
                .param("avenant", avenant.convention())
                .update();
        var autre = jeu.complete(1);
        var nom = jdbc.sql("select nom from reference_administration where uuid = :uuid")
                .param("uuid", autre.administration())
                .query(String.class)
                .single();
        assertThat(lire(c, "changer-administration?q=" + nom.substring(nom.length() - 6), c.enInstructeur()))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"" + autre.administration() + "\"");
        assertThat(lire(c, "changer-administration?vers=" + autre.administration(), c.enInstructeur()))
                .hasStatusOk()
                .bodyText()
                .contains("Vous perdrez l’accès", "J’accepte de perdre l’accès", "Avenant sans numéro");
        var vers = autre.administration().toString();
        assertThat(poster(c, "changer-administration", c.enInstructeur(), "vers", vers))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Cochez cette case", "href=\"#champ-accepte\"");
        assertThat(poster(c, "changer-administration", c.enInstructeur(), "vers", vers, "accepte", "true"))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/recherche");
        for (var programme : new UUID[] {c.programme(), avenant.programme()}) {
            assertThat(programmes.findById(programme).orElseThrow().administration())
                    .isEqualTo(autre.administration());
        }
        assertThat(lire(c, "changer-administration", c.enInstructeur())).hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void R77_R79_a_bailleur_neither_HLM_nor_SEM_chooses_type_and_categories_before_validation() {
        var c = jeu.faire(Statut.INSTRUCTION, "Bailleurs privés", 2, true);
        assertThat(mvc.get()
                        .uri("/conventions/recapitulatif/" + c.convention())
                        .with(JetonDeTest.de(c.enInstructeur())))
                .bodyText()
                .contains("Choisir le type I ou II", "Type de la convention");
        assertThat(lire(c, "type", c.enBailleur()))
                .as("R149: by both sides alike")
                .hasStatusOk()
                .bodyText()
                .contains("Type I", "Type II", "name=\"option8\"", "checked=\"checked\"");
        assertThat(poster(c, "type", c.enInstructeur(), "type", "Type2", "option1", "true", "option7", "true"))
                .hasStatus(HttpStatus.FOUND);
        var convention = conventions.findById(c.convention()).orElseThrow();
        assertThat(convention.type1et2()).isEqualTo(Type1et2.Type2);
        assertThat(convention.type2LgtsConcernes())
                .containsExactly(true, false, false, false, false, false, true, false);
        assertThat(poster(c, "type", c.enInstructeur(), "type", "")).hasStatus(HttpStatus.FOUND);
        assertThat(conventions.findById(c.convention()).orElseThrow().type1et2())
                .isNull();
        var hlm = jeu.complete(1);
        assertThat(lire(hlm, "type", hlm.enBailleur())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(poster(hlm, "type", hlm.enBailleur(), "type", "Type1")).hasStatus(HttpStatus.NOT_FOUND);
        jeu.nature(c, NatureLogement.AUTRE);
        assertThat(lire(c, "type", c.enInstructeur())).as("a foyer").hasStatus(HttpStatus.NOT_FOUND);
        var signee = jeu.faire(Statut.SIGNEE, "Bailleurs privés", 1, true);
        assertThat(poster(signee, "type", signee.enInstructeur(), "type", "Type1"))
                .hasStatus(HttpStatus.CONFLICT);
    }

    private MvcTestResult lire(Jeu.Faite c, String page, Identite identite) {
        return mvc.get()
                .uri("/conventions/" + c.convention() + "/" + page)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult poster(Jeu.Faite c, String page, Identite identite, String... parametres) {
        var requete = mvc.post()
                .uri("/conventions/" + c.convention() + "/" + page)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite));
        for (int i = 0; i < parametres.length; i += 2) {
            requete = requete.param(parametres[i], parametres[i + 1]);
        }
        return requete.exchange();
    }
}
