package fr.gouv.apilos.referentiel.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.territoire.Territoires;
import fr.gouv.apilos.testing.JetonDeTest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Territories of the State, and who had which in delegation (03 B3, R-B2.7 mended). */
@EssaiDeService
class DelegationPersistanceIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Territoires territoires;

    @Autowired
    Delegations delegations;

    @Autowired
    Administrations administrations;

    @BeforeEach
    void peupler() {
        assertThat(territoires.peupler()).isGreaterThan(35_000);
    }

    @Test
    void R11_territories_written_twice_are_written_once() {
        var une = territoires.peupler();
        assertThat(territoires.peupler()).isEqualTo(une);
        assertThat(territoires.parCodePostal("20000"))
                .singleElement()
                .satisfies(c -> assertThat(c.departement()).isEqualTo("2A"));
        assertThat(territoires.parCodePostal("97410"))
                .allSatisfy(c -> assertThat(c.departement()).isEqualTo("974"));
        assertThat(territoires.chercher("ajacc"))
                .anySatisfy(c -> assertThat(c.codeInsee()).isEqualTo("2A004"));
        assertThat(territoires.chercher("saint-pierre")).hasSize(20);
        assertThat(territoires.chercher("'")).isEmpty();
    }

    @Test
    void R12_D27_a_departement_changed_by_hand_is_put_right_by_its_code_and_others_are_left_alone() {
        jdbc.sql("update departement set nom = 'Aube changée', code_insee_region = '99' where code_insee = '10'")
                .update();
        jdbc.sql("insert into departement values (975, 'Saint-Pierre-et-Miquelon', '975', '5', '975')")
                .update();
        try {
            territoires.peupler();
            assertThat(jdbc.sql("select nom || code_insee_region from departement where code_insee = '10'")
                            .query(String.class)
                            .single())
                    .isEqualTo("Aube44");
            assertThat(jdbc.sql("select count(*) from departement")
                            .query(Long.class)
                            .single())
                    .isEqualTo(102);
        } finally {
            jdbc.sql("delete from departement where id = 975").update();
        }
    }

    @Test
    void a_territory_is_not_given_twice_on_a_same_day() {
        var une = administration();
        var autre = administration();
        assertThat(ajouter(une, "46", "46042 46240", "01/01/2020", "31/12/2025"))
                .hasStatus3xxRedirection();
        assertThat(ajouter(autre, "46", "46240", "31/12/2025", ""))
                .hasStatus(422)
                .bodyText()
                .contains("déjà délégué");
        assertThat(ajouter(autre, "46", "46240", "01/01/2026", "")).hasStatus3xxRedirection();
        // The rest of the département is another ground.
        assertThat(ajouter(autre, "46", "", "01/01/2020", "")).hasStatus3xxRedirection();
        assertThat(ajouter(une, "46", "", "01/06/2024", "")).hasStatus(422);
        assertThat(delegations.enCours("46", LocalDate.of(2025, 6, 1))).hasSize(2);
        var ouverte = delegations.de(autre).getFirst();
        assertThat(poster(autre, "/" + ouverte.uuid() + "/fin", Map.of("fin_" + ouverte.uuid(), "01/01/2019")))
                .hasStatus(409);
        assertThat(poster(autre, "/" + ouverte.uuid() + "/fin", Map.of("fin_" + ouverte.uuid(), "31/01/2027")))
                .hasStatus3xxRedirection();
        assertThat(lire(autre, JetonDeTest.lectureSeule()))
                .hasStatusOk()
                .bodyText()
                .contains("46 - Lot", "31 janvier 2027")
                .doesNotContain("Ajouter la délégation");
        assertThat(poster(autre, "/" + ouverte.uuid() + "/suppression", Map.of()))
                .hasStatus3xxRedirection();
        assertThat(delegations.de(autre)).hasSize(1);
    }

    @Test
    void what_is_wrong_is_said_and_only_the_support_team_writes() {
        var a = administration();
        assertThat(ajouter(a, "99", "13055", "31/02/2024", ""))
                .hasStatus(422)
                .bodyText()
                .contains("Choisissez le département dans la liste", "n’existe pas");
        assertThat(ajouter(a, "46", "13055 ABC", "01/01/2024", "01/01/2023"))
                .hasStatus(422)
                .bodyText()
                .contains("13055, ABC", "La fin doit suivre");
        assertThat(mvc.post()
                        .uri("/apilos_settings/administrations/" + a + "/delegations")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(JetonDeTest.instructeur(a))))
                .hasStatus(403);
        assertThat(lire(UUID.randomUUID(), JetonDeTest.staff())).hasStatus(404);
    }

    private MvcTestResult ajouter(UUID administration, String departement, String communes, String debut, String fin) {
        var saisie = new HashMap<>(
                Map.of("departement", departement, "territoire", "Grand Cahors", "communes", communes, "debut", debut));
        saisie.put("fin", fin);
        return poster(administration, "", saisie);
    }

    private MvcTestResult poster(UUID administration, String suite, Map<String, String> saisie) {
        var requete = mvc.post()
                .uri("/apilos_settings/administrations/" + administration + "/delegations" + suite)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()));
        saisie.forEach(requete::param);
        return requete.exchange();
    }

    private MvcTestResult lire(UUID administration, Identite identite) {
        return mvc.get()
                .uri("/apilos_settings/administrations/" + administration + "/delegations")
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private UUID administration() {
        return administrations
                .ecrire(Administration.nouvelle(
                        UUID.randomUUID(),
                        new Administration.Fiche(
                                "Délégataire", "D-" + UUID.randomUUID(), null, null, null, null, null, null)))
                .uuid();
    }
}
