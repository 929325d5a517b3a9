package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.gateway.locale.Absence;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with a password where the configuration opens it. */
class ConnexionLocaleIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";
    private static final Map<String, String> IDENTIFIANTS = Map.of("identifiant", "alix", "motDePasse", "secret");

    @Test
    void R64_the_right_password_opens_a_session_and_leads_where_one_was_going() {
        var client = new Client(PORTE);
        client.page("/operations/20261100001");
        assertThat(client.page("/connexion").body()).contains("href=\"/connexion/locale\"");
        connait(UUID.randomUUID());
        var reponse = client.formulaire("/connexion/locale", IDENTIFIANTS);
        assertThat(cible(reponse)).isEqualTo("/operations/20261100001");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/local/connexions"))
                .withRequestBody(equalToJson("{\"identifiant\": \"alix\", \"motDePasse\": \"secret\"}")));
    }

    @Test
    void leaving_leads_back_to_the_door_and_not_to_cerbere() {
        connait(UUID.randomUUID());
        var client = new Client(PORTE);
        client.formulaire("/connexion/locale", IDENTIFIANTS);
        assertThat(cible(client.formulaire("/deconnexion", Map.of()))).isEqualTo("/");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void R64_a_refusal_is_the_form_again_with_the_name_and_without_the_password() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/connexions")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:IDENTIFIANTS_REFUSES", "detail": "Cela ne convient pas."}\
            """, 403)));
        var reponse = new Client(PORTE)
                .formulaire("/connexion/locale", Map.of("identifiant", "alix<b>", "motDePasse", "tres-secret"));
        assertThat(reponse.statusCode()).isEqualTo(422);
        assertThat(reponse.body())
                .contains("Cela ne convient pas.", "value=\"alix&lt;b&gt;\"", "aria-invalid=\"true\"")
                .doesNotContain("tres-secret");
        assertThat(new Client(PORTE).formulaire("/connexion/locale", Map.of()).statusCode())
                .isEqualTo(422);
    }

    /** Session fixation: neither an invented identifier nor the living session of somebody else becomes that of the victim. */
    @Test
    void a_session_chosen_by_an_attacker_is_never_the_one_that_is_opened() {
        connait(UUID.randomUUID());
        var inventee = new Client(PORTE);
        inventee.cookies.put("apilos_session", "Y2hvc2VuLWJ5LWFuLWF0dGFja2Vy");
        inventee.formulaire("/connexion/locale", IDENTIFIANTS);
        assertThat(inventee.cookies.get("apilos_session")).isNotEqualTo("Y2hvc2VuLWJ5LWFuLWF0dGFja2Vy");
        var attaquant = new Client(PORTE);
        attaquant.formulaire("/connexion/locale", IDENTIFIANTS);
        var sienne = attaquant.cookies.get("apilos_session");
        var victime = new Client(PORTE);
        victime.cookies.put("apilos_session", sienne);
        connait(UUID.randomUUID());
        victime.formulaire("/connexion/locale", IDENTIFIANTS);
        assertThat(victime.cookies.get("apilos_session")).isNotEqualTo(sienne);
        assertThat(attaquant.page(LISTE).statusCode())
                .as("what was fixed is dead")
                .isEqualTo(302);
    }

    @Test
    void a_sign_in_another_site_posts_is_refused() {
        connait(UUID.randomUUID());
        var client = new Client(PORTE);
        var reponse = client.envoyer(client.requete("/connexion/locale")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Client.encoder(IDENTIFIANTS))));
        assertThat(reponse.statusCode()).isEqualTo(403);
        assertThat(client.cookies).doesNotContainKey("apilos_session");
    }

    @Test
    void brute_force_from_one_address_is_slowed_down() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/connexions")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:IDENTIFIANTS_REFUSES", "detail": "Non."}\
            """, 403)));
        var client = new Client(PORTE);
        int refusees = 0;
        for (int i = 0; i < 60 && refusees == 0; i++) {
            refusees = client.formulaire("/connexion/locale", IDENTIFIANTS).statusCode() == 429 ? 1 : 0;
        }
        assertThat(refusees).isOne();
    }

    @Test
    void R65_asking_for_a_link_answers_the_same_whoever_is_named() {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/liens"))
                .willReturn(aResponse().withStatus(202)));
        var client = new Client(PORTE);
        assertThat(client.page("/connexion/mot-de-passe-oublie").body()).contains("Recevoir le lien");
        var connu = client.formulaire("/connexion/mot-de-passe-oublie", Map.of("identifiant", "alix"));
        var vide = client.formulaire("/connexion/mot-de-passe-oublie", Map.of());
        assertThat(connu.body()).contains("Consultez votre messagerie");
        assertThat(vide.body().replaceAll("nonce=\\S+", ""))
                .isEqualTo(connu.body().replaceAll("nonce=\\S+", ""));
    }

    @Test
    void R65_a_new_password_ends_every_session_of_its_owner() {
        var qui = UUID.randomUUID();
        connait(qui);
        var ancienne = new Client(PORTE);
        ancienne.formulaire("/connexion/locale", IDENTIFIANTS);
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/mots-de-passe"))
                .willReturn(okJson("{\"utilisateur\": \"%s\"}".formatted(qui))));
        var client = new Client(PORTE);
        assertThat(client.page("/connexion/nouveau-mot-de-passe?jeton=abc").body())
                .contains("value=\"abc\"");
        var reponse = client.formulaire(
                "/connexion/nouveau-mot-de-passe", Map.of("jeton", "abc", "motDePasse", "m", "encore", "m"));
        assertThat(cible(reponse)).isEqualTo("/connexion/locale");
        assertThat(client.page("/connexion/locale").body()).contains("Votre mot de passe est changé");
        assertThat(ancienne.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void R65_a_refused_password_an_old_link_and_two_different_entries_are_said() {
        var client = new Client(PORTE);
        var saisie = Map.of("jeton", "abc", "motDePasse", "m", "encore", "m");
        assertThat(client.formulaire(
                                "/connexion/nouveau-mot-de-passe",
                                Map.of("jeton", "abc", "motDePasse", "m", "encore", "n"))
                        .body())
                .contains("Les deux saisies diffèrent");
        HABILITATION.stubFor(
                post(urlPathEqualTo("/interne/local/mots-de-passe")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:INVALIDE", "detail": "Trop court."}\
            """, 422)));
        assertThat(client.formulaire("/connexion/nouveau-mot-de-passe", saisie))
                .satisfies(reponse -> assertThat(reponse.statusCode()).isEqualTo(422))
                .satisfies(reponse -> assertThat(reponse.body()).contains("Trop court."));
        HABILITATION.stubFor(
                post(urlPathEqualTo("/interne/local/mots-de-passe")).willReturn(jsonResponse("""
            {"type": "urn:apilos:erreur:LIEN_PERIME", "detail": "Vieux."}\
            """, 410)));
        assertThat(client.formulaire("/connexion/nouveau-mot-de-passe", saisie))
                .satisfies(reponse -> assertThat(reponse.statusCode()).isEqualTo(410))
                .satisfies(reponse -> assertThat(reponse.body()).contains("Ce lien ne sert plus"));
    }

    @Test
    void R65_a_password_changed_by_its_owner_ends_their_other_sessions_and_renames_this_one() {
        var qui = UUID.randomUUID();
        connait(qui);
        var ici = new Client(PORTE);
        ici.formulaire("/connexion/locale", IDENTIFIANTS);
        var ailleurs = new Client(PORTE);
        ailleurs.formulaire("/connexion/locale", IDENTIFIANTS);
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/mots-de-passe/changement"))
                .willReturn(aResponse().withStatus(204)));
        assertThat(ici.page("/mot-de-passe").body()).contains("Mot de passe actuel", "current-password");
        var avant = ici.cookies.get("apilos_session");
        var reponse = ici.formulaire("/mot-de-passe", Map.of("actuel", "a", "nouveau", "n", "encore", "n"));
        assertThat(cible(reponse)).isEqualTo("/apilos_settings/profile/");
        assertThat(ici.cookies.get("apilos_session")).isNotEqualTo(avant);
        assertThat(ici.page(LISTE).statusCode()).isEqualTo(200);
        assertThat(ailleurs.page(LISTE).statusCode()).isEqualTo(302);
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/local/mots-de-passe/changement"))
                .withRequestBody(equalToJson(
                        "{\"utilisateur\": \"%s\", \"actuel\": \"a\", \"nouveau\": \"n\"}".formatted(qui))));
    }

    @Test
    void R65_what_is_wrong_is_said_next_to_its_field_and_no_password_is_written_back() {
        connait(UUID.randomUUID());
        var client = new Client(PORTE);
        client.formulaire("/connexion/locale", IDENTIFIANTS);
        var saisie = Map.of("actuel", "mon-ancien", "nouveau", "mon-nouveau", "encore", "mon-nouveau");
        assertThat(client.formulaire("/mot-de-passe", Map.of()).body()).contains("Indiquez votre mot de passe actuel");
        assertThat(client.formulaire("/mot-de-passe", Map.of("actuel", "a")).body())
                .contains("Choisissez un nouveau mot de passe");
        assertThat(client.formulaire("/mot-de-passe", Map.of("actuel", "a", "nouveau", "n", "encore", "m"))
                        .body())
                .contains("Les deux saisies diffèrent");
        HABILITATION.stubFor(
                post(urlPathEqualTo("/interne/local/mots-de-passe/changement")).willReturn(jsonResponse("""
                    {"type": "urn:apilos:erreur:IDENTIFIANTS_REFUSES", "detail": "Ce n’est pas le vôtre."}\
                    """, 403)));
        assertThat(client.formulaire("/mot-de-passe", saisie))
                .satisfies(reponse -> assertThat(reponse.statusCode()).isEqualTo(422))
                .satisfies(reponse -> assertThat(reponse.body())
                        .contains("Ce n’est pas le vôtre.")
                        .doesNotContain("mon-ancien", "mon-nouveau"));
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/mots-de-passe/changement"))
                .willReturn(
                        jsonResponse("{\"type\": \"urn:apilos:erreur:INVALIDE\", \"detail\": \"Trop court.\"}", 422)));
        assertThat(client.formulaire("/mot-de-passe", saisie).body()).contains("Trop court.", "Erreur : Changer");
        assertThat(cible(new Client(PORTE).page("/mot-de-passe"))).isEqualTo("/connexion");
    }

    /** D17: nothing answers where passwords are not opened. */
    @ParameterizedTest
    @ValueSource(strings = {"", "false"})
    void R68_D17_without_the_configuration_there_is_no_such_page(String valeur) {
        assertThat(Absence.dans(valeur)).isTrue();
    }

    private static void connait(UUID qui) {
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/connexions")).willReturn(okJson("""
            {"utilisateur": {"uuid": "%s", "nom": "Alix Tremble", "email": "alix@exemple.fr", "staff": false},
             "habilitations": [{"id": 7, "libelle": "Bailleur", "profil": "BAILLEUR", "perimetre": "Marseille",
               "lectureSeule": false}], "active": 7}\
            """.formatted(qui))));
    }
}
