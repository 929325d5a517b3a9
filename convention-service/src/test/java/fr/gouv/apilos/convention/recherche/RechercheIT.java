package fr.gouv.apilos.convention.recherche;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.LinkedMultiValueMap;

/** The list, its filters and its perimeter; the récapitulatif it leads to. */
@EssaiDeService
class RechercheIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    Recherche recherche;

    @Autowired
    DroitsConvention droits;

    @Autowired
    JdbcClient jdbc;

    @Test
    void filters_by_number_name_commune_and_status_find_the_convention() {
        var c = jeu.au(Statut.A_SIGNER);
        var numero = jdbc.sql("select numero from convention where id = :c")
                .param("c", c.convention())
                .query(String.class)
                .single();
        var nom = jdbc.sql("select nom from programme where id = :p")
                .param("p", c.programme())
                .query(String.class)
                .single();
        for (var q : List.of(numero, numero.replace(".", "").replace("-", ""), nom.toUpperCase(), "marseille 13008")) {
            assertThat(trouvees(c.enBailleur(), "q", q)).as(q).containsExactly(c.convention());
        }
        assertThat(trouvees(c.enBailleur(), "statut", "A_SIGNER")).containsExactly(c.convention());
        assertThat(trouvees(c.enBailleur(), "cstatut", "4. A signer")).containsExactly(c.convention());
        assertThat(trouvees(c.enBailleur(), "statut", "PROJET")).isEmpty();
        assertThat(trouvees(c.enBailleur(), "q", "100%")).isEmpty();
    }

    @Test
    void R215_unknown_values_are_no_criterion() {
        var c = jeu.complete(1);
        assertThat(trouvees(c.enBailleur(), "cstatut", "")).containsExactly(c.convention());
        assertThat(trouvees(c.enBailleur(), "cstatut", "nonsense,autre", "bailleur", "pas-un-uuid", "page", "x"))
                .containsExactly(c.convention());
    }

    @Test
    void the_list_and_direct_access_never_disagree() {
        var toutes = new ArrayList<Jeu.Faite>();
        for (int i = 0; i < 6; i++) {
            toutes.add(jeu.au(Statut.values()[i]));
        }
        jdbc.sql("update programme set code_insee_region = '11', code_insee_departement = '75' where id = :p")
                .param("p", toutes.get(1).programme())
                .update();
        mvc.post()
                .uri("/admin/recherche/reconstruction")
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        var perimetres = List.of(
                Perimetre.NATIONAL,
                Perimetre.VIDE,
                new Perimetre(false, "93", null, null, null, Set.of()),
                new Perimetre(false, null, "75", null, null, Set.of()),
                new Perimetre(false, null, null, Set.of(toutes.get(0).bailleur()), null, Set.of()),
                new Perimetre(false, "11", null, Set.of(toutes.get(1).bailleur()), null, Set.of("13")),
                new Perimetre(false, null, null, null, Set.of(toutes.get(2).administration()), Set.of()));
        for (var perimetre : perimetres) {
            var identite = JetonDeTest.identite(
                    "MO_PERS_MORALE", Typologie.BAILLEUR, JetonDeTest.PERMISSIONS_BAILLEUR, false, perimetre);
            for (var c : toutes) {
                var critere = new LinkedMultiValueMap<String, String>();
                critere.add("bailleur", c.bailleur().toString());
                assertThat(recherche.chercher(Critere.lire(critere), identite).total() == 1)
                        .as("%s in %s", c, perimetre)
                        .isEqualTo(droits.peut(c.convention(), identite, DroitsConvention.VOIR));
            }
        }
    }

    @Test
    void the_projection_follows_a_change_of_status() {
        var c = jeu.complete(1);
        assertThat(mvc.post()
                        .uri("/conventions/%s/actions/soumettre".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(trouvees(c.enInstructeur(), "onglet", "a-traiter")).containsExactly(c.convention());
        assertThat(trouvees(c.enBailleur(), "onglet", "a-traiter")).isEmpty();
    }

    @Test
    void pages_answer_in_few_statements_and_few_bytes() throws Exception {
        var c = jeu.complete(10);
        for (int i = 0; i < 20; i++) {
            jeu.complete(1);
        }
        assertThat(CompteurSql.pendant(() -> {
                    var page = mvc.get()
                            .uri("/conventions/recherche")
                            .with(JetonDeTest.de(JetonDeTest.administrateur()))
                            .exchange();
                    assertThat(page).hasStatusOk();
                    assertThat(page.getResponse().getContentAsByteArray()).hasSizeLessThan(100 * 1024);
                }))
                .hasSizeLessThanOrEqualTo(12);
        assertThat(CompteurSql.pendant(() -> {
                    var page = mvc.get()
                            .uri("/conventions/recapitulatif/" + c.convention())
                            .with(JetonDeTest.de(c.enBailleur()))
                            .exchange();
                    assertThat(page)
                            .hasStatusOk()
                            .bodyText()
                            .contains("Hélène Castagnier", "10\u00a0logements", "3\u202f380,00");
                    assertThat(page.getResponse().getContentAsByteArray()).hasSizeLessThan(80 * 1024);
                }))
                .hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void size_and_order_of_pages_stay_with_filters_and_paging() {
        for (int i = 0; i < 21; i++) {
            jeu.complete(1);
        }
        assertThat(liste("statut=PROJET&tri=nom"))
                .contains("statut=PROJET&amp;tri=nom&amp;page=2", "<option value=\"20\" selected=\"selected\">")
                .contains("<option value=\"nom\" selected=\"selected\">", "name=\"taille\" form=\"recherche\"");
        var longue = liste("statut=PROJET&tri=nom&taille=50");
        assertThat(longue).contains("<option value=\"50\" selected=\"selected\">");
        assertThat(longue.split("<tr role=\"row\">").length - 2)
                .as("rows of a longer page")
                .isBetween(21, 50);
        assertThat(longue)
                .as("a filter taken away keeps order and size")
                .contains("href=\"/conventions/recherche?tri=nom&amp;taille=50\"");
        assertThat(liste("taille=37")).as("no other size").contains("<option value=\"20\" selected=\"selected\">");
        var c = jeu.complete(1);
        assertThat(liste("bailleur=" + c.bailleur()))
                .as("a filter without a field of its own stays when another one changes")
                .contains("name=\"bailleur\" value=\"" + c.bailleur() + "\"")
                .doesNotContain("name=\"taille\"");
    }

    @Test
    void an_empty_list_offers_to_relax_each_filter_that_hides_something() {
        var c = jeu.complete(1);
        assertThat(liste("bailleur=" + c.bailleur() + "&statut=PUBLIE&departement=13"))
                .contains("Aucune convention ne correspond", "Sans le filtre de statut, il y en aurait 1")
                .contains("href=\"/conventions/recherche?departement=13&amp;bailleur=" + c.bailleur() + "\"")
                .doesNotContain("Sans le filtre de département");
    }

    private String liste(String criteres) {
        var page = mvc.get()
                .uri("/conventions/recherche?" + criteres)
                .with(JetonDeTest.de(JetonDeTest.administrateur()))
                .exchange();
        assertThat(page).hasStatusOk();
        return new String(page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void a_foreign_convention_is_403_an_unknown_one_404_for_pages_and_programs() {
        var c = jeu.complete(1);
        var autre = JetonDeTest.bailleur(UUID.randomUUID());
        assertThat(mvc.get()
                        .uri("/conventions/recapitulatif/" + c.convention())
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(autre)))
                .hasStatus(HttpStatus.FORBIDDEN)
                .bodyText()
                .contains("hors du périmètre de votre habilitation", "<h1");
        assertThat(mvc.get()
                        .uri("/conventions/recapitulatif/" + UUID.randomUUID())
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(autre)))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get()
                        .uri("/conventions/recapitulatif/pas-un-identifiant")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(autre)))
                .hasStatus4xxClientError();
    }

    @Test
    void an_empty_project_lists_exactly_what_the_server_asks_for() {
        var c = jeu.vide();
        assertThat(mvc.get().uri("/conventions/recapitulatif/" + c.convention()).with(JetonDeTest.de(c.enBailleur())))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "nom du signataire", "code postal", "date de fin de la convention", "liste des logements PLUS")
                .contains("À compléter");
    }

    private List<UUID> trouvees(Identite identite, String... parametres) {
        var criteres = new LinkedMultiValueMap<String, String>();
        for (int i = 0; i < parametres.length; i += 2) {
            criteres.add(parametres[i], parametres[i + 1]);
        }
        return recherche.chercher(Critere.lire(criteres), identite).lignes().stream()
                .map(Recherche.Ligne::convention)
                .toList();
    }
}
