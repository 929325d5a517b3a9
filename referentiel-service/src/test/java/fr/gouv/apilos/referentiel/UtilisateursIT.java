package fr.gouv.apilos.referentiel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The tab of a sheet that tells who acts for the entity (04 §6.7, §12.5, §12.6; ux P14). */
@EssaiDeService
class UtilisateursIT {

    private static final String API = "/api/v1/utilisateurs";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Test
    void the_people_of_a_bailleur_are_asked_for_with_the_token_of_the_reader_and_shown_by_page() {
        var b = bailleur();
        var camille = UUID.randomUUID();
        Voisins.HABILITATIONS.stubFor(demande("bailleur", b).willReturn(okJson("""
            {"elements": [{"uuid": "%s", "identifiant": "900001", "nom": "Camille <Ferrandi>", "email": "camille@exemple.fr",
              "actif": false, "roles": ["Bailleur — Habitat"]}], "total": 41, "page": 2, "pages": 3}\
            """.formatted(camille))));
        var lecteur = JetonDeTest.bailleur(b);
        assertThat(ouvrir("bailleurs/" + b + "/utilisateurs?page=2", lecteur))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Camille &lt;Ferrandi&gt;",
                        "camille@exemple.fr",
                        "Bailleur — Habitat",
                        "Désactivé",
                        "41\u00a0utilisateurs",
                        "/apilos_settings/users/" + camille,
                        b + "/utilisateurs?page=3");
        var demandes = Voisins.HABILITATIONS.findAll(getRequestedFor(urlPathEqualTo(API))
                .withQueryParam("bailleur", equalTo(b.toString()))
                .withQueryParam("page", equalTo("2")));
        assertThat(demandes).hasSize(1);
        var jeton = demandes.getFirst().getHeader("Authorization").substring("Bearer ".length());
        assertThat(JetonDeTest.decodeur().decode(jeton).getSubject())
                .isEqualTo(lecteur.utilisateur().toString());
        assertThat(ouvrir("bailleurs/" + b, lecteur)).bodyText().contains(b + "/utilisateurs");
    }

    @Test
    void the_people_of_an_administration_are_for_its_own_people_and_the_support_team() {
        var a = administrations
                .ecrire(Administration.nouvelle(
                        UUID.randomUUID(),
                        new Administration.Fiche(
                                "DDT", "DD" + ParametresIT.siren(), null, null, null, null, null, null)))
                .uuid();
        Voisins.HABILITATIONS.stubFor(demande("administration", a)
                .willReturn(okJson("{\"elements\": [], \"total\": 0, \"page\": 1, \"pages\": 1}")));
        for (var lecteur : new Identite[] {
            JetonDeTest.instructeur(a), JetonDeTest.instructeurDepartemental("29", a), JetonDeTest.staff()
        }) {
            assertThat(ouvrir("administrations/" + a + "/utilisateurs", lecteur))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Aucun utilisateur", "cette administration");
        }
        for (var autre : new Identite[] {
            JetonDeTest.instructeur(UUID.randomUUID()),
            JetonDeTest.administrateur(),
            JetonDeTest.bailleur(UUID.randomUUID())
        }) {
            assertThat(ouvrir("administrations/" + a + "/utilisateurs", autre)).hasStatus(403);
        }
        assertThat(ouvrir("administrations/" + a, JetonDeTest.administrateur()))
                .bodyText()
                .doesNotContain(a + "/utilisateurs");
        assertThat(ouvrir("bailleurs/" + bailleur() + "/utilisateurs", JetonDeTest.instructeur(a)))
                .hasStatus(403);
    }

    @Test
    void a_list_that_is_away_or_slow_says_so_and_the_page_stands() {
        var b = bailleur();
        var chemin = "bailleurs/" + b + "/utilisateurs";
        Voisins.HABILITATIONS.stubFor(
                demande("bailleur", b).willReturn(aResponse().withStatus(503)));
        assertThat(ouvrir(chemin, JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("n’est pas disponible pour le moment", "Réessayer");
        Voisins.HABILITATIONS.stubFor(demande("bailleur", b)
                .willReturn(okJson("{\"elements\": [], \"total\": 0, \"page\": 1, \"pages\": 1}")
                        .withFixedDelay(1500)));
        assertThat(ouvrir(chemin, JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("n’est pas disponible pour le moment");
    }

    private static MappingBuilder demande(String quoi, UUID uuid) {
        return get(urlPathEqualTo(API)).withQueryParam(quoi, equalTo(uuid.toString()));
    }

    private UUID bailleur() {
        var siren = ParametresIT.siren();
        return bailleurs
                .ecrire(Bailleur.nouveau(
                        UUID.randomUUID(),
                        siren,
                        new Bailleur.Fiche(
                                "Habitat",
                                siren + "00017",
                                "HLM",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)))
                .uuid();
    }

    private MvcTestResult ouvrir(String chemin, Identite identite) {
        return mvc.get()
                .uri("/apilos_settings/" + chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }
}
