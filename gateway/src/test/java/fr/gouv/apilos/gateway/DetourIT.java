package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Working under another account: who may, what every page says, how it ends. */
class DetourIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";
    private static final String BANDEAU = "fr-notice--alert";

    private final UUID acteur = UUID.randomUUID();
    private final UUID cible = UUID.randomUUID();

    @Test
    void R111_the_support_team_confirms_then_works_under_the_account_with_both_names() {
        var client = detourne();
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/detours"))
                .withRequestBody(matchingJsonPath("$.acteur", equalTo(acteur.toString())))
                .withRequestBody(matchingJsonPath("$.utilisateur", equalTo(cible.toString()))));
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/jetons"))
                .withRequestBody(matchingJsonPath("$.acteur", equalTo(acteur.toString())))
                .withRequestBody(matchingJsonPath("$.utilisateur", equalTo(cible.toString())))
                .withRequestBody(matchingJsonPath("$.habilitation", equalTo("9"))));
    }

    @Test
    void R114_every_page_says_so_and_lets_one_quit() {
        var client = detourne();
        for (var chemin : new String[] {"/menu", "/habilitations", "/affichage", "/galerie"}) {
            assertThat(client.page(chemin).body())
                    .as(chemin)
                    .contains(BANDEAU, "Camille Ferrandi (par Dominique Essai)", "action=\"/detour/fin\"");
        }
        assertThat(cible(client.formulaire("/detour/fin", Map.of()))).isEqualTo("/menu");
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/detours/fin")));
        assertThat(client.page("/menu").body())
                .contains("sous votre propre compte", "Dominique Essai")
                .doesNotContain(BANDEAU);
        assertThat(client.json("/exploitation/gateway/admin/sessions?utilisateur=" + cible)
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.formulaire("/detour/fin", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void R114_an_end_that_cannot_be_noted_keeps_nobody_in() {
        var client = detourne();
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/detours/fin")).willReturn(jsonResponse("{}", 503)));
        client.formulaire("/detour/fin", Map.of());
        assertThat(client.page("/menu").body()).doesNotContain(BANDEAU);
    }

    @Test
    void the_rights_of_the_support_team_are_left_at_the_door_and_the_sessions_of_the_other_stay_theirs() {
        var client = detourne();
        assertThat(client.json("/exploitation/gateway/admin/sessions?utilisateur=" + cible)
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.page("/sessions").statusCode()).isEqualTo(403);
        assertThat(client.formulaire("/sessions/fermeture", Map.of()).statusCode())
                .isEqualTo(403);
        // No detour inside a detour.
        assertThat(client.page("/detour?utilisateur=" + UUID.randomUUID()).statusCode())
                .isEqualTo(403);
        assertThat(client.formulaire("/detour", Map.of("utilisateur", acteur.toString()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void R112_nobody_else_may_and_what_the_service_refuses_stays_refused() {
        var autre = connecte();
        assertThat(autre.page("/detour?utilisateur=" + cible).statusCode()).isEqualTo(403);
        assertThat(autre.formulaire("/detour", Map.of("utilisateur", cible.toString()))
                        .statusCode())
                .isEqualTo(403);
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/detours")));
        assertThat(cible(new Client(PORTE).formulaire("/detour", Map.of("utilisateur", cible.toString()))))
                .isEqualTo("/connexion");
        var exploitant = new Client(PORTE);
        connecter(exploitant, acteur, true, 0);
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/detours")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:INTERDIT", "detail": "Ce compte a plus de droits."}\
            """, 403)));
        assertThat(exploitant.formulaire("/detour", Map.of("utilisateur", cible.toString())))
                .satisfies(reponse -> assertThat(reponse.statusCode()).isEqualTo(403))
                .satisfies(reponse -> assertThat(reponse.body()).contains("Ce compte a plus de droits."));
        assertThat(exploitant.page("/menu").body()).doesNotContain(BANDEAU);
    }

    @Test
    void a_detour_another_site_asks_for_is_refused() {
        var exploitant = new Client(PORTE);
        connecter(exploitant, acteur, true, 0);
        var reponse = exploitant.envoyer(exploitant
                .requete("/detour?utilisateur=" + cible)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(reponse.statusCode()).isEqualTo(403);
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/detours")));
    }

    private Client detourne() {
        var client = new Client(PORTE);
        connecter(client, acteur, true, 0);
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/detours/apercu"))
                .willReturn(okJson("{\"nom\": \"Camille Ferrandi\", \"email\": \"camille@exemple.fr\"}")));
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/detours/fin")).willReturn(noContent()));
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/detours")).willReturn(okJson("""
            {"utilisateur": {"uuid": "%s", "nom": "Camille Ferrandi", "email": "camille@exemple.fr", "staff": false},
             "habilitations": [{"id": 9, "libelle": "Bailleur", "profil": "MO_PERS_MORALE", "perimetre": "Marseille",
               "lectureSeule": false}], "active": 9}\
            """.formatted(cible))));
        assertThat(client.page("/detour?utilisateur=" + cible).body())
                .contains("Camille Ferrandi", "Travailler sous ce compte");
        assertThat(cible(client.formulaire("/detour", Map.of("utilisateur", cible.toString()))))
                .isEqualTo(LISTE);
        return client;
    }
}
