package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.web.MenuCommun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What comes from SIAP with a session: the menu of the header, the habilitation an address names, its being away. */
class MenuCommunIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";
    private static final MenuCommun MENU = new MenuCommun(
            "https://siap.example/tableau-bord?habilitation_id=7",
            "https://siap.example/gerer-habilitations?habilitation_id=7",
            "https://siap.example/operation/<NUM_OPE_SIAP>?habilitation_id=7",
            List.of(
                    new MenuCommun.Entree(
                            "Tableau de bord",
                            "https://siap.example/tableau-bord?habilitation_id=7",
                            false,
                            false,
                            List.of()),
                    new MenuCommun.Entree(
                            "Mes opérations",
                            "https://siap.example/operation?habilitation_id=7",
                            true,
                            false,
                            List.of(new MenuCommun.Entree(
                                    "Guide",
                                    "https://siap.example/guide?habilitation_id=7",
                                    false,
                                    true,
                                    List.of())))));

    private static void jetonsAvecMenu() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/jetons"))
                .willReturn(okJson("{\"jeton\": \"un-jeton\", \"expireLe\": \"%s\", \"menu\": %s}"
                        .formatted(
                                Instant.now().plus(Duration.ofMinutes(10)),
                                JsonMapper.shared().writeValueAsString(MENU)))));
    }

    @Test
    void R72_pages_of_services_get_the_menu_of_the_session_and_no_call_is_made_for_it() {
        jetonsAvecMenu();
        var client = connecte();
        for (int i = 0; i < 5; i++) {
            client.envoyer(
                    client.requete(LISTE).header("Accept", Client.PAGE).header(MenuCommun.ENTETE, "eJwDAAAAAAE"));
        }
        HABILITATION.verify(1, postRequestedFor(urlPathEqualTo("/interne/jetons")));
        CONVENTION.verify(
                5,
                getRequestedFor(urlEqualTo(LISTE))
                        .withHeader(MenuCommun.ENTETE, equalTo(MENU.ecrire().orElseThrow())));
        client.json("/api/v1/conventions");
        CONVENTION.verify(getRequestedFor(urlEqualTo("/api/v1/conventions")).withHeader(MenuCommun.ENTETE, absent()));
    }

    @Test
    void R72_without_a_menu_a_client_cannot_bring_its_own() {
        var client = connecte();
        client.envoyer(client.requete(LISTE)
                .header("Accept", Client.PAGE)
                .header(MenuCommun.ENTETE, MENU.ecrire().orElseThrow()));
        CONVENTION.verify(getRequestedFor(urlEqualTo(LISTE)).withHeader(MenuCommun.ENTETE, absent()));
    }

    @Test
    void R71_R72_pages_of_the_door_show_the_menu_once_a_token_brought_it_and_lead_to_siap() {
        jetonsAvecMenu();
        var client = connecte();
        assertThat(client.page("/menu").body()).doesNotContain("siap.example");
        client.page(LISTE);
        assertThat(client.page("/menu").body())
                .contains(
                        "aria-controls=\"menu-commun-2\"",
                        "aria-current=\"true\"",
                        "href=\"https://siap.example/tableau-bord?habilitation_id=7\"",
                        "target=\"_blank\"",
                        "rel=\"noopener external\"",
                        "title=\"Guide (nouvelle fenêtre)\"");
        assertThat(client.page("/habilitations").body())
                .contains(
                        "Gérer mes habilitations dans SIAP",
                        "https://siap.example/gerer-habilitations?habilitation_id=7");
        HABILITATION.verify(1, postRequestedFor(urlPathEqualTo("/interne/jetons")));
    }

    @Test
    void R28_an_address_that_names_one_of_their_habilitations_puts_it_in_force() {
        var client = new Client(PORTE);
        connecter(client, UUID.randomUUID(), false, 7, 8);
        var reponse = client.page(LISTE + "?page=2&habilitation_id=8&q=a%26b");
        assertThat(reponse.statusCode()).isEqualTo(302);
        assertThat(cible(reponse)).isEqualTo(LISTE + "?page=2&q=a%26b");
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/jetons"))
                .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath(
                        "$.habilitation", equalTo("8"))));
        assertThat(client.page("/habilitations").body()).containsPattern("value=\"8\"[^>]*checked");
        // Named again, it stays; without it, nothing happens.
        assertThat(cible(client.page(LISTE + "?habilitation_id=8"))).isEqualTo(LISTE);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
    }

    @Test
    void R30_one_that_siap_gave_since_is_found_by_asking_again() {
        var client = new Client(PORTE);
        var qui = UUID.randomUUID();
        connecter(client, qui, false, 7);
        ouvrir("/interne/connexions/actualisation", qui, false, 7, 9);
        assertThat(cible(client.page("/?habilitation_id=9"))).isEqualTo("/");
        assertThat(client.page("/habilitations").body()).containsPattern("value=\"9\"[^>]*checked");
    }

    @Test
    void R28_D4_one_that_is_not_theirs_is_never_replaced_they_choose() {
        var client = new Client(PORTE);
        var qui = UUID.randomUUID();
        connecter(client, qui, false, 7);
        ouvrir("/interne/connexions/actualisation", qui, false, 7, 8);
        var reponse = client.page(LISTE + "?habilitation_id=99");
        assertThat(cible(reponse)).isEqualTo("/habilitations?demandee&suite=%2Fconventions%2Frecherche");
        assertThat(client.page(cible(reponse)).body())
                .contains("n’est pas parmi les vôtres", "value=\"8\"")
                .containsPattern("value=\"7\"[^>]*checked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cinq", "", "-1", "9999999999999999999999", "7%20or%201"})
    void R30_a_number_that_is_none_is_a_400(String numero) {
        var reponse = connecte().page(LISTE + "?habilitation_id=" + numero);
        assertThat(reponse.statusCode()).isEqualTo(400);
        assertThat(reponse.body()).contains("n’en est pas un");
    }

    @Test
    void R28_after_sign_in_the_address_still_says_which() {
        var client = new Client(PORTE);
        assertThat(cible(client.page(LISTE + "?habilitation_id=8"))).isEqualTo("/connexion");
        assertThat(cible(connecter(client, UUID.randomUUID(), false, 7, 8))).isEqualTo(LISTE + "?habilitation_id=8");
    }

    @Test
    void R62_R136_siap_away_at_sign_in_is_an_error_of_siap_that_may_be_tried_again() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/connexions"))
                .willReturn(aResponse()
                        .withStatus(503)
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("""
                            {"type": "urn:apilos:erreur:SIAP_INDISPONIBLE", "detail": "SIAP ne répond pas : réessayez."}\
                            """)));
        var client = new Client(PORTE);
        cerbereConnait("42");
        var page = client.page("/login/cas?ticket=ST-" + UUID.randomUUID());
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body())
                .contains(
                        "Une erreur est survenue sur la plateforme SIAP-APiLos",
                        "SIAP ne répond pas : réessayez.",
                        "href=\"/connexion\">Rafraichir la page");
    }
}
