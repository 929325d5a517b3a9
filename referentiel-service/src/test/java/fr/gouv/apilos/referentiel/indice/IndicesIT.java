package fr.gouv.apilos.referentiel.indice;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.Abonne;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Entering indices and computing a rent (03 A15). */
@EssaiDeService
class IndicesIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Indices indices;

    @Autowired
    Abonne abonne;

    @Test
    void an_index_is_entered_corrected_and_removed_and_each_change_is_told() {
        var saisie = new HashMap<>(Map.of("annee", "2031", "nature", "AUTRE", "evolution", "1,25"));
        assertThat(poster("indices/nouveau", saisie, JetonDeTest.staff())).hasStatus3xxRedirection();
        var cree = trouver(2031);
        assertThat(cree.dateDebut()).hasToString("2030-01-01");
        assertThat(cree.isLoyer()).isFalse();
        assertThat(poster("indices/nouveau", saisie, JetonDeTest.staff()))
                .hasStatus(422)
                .bodyText()
                .contains("existe déjà");
        saisie.put("evolution", "1,5");
        assertThat(poster("indices/" + cree.uuid(), saisie, JetonDeTest.staff()))
                .hasStatus3xxRedirection();
        assertThat(lire("/apilos_settings/indices/" + cree.uuid(), JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("Évolution : « 1.25 » devient « 1.5 »");
        assertThat(poster("indices/" + cree.uuid() + "/suppression", Map.of(), JetonDeTest.staff()))
                .hasStatus3xxRedirection();
        Awaitility.await()
                .untilAsserted(() -> assertThat(abonne.de("indice", cree.uuid()))
                        .hasSize(3)
                        .last()
                        .satisfies(m -> assertThat(m.corps()
                                        .path("indice")
                                        .path("supprime")
                                        .asBoolean())
                                .isTrue()));
    }

    @Test
    void what_is_wrong_is_said_and_only_the_support_team_writes() {
        assertThat(poster(
                        "indices/nouveau",
                        Map.of("annee", "31", "nature", "RHVS", "evolution", "100", "departements", "2A 99"),
                        JetonDeTest.staff()))
                .hasStatus(422)
                .bodyText()
                .contains("entre 1950 et 2100", "Choisissez la nature", "pourcentage", "Départements inconnus : 99");
        assertThat(poster("indices/nouveau", Map.of(), JetonDeTest.administrateur()))
                .hasStatus(403);
        assertThat(lire("/apilos_settings/indices/", JetonDeTest.bailleur(UUID.randomUUID())))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Ajouter un indice");
    }

    @Test
    void RA15_4_the_simulator_shows_each_year_and_keeps_what_was_typed() {
        poster(
                "indices/nouveau",
                Map.of("annee", "1961", "nature", "RESIDENCEDACCUEIL", "evolution", "10"),
                JetonDeTest.staff());
        poster(
                "indices/nouveau",
                Map.of("annee", "1962", "nature", "RESIDENCEDACCUEIL", "evolution", "5"),
                JetonDeTest.staff());
        var adresse = "/conventions/simulateur-de-loyer?nature_logement=RESIDENCEDACCUEIL&montant=100&date_initiale=";
        assertThat(lire(
                        adresse + "1960-08-01&date_actualisation=1963-01-01&departement=13",
                        JetonDeTest.bailleur(UUID.randomUUID())))
                .hasStatusOk()
                .bodyText()
                .contains("115,50\u00a0€", "10,00\u00a0%", "110,00\u00a0€", "31 décembre 1963");
        assertThat(lire(adresse + "1960-08-01&date_actualisation=1959-01-01&departement=13", JetonDeTest.staff()))
                .hasStatus(422)
                .bodyText()
                .contains("doit suivre");
        assertThat(lire("/conventions/simulateur-de-loyer?montant=10000&nature_logement=RHVS", JetonDeTest.staff()))
                .hasStatus(422)
                .bodyText()
                .contains("9 999,99", "Choisissez la nature", "Indiquez la date du loyer", "value=\"10000\"");
        assertThat(lire("/conventions/simulateur-de-loyer", JetonDeTest.staff()))
                .hasStatusOk();
    }

    private Indice trouver(int annee) {
        return indices.tous().stream()
                .filter(i -> i.annee() == annee)
                .findFirst()
                .orElseThrow();
    }

    private MvcTestResult poster(String chemin, Map<String, String> saisie, Identite identite) {
        var requete = mvc.post()
                .uri("/apilos_settings/" + chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite));
        saisie.forEach(requete::param);
        return requete.exchange();
    }

    private MvcTestResult lire(String chemin, Identite identite) {
        return mvc.get()
                .uri(chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }
}
