package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Signing in with Cerbère, choosing an habilitation, leaving. */
class ConnexionIT extends EssaiDePorte {

    private static final String LISTE = "/conventions/recherche";

    @Autowired
    ConfigurableEnvironment environnement;

    @Test
    void the_home_page_has_one_button_that_leads_to_cerbere() {
        var client = new Client(PORTE);
        assertThat(client.page("/").body()).contains("Se connecter avec Cerbère");
        assertThat(client.page("/connexion").body()).contains("href=\"/connexion/cerbere\"");
        assertThat(cible(client.page("/connexion/cerbere")))
                .isEqualTo(CERBERE.baseUrl() + "/cas/login?service="
                        + URLEncoder.encode(PORTE + "/login/cas", StandardCharsets.UTF_8));
    }

    @Test
    void R53_R58_home_is_the_door_for_nobody_and_the_list_for_whoever_is_in() {
        var personne = new Client(PORTE).page("/");
        assertThat(personne.statusCode()).isEqualTo(200);
        assertThat(personne.body()).contains("Se connecter avec Cerbère").doesNotContain("Se déconnecter");
        var client = connecte();
        for (var porte : List.of("/", "/connexion")) {
            assertThat(cible(client.page(porte))).as(porte).isEqualTo(LISTE);
        }
        assertThat(client.page(LISTE).body()).doesNotContain("Bienvenue");
    }

    /** D22: an account is named by its identifier, nothing that was typed nor an e-mail is. */
    @Test
    void R60_who_comes_in_who_is_refused_and_who_leaves_is_noted_by_account() {
        var journal = (Logger) LoggerFactory.getLogger("connexions");
        var lignes = new ListAppender<ILoggingEvent>();
        lignes.start();
        journal.addAppender(lignes);
        try {
            var qui = UUID.randomUUID();
            var client = new Client(PORTE);
            connecter(client, qui, false, 7);
            client.formulaire("/deconnexion", Map.of());
            new Client(PORTE).formulaire("/deconnexion", Map.of());
            HABILITATION.stubFor(post(urlPathEqualTo("/interne/connexions"))
                    .willReturn(jsonResponse(
                            "{\"type\": \"urn:apilos:erreur:SANS_HABILITATION\", \"detail\": \"Non.\"}", 403)));
            new Client(PORTE).page("/login/cas?ticket=ST-1");
            CERBERE.stubFor(post(urlPathEqualTo("/cas/samlValidate")).willReturn(ok("<html>no assertion</html>")));
            new Client(PORTE).page("/login/cas?ticket=ST-2");
            HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/connexions"))
                    .willReturn(jsonResponse(
                            "{\"type\": \"urn:apilos:erreur:IDENTIFIANTS_REFUSES\", \"detail\": \"Non.\"}", 403)));
            new Client(PORTE)
                    .formulaire("/connexion/locale", Map.of("identifiant", "qui@exemple.fr", "motDePasse", "secret"));
            assertThat(lignes.list)
                    .extracting(ligne -> ligne.getLevel() + " " + faits(ligne))
                    .containsExactly(
                            "INFO {acte=entree, origine=CERBERE, utilisateur=" + qui + "}",
                            "INFO {acte=sortie, utilisateur=" + qui + "}",
                            "WARN {acte=sortie}",
                            "INFO {acte=refus, motif=SANS_HABILITATION, origine=CERBERE}",
                            "INFO {acte=refus, motif=TICKET_REFUSE, origine=CERBERE}",
                            "INFO {acte=refus, motif=IDENTIFIANTS_REFUSES, origine=LOCALE}");
            assertThat(lignes.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(texte -> texte.contains("exemple.fr") || texte.contains("secret"));
        } finally {
            journal.detachAppender(lignes);
        }
    }

    private static Map<String, String> faits(ILoggingEvent ligne) {
        var faits = new TreeMap<String, String>();
        ligne.getKeyValuePairs().forEach(fait -> faits.put(fait.key, String.valueOf(fait.value)));
        return faits;
    }

