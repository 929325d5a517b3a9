package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.command.LigneDeCommande;
import fr.gouv.apilos.platform.security.FinDeSessions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where people are signed in, and every way a session ends from elsewhere. */
class SessionsIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";
    private static final Pattern REFERENCE = Pattern.compile("/sessions/([0-9a-f]{32})/fermeture");

    @Autowired
    LigneDeCommande commandes;

    @Test
    void a_person_sees_each_of_their_sessions_with_its_device_and_no_secret() {
        var qui = UUID.randomUUID();
        var ici = ouverte(qui, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        var ailleurs = ouverte(
                qui,
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36");
        ouverte(UUID.randomUUID(), "curl/8");
        var page = ici.page("/sessions").body();
        assertThat(page)
                .contains("Firefox sur Linux", "Cette session", "Chrome sur Android", "Fermer toutes les autres")
                .doesNotContain("Appareil inconnu");
        assertThat(REFERENCE.matcher(page).results()).hasSize(1);
        for (var cookie : List.of(ici.cookies.get("apilos_session"), ailleurs.cookies.get("apilos_session"))) {
            assertThat(page).doesNotContain(cookie);
        }
        assertThat(jdbc.sql("select session_id from spring_session where principal_name = :qui")
                        .param("qui", qui.toString())
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allSatisfy(id -> assertThat(page).doesNotContain(id.strip()));
    }

    @Test
    void a_session_closed_from_another_device_is_asked_to_sign_in_at_its_next_page() {
        var qui = UUID.randomUUID();
        var ici = ouverte(qui, "Firefox/140.0 Windows");
        var ailleurs = ouverte(qui, "Chrome/142.0 Windows");
        assertThat(ailleurs.page(LISTE).statusCode()).isEqualTo(200);
        var reference = reference(ici);
        var reponse = ici.formulaire("/sessions/" + reference + "/fermeture", Map.of());
        assertThat(cible(reponse)).isEqualTo("/sessions");
        assertThat(ici.page("/sessions").body())
                .contains("La session est fermée")
                .doesNotContain("Chrome sur Windows", "Fermer toutes les autres");
        assertThat(ailleurs.page(LISTE).statusCode()).isEqualTo(302);
        ici.formulaire("/sessions/" + reference + "/fermeture", Map.of());
        assertThat(ici.page("/sessions").body()).contains("était déjà fermée");
    }

    @Test
    void all_the_others_are_closed_at_once() {
        var qui = UUID.randomUUID();
        var ici = ouverte(qui, "Firefox/140.0");
        var autres = List.of(ouverte(qui, "Chrome/142.0"), ouverte(qui, "Safari/605"));
        ici.formulaire("/sessions/fermeture", Map.of());
        assertThat(ici.page("/sessions").body()).contains("2\u00a0sessions fermées");
        assertThat(autres)
                .allSatisfy(autre -> assertThat(autre.page(LISTE).statusCode()).isEqualTo(302));
    }

    @Test
    void nobody_closes_the_session_of_somebody_else() {
        var victime = UUID.randomUUID();
        var sienne = ouverte(victime, "Firefox/140.0");
        var visee = reference(ouverte(victime, "Chrome/142.0"));
        var attaquant = ouverte(UUID.randomUUID(), "Chrome/142.0");
        attaquant.formulaire("/sessions/" + visee + "/fermeture", Map.of());
        attaquant.formulaire("/sessions/fermeture", Map.of());
        assertThat(sienne.page(LISTE).statusCode()).isEqualTo(200);
        assertThat(new Client(PORTE).formulaire("/sessions/" + visee + "/fermeture", Map.of()))
                .satisfies(reponse -> assertThat(cible(reponse)).isEqualTo("/connexion"));
        assertThat(sessionsDe(victime)).isEqualTo(2);
    }

    @Test
    void the_support_team_ends_the_sessions_of_somebody_and_nobody_else_does() {
        var qui = UUID.randomUUID();
        var client = ouverte(qui, "Firefox/140.0");
        var chemin = "/exploitation/gateway/admin/sessions";
        assertThat(client.page(chemin + "?utilisateur=" + qui).statusCode()).isEqualTo(403);
        assertThat(client.formulaire(chemin + "/fermeture", Map.of("utilisateur", qui.toString()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.formulaire(chemin + "/purge", Map.of()).statusCode()).isEqualTo(403);
        var exploitant = exploitant();
        assertThat(exploitant.json(chemin + "?utilisateur=" + qui).body()).contains("\"appareil\":\"Firefox\"");
        assertThat(ecrire(exploitant, chemin + "/fermeture?utilisateur=" + qui).body())
                .contains("\"fermees\":1");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    /** From the sheet of an account: where its owner is signed in, one session or all of them ended. */
    @Test
    void the_support_team_sees_the_sessions_of_an_account_on_a_page_and_ends_them() {
        var qui = UUID.randomUUID();
        var un = ouverte(qui, "Firefox/140.0 Windows");
        var autre = ouverte(qui, "Chrome/142.0 Windows");
        var page = "/sessions/compte/" + qui;
        for (var refus : List.of(
                un.page(page),
                un.formulaire(page + "/fermeture", Map.of()),
                un.formulaire(page + "/x/fermeture", Map.of()))) {
            assertThat(refus.statusCode()).isEqualTo(403);
        }
        assertThat(cible(new Client(PORTE).page(page))).isEqualTo("/connexion");
        var exploitant = exploitant();
        var lue = exploitant.page(page).body();
        assertThat(lue)
                .contains(
                        "Sessions ouvertes : Dominique Essai",
                        "Firefox sur Windows",
                        "Chrome sur Windows",
                        "href=\"/apilos_settings/users/" + qui + "\"")
                .doesNotContain("Cette session</span>");
        var reference = Pattern.compile("/sessions/compte/" + qui + "/([0-9a-f]{32})/fermeture")
                .matcher(lue)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(cible(exploitant.formulaire(page + "/" + reference + "/fermeture", Map.of())))
                .isEqualTo(page);
        assertThat(List.of(un, autre).stream().filter(c -> c.page(LISTE).statusCode() == 200))
                .hasSize(1);
        exploitant.formulaire(page + "/" + reference + "/fermeture", Map.of());
        assertThat(exploitant.page(page).body()).contains("était déjà fermée");
        exploitant.formulaire(page + "/fermeture", Map.of());
        assertThat(exploitant.page(page).body()).contains("1\u00a0session fermée", "Aucune session ouverte");
        assertThat(sessionsDe(qui)).isZero();
        assertThat(exploitant.page("/sessions/compte/pas-un-uuid").statusCode()).isEqualTo(404);
    }

    /** ADR 0030: a service ends sessions by its answer; the header stays at the door, and only one service is listened to. */
    @Test
    void D14_an_act_on_an_account_ends_its_sessions_before_it_is_answered() {
        var qui = UUID.randomUUID();
        var un = ouverte(qui, "Firefox/140.0");
        var autre = ouverte(qui, "Chrome/142.0");
        var voisin = ouverte(UUID.randomUUID(), "Chrome/142.0");
        var acte = "/apilos_settings/users/" + qui + "/desactiver";
        HABILITATION.stubFor(post(urlPathEqualTo(acte))
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Location", "/apilos_settings/users/" + qui)
                        .withHeader(FinDeSessions.ENTETE, qui.toString())));
        var reponse = exploitant().formulaire(acte, Map.of());
        assertThat(reponse.statusCode()).isEqualTo(302);
        assertThat(reponse.headers().firstValue(FinDeSessions.ENTETE)).isEmpty();
        assertThat(sessionsDe(qui)).isZero();
        assertThat(un.page(LISTE).statusCode()).isEqualTo(302);
        assertThat(autre.page(LISTE).statusCode()).isEqualTo(302);
        assertThat(voisin.page(LISTE).statusCode()).isEqualTo(200);

        // Who acts on their own account goes on reading; their other sessions end.
        var soi = ouverte(qui, "Firefox/140.0");
        ouverte(qui, "Chrome/142.0");
        assertThat(soi.formulaire(acte, Map.of()).statusCode()).isEqualTo(302);
        assertThat(sessionsDe(qui)).isEqualTo(1);

        CONVENTION.stubFor(any(anyUrl()).willReturn(aResponse().withHeader(FinDeSessions.ENTETE, qui.toString())));
        voisin.page(LISTE);
        assertThat(sessionsDe(qui)).isEqualTo(1);
    }

    @Test
    void R12_expired_sessions_are_purged_by_command_and_by_the_support_team() {
        var vivante = ouverte(UUID.randomUUID(), "Firefox/140.0");
        for (var commande : List.of("purge-sessions", "post-deploy")) {
            var qui = expiree();
            assertThat(commandes.executer(List.of(commande))).isZero();
            assertThat(sessionsDe(qui)).isZero();
        }
        var qui = expiree();
        assertThat(ecrire(exploitant(), "/exploitation/gateway/admin/sessions/purge")
                        .statusCode())
                .isEqualTo(200);
        assertThat(sessionsDe(qui)).isZero();
        assertThat(vivante.page(LISTE).statusCode()).isEqualTo(200);
    }

    @Test
    void D14_a_closed_account_loses_its_session_with_its_token() {
        donnerDesJetons("un-jeton", Instant.now().plusSeconds(61));
        var client = ouverte(UUID.randomUUID(), "Firefox/140.0");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/jetons")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:COMPTE_DESACTIVE", "detail": "Votre compte est désactivé."}\
            """, 403)));
        // The token in hand has a minute and a second to live, and is asked again a minute before its end.
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(client.page(LISTE).statusCode()).isEqualTo(403));
        // The session is gone: even with a service that would answer again, one has to sign in.
        donnerDesJetons("un-jeton", Instant.now().plusSeconds(600));
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void D14_a_closed_account_is_told_so() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/jetons")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:COMPTE_DESACTIVE", "detail": "Votre compte est désactivé."}\
            """, 403)));
        assertThat(ouverte(UUID.randomUUID(), "Firefox/140.0").page(LISTE).body())
                .contains("Vous n’avez pas accès à APiLos", "Votre compte est désactivé.");
        assertThat(ouverte(UUID.randomUUID(), "Firefox/140.0")
                        .json("/api/v1/conventions")
                        .statusCode())
                .isEqualTo(403);
        var client = ouverte(UUID.randomUUID(), "Firefox/140.0");
        var htmx = client.envoyer(client.requete(LISTE).header("HX-Request", "true"));
        assertThat(htmx.headers().firstValue("HX-Redirect")).hasValue("/connexion/refus");
    }

    private static Client ouverte(UUID qui, String agent) {
        var client = new Client(PORTE);
        cerbereConnait("42");
        ouvrir(qui, false, 7);
        assertThat(client.envoyer(client.requete("/login/cas?ticket=ST-" + UUID.randomUUID())
                                .header("Accept", Client.PAGE)
                                .header("User-Agent", agent)
                                .method("GET", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(302);
        return client;
    }

    private static HttpResponse<String> ecrire(Client client, String chemin) {
        return client.envoyer(client.requete(chemin)
                .header("Accept", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String reference(Client client) {
        var page = client.page("/sessions").body();
        return REFERENCE.matcher(page).results().findFirst().orElseThrow().group(1);
    }

    private UUID expiree() {
        var qui = UUID.randomUUID();
        ouverte(qui, "Firefox/140.0");
        jdbc.sql("update spring_session set expiry_time = 1 where principal_name = :qui")
                .param("qui", qui.toString())
                .update();
        return qui;
    }

    private long sessionsDe(UUID qui) {
        return jdbc.sql("select count(*) from spring_session where principal_name = :qui")
                .param("qui", qui.toString())
                .query(Long.class)
                .single();
    }
}
