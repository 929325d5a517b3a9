package fr.gouv.apilos.referentiel.deplacement;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static fr.gouv.apilos.referentiel.Voisins.CONVENTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The délégataires screen (03 B6, D2–D5; 07 §15). */
@EssaiDeService
class DelegatairesIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Administrations administrations;

    @Autowired
    Operations operations;

    @BeforeEach
    void repondre() {
        CONVENTIONS.resetAll();
        CONVENTIONS.stubFor(post(urlPathEqualTo("/api/v1/deplacements/apercu")).willReturn(okJson("""
            {"programmes": 2, "conventions": 3, "exclus": 4, "actuels": [{"uuid": null, "programmes": 2}],
             "exemples": [{"commune": "Troyes", "nom": "Les Halles", "operation": "1", "logements": 3,
               "financements": "PLUS"}]}\
            """)));
    }

    @Test
    void RB6_1_R64_R65_D5_staff_only_on_every_method() {
        for (Identite autre : List.of(JetonDeTest.administrateur(), JetonDeTest.instructeur(UUID.randomUUID()))) {
            assertThat(mvc.get()
                            .uri("/apilos_settings/delegataires/")
                            .accept(MediaType.TEXT_HTML)
                            .with(JetonDeTest.de(autre)))
                    .hasStatus(403);
            assertThat(mvc.post()
                            .uri("/apilos_settings/delegataires/")
                            .accept(MediaType.TEXT_HTML)
                            .with(JetonDeTest.de(autre)))
                    .hasStatus(403);
        }
        assertThat(mvc.get()
                        .uri("/apilos_settings/delegataires/")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyText()
                .contains("Remplissez le formulaire");
    }

    @Test
    void RB6_4_R65_R67_D2_the_preview_says_what_moves_and_moves_nothing() {
        var cible = administration();
        assertThat(poster(Map.of("administration", cible.uuid(), "departement", "10")))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Vérifiez les conventions impactées",
                        "3\u00a0conventions (2\u00a0programmes) de 10 - Aube passeront à " + cible.libelle(),
                        "4\u00a0programmes y sont déjà",
                        "Sans administration",
                        "Les Halles");
        // D2: the INSEE code travels, not the rank of the row.
        CONVENTIONS.verify(postRequestedFor(anyUrl())
                .withRequestBody(matchingJsonPath("$.criteres[?(@.departement == '10')]"))
                .withRequestBody(matchingJsonPath("$[?(@.champ == 'ADMINISTRATION')]")));
        var confirmee = poster(Map.of("administration", cible.uuid(), "departement", "2A", "no_dry_run", "true"));
        assertThat(confirmee).hasStatus3xxRedirection();
        var adresse = String.valueOf(confirmee.getResponse().getRedirectedUrl());
        var o = operations.une(UUID.fromString(adresse.substring(adresse.lastIndexOf('/') + 1)));
        assertThat(o.criteres()).contains("2A");
        assertThat(o.intitule()).isEqualTo("2A - Corse-du-Sud vers " + cible.libelle());
        operations.changer(o.id(), List.of(Etat.EN_COURS), Etat.ANNULE);
    }

    @Test
    void D3_an_empty_selection_is_refused() {
        var cible = administration();
        for (var vide : List.of("", "[]", "null", "[null]", "{", "[{\"codePostal\": \"13001\"}]")) {
            assertThat(poster(Map.of("administration", cible.uuid(), "communes", vide)))
                    .as(vide)
                    .hasStatus(422);
        }
        assertThat(poster(Map.of("departement", "10"))).hasStatus(422);
        assertThat(poster(Map.of("administration", UUID.randomUUID(), "departement", "10")))
                .hasStatus(422);
        assertThat(poster(Map.of("administration", cible.uuid(), "departement", "1")))
                .hasStatus(422);
        CONVENTIONS.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void RB6_2_R69_D5_communes_come_by_file_or_as_json_and_numbers_find_their_zero_again() {
        var cible = administration();
        assertThat(mvc.post()
                        .uri("/apilos_settings/delegataires/")
                        .multipart()
                        .file(new MockMultipartFile(
                                "file",
                                "c.csv",
                                null,
                                "Code postal;Commune\n10000;Troyes\n1000;Bourg-en-Bresse\n"
                                        .getBytes(StandardCharsets.UTF_8)))
                        .param("administration", cible.uuid().toString())
                        .param("departement", "13")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk()
                .bodyText()
                .contains("2\u00a0communes (Troyes…)", "01000");
        assertThat(poster(Map.of(
                        "administration",
                        cible.uuid(),
                        "communes",
                        "[{\"codePostal\": 10000, \"commune\": \"Troyes\"}, {\"codePostal\": \"10800\", \"commune\":"
                                + " \"La Vendue-Mignot\"}]")))
                .hasStatusOk()
                .bodyText()
                .contains("2\u00a0communes");
        CONVENTIONS.verify(postRequestedFor(anyUrl())
                .withRequestBody(matchingJsonPath("$.criteres.communes[?(@.codePostal == '01000')]")));
        // D5: the faults of the file are shown.
        assertThat(mvc.post()
                        .uri("/apilos_settings/delegataires/")
                        .multipart()
                        .file(new MockMultipartFile(
                                "file",
                                "c.csv",
                                null,
                                "Code postal;Commune\nabc;Troyes\n".getBytes(StandardCharsets.UTF_8)))
                        .param("administration", cible.uuid().toString())
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatus(422)
                .bodyText()
                .contains("Ligne 2", "n’est pas un code postal");
    }

    @Test
    void the_model_of_communes_can_be_downloaded() {
        assertThat(mvc.get().uri("/apilos_settings/delegataires/modele").with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk();
    }

    private MvcTestResult poster(Map<String, ?> saisie) {
        var requete = mvc.post()
                .uri("/apilos_settings/delegataires/")
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()));
        saisie.forEach((nom, valeur) -> requete.param(nom, valeur.toString()));
        return requete.exchange();
    }

    private Administration administration() {
        return administrations.ecrire(Administration.nouvelle(
                UUID.randomUUID(),
                new Administration.Fiche("Cible", "X-" + UUID.randomUUID(), null, null, null, null, null, null)));
    }
}