    /** 04 §15.1: the back office has no door of its own. */
    @Test
    void R125_the_back_office_is_for_the_support_team_alone_and_has_no_sign_in_of_its_own() {
        var pages = List.of("/admin/", "/admin/login/", "/exploitation/habilitation/admin/utilisateurs");
        for (var page : pages) {
            assertThat(cible(new Client(PORTE).page(page))).as(page).isEqualTo("/connexion");
            assertThat(connecte().page(page).statusCode()).as(page).isEqualTo(403);
        }
        assertThat(exploitant().page("/admin/login/").statusCode()).isEqualTo(404);
        HABILITATION.verify(0, getRequestedFor(urlPathEqualTo("/admin/utilisateurs")));
        HABILITATION.stubFor(get(urlPathEqualTo("/admin/utilisateurs")).willReturn(okJson("{}")));
        assertThat(exploitant()
                        .json("/exploitation/habilitation/admin/utilisateurs")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void R54_a_page_asked_by_nobody_leads_to_sign_in_and_makes_no_session() {
        var client = new Client(PORTE);
        var avant = sessions();
        var reponse = client.page("/conventions/recherche?statut=projet");
        assertThat(reponse.statusCode()).isEqualTo(302);
        assertThat(cible(reponse)).isEqualTo("/connexion");
        assertThat(client.cookies).containsOnlyKeys("apilos_retour");
        assertThat(sessions()).isEqualTo(avant);
    }

    @Test
    void R55_after_sign_in_people_are_where_they_were_going() {
        var client = new Client(PORTE);
        client.page("/conventions/recherche?statut=projet&page=2");
        var reponse = connecter(client, UUID.randomUUID(), false, 7);
        assertThat(cible(reponse)).isEqualTo("/conventions/recherche?statut=projet&page=2");
        assertThat(client.cookies).doesNotContainKey("apilos_retour");
        assertThat(cible(client.page("/"))).isEqualTo(LISTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//ailleurs.example/",
                "https://ailleurs.example/",
                "/\\ailleurs.example",
                "%2F%2Failleurs.example",
                "%"
            })
    void R55_only_addresses_of_ours_are_gone_back_to(String adresse) {
        var client = new Client(PORTE);
        client.cookies.put("apilos_retour", URLEncoder.encode(adresse, StandardCharsets.UTF_8));
        assertThat(cible(connecter(client, UUID.randomUUID(), false, 7))).isEqualTo(LISTE);
        var choix = client.formulaire("/habilitations", Map.of("habilitation", "7", "suite", adresse));
        assertThat(cible(choix)).isEqualTo(LISTE);
    }

    @Test
    void R56_the_ticket_is_validated_and_the_five_attributes_are_told() {
        var client = new Client(PORTE);
        var reponse = connecter(client, UUID.randomUUID(), false, 7);
        assertThat(reponse.statusCode()).isEqualTo(302);
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/connexions"))
                .withBasicAuth(new BasicCredentials("gateway", SECRET))
                .withRequestBody(equalToJson("""
                    {"identifiant": "42", "cerbereLogin": "dominique", "nom": "Essai", "prenom": "Dominique",
                     "email": "dominique@exemple.fr"}\
                    """)));
        var cookie = reponse.headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith("apilos_session="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Secure");
    }

    @Test
    void the_session_is_in_the_database_for_six_hours_and_no_cookie_of_the_browser_is_kept_as_its_name() {
        var client = new Client(PORTE);
        client.cookies.put("apilos_session", "Y2hvc2VuLWJ5LWFuLWF0dGFja2Vy");
        connecter(client, UUID.randomUUID(), false, 7);
        assertThat(client.cookies.get("apilos_session")).isNotEqualTo("Y2hvc2VuLWJ5LWFuLWF0dGFja2Vy");
        assertThat(jdbc.sql("select distinct max_inactive_interval from spring_session")
                        .query(Integer.class)
                        .single())
                .isEqualTo(6 * 3600);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
    }

    @Test
    void R56_a_refused_ticket_opens_nothing() {
        CERBERE.stubFor(post(urlPathEqualTo("/cas/samlValidate")).willReturn(ok("<html>not an assertion</html>")));
        var client = new Client(PORTE);
        assertThat(cible(client.page("/login/cas?ticket=ST-faux"))).isEqualTo("/connexion?echec");
        assertThat(client.page("/connexion?echec").body()).contains("La connexion n’a pas abouti");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void cerbere_being_away_is_a_sign_in_to_try_again() {
        CERBERE.stubFor(post(urlPathEqualTo("/cas/samlValidate"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(cible(new Client(PORTE).page("/login/cas?ticket=ST-1"))).isEqualTo("/connexion?echec");
    }

    @Test
    void without_habilitation_the_door_says_why_and_stays_closed() {
        cerbereConnait("42");
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/connexions"))
                .willReturn(jsonResponse("{\"detail\": \"Votre habilitation est à valider.\"}", 403)));
        var client = new Client(PORTE);
        var reponse = client.page("/login/cas?ticket=ST-1");
        assertThat(reponse.statusCode()).isEqualTo(403);
        assertThat(reponse.body()).contains("Vous n’avez pas accès à APiLos", "Votre habilitation est à valider.");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void habilitations_being_away_at_sign_in_is_said_as_such() {
        cerbereConnait("42");
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/connexions"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var client = new Client(PORTE);
        var reponse = client.page("/login/cas?ticket=ST-1");
        assertThat(reponse.statusCode()).isEqualTo(503);
        assertThat(reponse.body()).contains("momentanément indisponible");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void several_habilitations_are_offered_then_the_page_asked_for_is_shown_under_the_chosen_one() {
        var client = new Client(PORTE);
        client.page("/operations/20261100001");
        var reponse = connecter(client, UUID.randomUUID(), false, 7, 8);
        assertThat(cible(reponse))
                .isEqualTo(
                        "/habilitations?suite=" + URLEncoder.encode("/operations/20261100001", StandardCharsets.UTF_8));
        var page = client.page(cible(reponse)).body();
        assertThat(page).contains("Habilitation 7", "Habilitation 8", "fr-radio-rich");
        var choix =
                client.formulaire("/habilitations", Map.of("habilitation", "8", "suite", "/operations/20261100001"));
        assertThat(cible(choix)).isEqualTo("/operations/20261100001");
        assertThat(client.page("/operations/20261100001").statusCode()).isEqualTo(200);
        HABILITATION.verify(postRequestedFor(urlPathEqualTo("/interne/jetons"))
                .withRequestBody(matchingJsonPath("$.habilitation", equalTo("8"))));
    }

    @Test
    void changing_habilitation_comes_back_to_the_page_it_was_asked_from() {
        var client = new Client(PORTE);
        connecter(client, UUID.randomUUID(), false, 7, 8);
        var page = client.envoyer(client.requete("/habilitations")
                .header("Accept", Client.PAGE)
                .header("Referer", PORTE + "/bailleurs?page=2"));
        assertThat(page.body()).contains("value=\"/bailleurs?page=2\"");
        var dailleurs = client.envoyer(client.requete("/habilitations")
                .header("Accept", Client.PAGE)
                .header("Referer", "https://ailleurs.example/bailleurs"));
        assertThat(dailleurs.body()).contains("value=\"" + LISTE + "\"");
    }

    @Test
    void an_habilitation_that_was_not_offered_cannot_be_taken() {
        var client = new Client(PORTE);
        connecter(client, UUID.randomUUID(), false, 7, 8);
        assertThat(client.formulaire("/habilitations", Map.of("habilitation", "9"))
                        .statusCode())
                .isEqualTo(403);
        HABILITATION.verify(0, postRequestedFor(urlPathEqualTo("/interne/jetons")));
    }

    @Test
    void R59_D26_leaving_by_a_form_ends_the_session_here_and_at_cerbere() {
        var client = connecte();
        // A link, an image or a prefetch asks with GET: it ends nothing.
        assertThat(client.page("/deconnexion").body()).contains("action=\"/deconnexion\"");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
        var session = client.cookies.get("apilos_session");
        var reponse = client.formulaire("/deconnexion", Map.of());
        assertThat(reponse.statusCode()).isEqualTo(302);
        assertThat(cible(reponse)).startsWith(CERBERE.baseUrl() + "/cas/logout?");
        client.cookies.put("apilos_session", session);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void a_session_opened_by_one_gateway_is_known_by_another_started_later() {
        var client = connecte();
        var port = portLibre();
        var adresses = new LinkedHashMap<String, Object>();
        for (var source : environnement.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> liste
                    && (source.getName().equals("services-reels")
                            || source.getName().startsWith("Dynamic"))) {
                for (var nom : liste.getPropertyNames()) {
                    adresses.putIfAbsent(nom, environnement.getProperty(nom));
                }
            }
        }
        adresses.put("server.port", port);
        var arguments = adresses.entrySet().stream()
                .map(p -> "--" + p.getKey() + "=" + p.getValue())
                .toArray(String[]::new);
        try (var _ = new SpringApplicationBuilder(GatewayApplication.class).run(arguments)) {
            var ailleurs = new Client("http://localhost:" + port);
            ailleurs.cookies.putAll(client.cookies);
            assertThat(ailleurs.page(LISTE).statusCode()).isEqualTo(200);
            ailleurs.formulaire("/deconnexion", Map.of());
        }
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
    }

    @Test
    void R57_cerbere_ends_the_session_of_a_ticket() {
        var client = new Client(PORTE);
        var autre = connecte();
        cerbereConnait("42");
        ouvrir(UUID.randomUUID(), false, 7);
        client.page("/login/cas?ticket=ST-a-fermer");
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
        var sortie = new Client(PORTE)
                .envoyer(new Client(PORTE)
                        .requete("/login/cas")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(Client.encoder(Map.of("logoutRequest", """
                            <samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="1">\
                            <samlp:SessionIndex>ST-a-fermer</samlp:SessionIndex></samlp:LogoutRequest>\
                            """)))));
        assertThat(sortie.statusCode()).isEqualTo(200);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(302);
        assertThat(autre.page(LISTE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pas du xml",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><SessionIndex>&x;</SessionIndex></a>",
                "<a><SessionIndex>ST-inconnu</SessionIndex></a>"
            })
    void R57_a_logout_request_that_names_no_ticket_ends_nothing(String demande) {
        var client = connecte();
        var reponse = client.envoyer(new Client(PORTE)
                .requete("/login/cas")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Client.encoder(Map.of("logoutRequest", demande)))));
        assertThat(reponse.statusCode()).isEqualTo(200);
        assertThat(client.page(LISTE).statusCode()).isEqualTo(200);
    }

    @Test
    void an_expired_session_tells_htmx_to_go_to_sign_in_and_back_to_its_page() {
        var client = new Client(PORTE);
        var reponse = client.envoyer(client.requete("/conventions/recherche?page=2")
                .header("HX-Request", "true")
                .header("HX-Current-URL", PORTE + "/conventions/recherche?statut=projet"));
        assertThat(reponse.statusCode()).isEqualTo(401);
        assertThat(reponse.headers().firstValue("HX-Redirect")).hasValue("/connexion");
        assertThat(cible(connecter(client, UUID.randomUUID(), false, 7)))
                .isEqualTo("/conventions/recherche?statut=projet");
    }

    @Test
    void a_program_without_session_gets_a_problem() {
        var reponse = new Client(PORTE).json("/api/v1/conventions");
        assertThat(reponse.statusCode()).isEqualTo(401);
        assertThat(reponse.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(reponse.body()).contains("urn:apilos:erreur:NON_CONNECTE");
    }
}
