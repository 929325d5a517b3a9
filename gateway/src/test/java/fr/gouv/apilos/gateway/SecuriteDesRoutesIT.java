package fr.gouv.apilos.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may write what at the door itself. The routes are those Spring serves: one without a rule, or a rule without a
 * route, fails the build. Whoever is outside the rule is sent to sign-in or refused, and ends no session; a write another
 * site asks for is refused to everybody.
 */
class SecuriteDesRoutesIT extends EssaiDePorte {

    private static final Logger LOG = LoggerFactory.getLogger(SecuriteDesRoutesIT.class);
    private static final Set<RequestMethod> ECRITURES =
            EnumSet.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE);

    /** Pages of errors and refusals take any method, since they are forwarded to, and write nothing. */
    private static final Set<String> PAGES = Set.of("/error", "/connexion/refus", "/erreur/service/{service}");

    private enum Appelant {
        ANONYME,
        PERSONNE,
        /** The support team under the account of somebody else: that account's rights, and no more. */
        DETOUR,
        EXPLOITANT
    }

    private static final Set<Appelant> TOUS = EnumSet.allOf(Appelant.class);
    private static final Set<Appelant> CONNECTES = EnumSet.complementOf(EnumSet.of(Appelant.ANONYME));
    private static final Set<Appelant> CHEZ_SOI = EnumSet.of(Appelant.PERSONNE, Appelant.EXPLOITANT);
    private static final Set<Appelant> EXPLOITATION = EnumSet.of(Appelant.EXPLOITANT);

    @Autowired
    List<RequestMappingInfoHandlerMapping> correspondances;

    /** Route by route, who may; the variables of an address are given a value. */
    private static Map<String, Set<Appelant>> regles() {
        var regles = new LinkedHashMap<String, Set<Appelant>>();
        regles.put("POST /affichage", TOUS);
        regles.put("POST /connexion/locale", TOUS);
        regles.put("POST /connexion/mot-de-passe-oublie", TOUS);
        regles.put("POST /connexion/nouveau-mot-de-passe", TOUS);
        regles.put("POST /habilitations", CONNECTES);
        regles.put("POST /mot-de-passe", CHEZ_SOI);
        regles.put("POST /sessions/{reference}/fermeture", CHEZ_SOI);
        regles.put("POST /sessions/fermeture", CHEZ_SOI);
        regles.put("POST /detour", EXPLOITATION);
        regles.put("POST /detour/fin", EnumSet.of(Appelant.DETOUR));
        regles.put("POST /sessions/compte/{utilisateur}/{reference}/fermeture", EXPLOITATION);
        regles.put("POST /sessions/compte/{utilisateur}/fermeture", EXPLOITATION);
        regles.put("POST /admin/messages/{file}/{messageId}/rejeu", EXPLOITATION);
        regles.put("DELETE /admin/messages/{file}/{messageId}", EXPLOITATION);
        regles.put("POST /admin/sessions/fermeture", EXPLOITATION);
        regles.put("POST /admin/sessions/purge", EXPLOITATION);
        for (var verbe : ECRITURES) {
            regles.put(verbe + " /exploitation/gateway/{*chemin}", EXPLOITATION);
        }
        return regles;
    }

    @Test
    void every_write_route_of_the_door_has_a_rule_and_every_rule_a_route() {
        assertThat(new TreeSet<>(regles().keySet())).isEqualTo(routes());
    }

    @Test
    void who_is_outside_the_rule_is_refused_and_ends_nobody_s_session() {
        var fautes = new ArrayList<String>();
        int essais = 0;
        for (var regle : regles().entrySet()) {
            for (var appelant : Appelant.values()) {
                if (regle.getValue().contains(appelant)) {
                    continue;
                }
                essais++;
                var client = client(appelant);
                var avant = sessions();
                var reponse = ecrire(client, regle.getKey(), "same-origin");
                if (!refusee(reponse) || sessions() != avant) {
                    fautes.add(
                            regle.getKey() + " by " + appelant + ": " + reponse.statusCode() + " to " + cible(reponse));
                }
            }
        }
        LOG.info("gateway: {} write routes, {} attempts refused", regles().size(), essais);
        assertThat(fautes).isEmpty();
    }

    @Test
    void who_is_inside_the_rule_is_not_refused_so_that_a_refusal_means_something() {
        var fautes = new ArrayList<String>();
        for (var regle : regles().entrySet()) {
            for (var appelant : regle.getValue()) {
                var reponse = ecrire(client(appelant), regle.getKey(), "same-origin");
                // The address behind /exploitation is made up: whoever may go there is told that nothing is there.
                if (refusee(reponse) || reponse.statusCode() >= 500) {
                    fautes.add(
                            regle.getKey() + " by " + appelant + ": " + reponse.statusCode() + " to " + cible(reponse));
                }
            }
        }
        assertThat(fautes).isEmpty();
    }

    /** CSRF: whoever is signed in, a page of another site has nothing written in their name. */
    @Test
    void a_write_another_site_asks_for_is_refused_to_everybody() {
        var fautes = new ArrayList<String>();
        var exploitant = client(Appelant.EXPLOITANT);
        var routes = new ArrayList<>(regles().keySet());
        routes.addAll(List.of("POST /deconnexion", "POST /conventions/recherche", "PUT /apilos_settings/profile/"));
        for (var route : routes) {
            var avant = sessions();
            var reponse = ecrire(exploitant, route, "cross-site");
            if (reponse.statusCode() != 403 || sessions() != avant) {
                fautes.add(route + ": " + reponse.statusCode());
            }
        }
        assertThat(fautes).isEmpty();
        CONVENTION.verify(0, anyRequestedFor(anyUrl()));
    }

    /** What services answer for: nobody unknown reaches them with a write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/conventions/recherche",
                "/operations/20261100001",
                "/api/v1/conventions",
                "/bailleurs/x",
                "/search/bailleur",
                "/apilos_settings/users/x/droits",
                "/apilos_settings/profile/",
                "/apilos_settings/modeles/x",
                "/exploitation/convention/admin/messages/file/x/rejeu"
            })
    void nobody_unknown_writes_behind_the_door(String chemin) {
        for (var verbe : ECRITURES) {
            var reponse = ecrire(new Client(PORTE), verbe + " " + chemin, "same-origin");
            assertThat(refusee(reponse)).as("%s %s", verbe, chemin).isTrue();
        }
        CONVENTION.verify(0, anyRequestedFor(anyUrl()));
    }

    private Client client(Appelant appelant) {
        HABILITATION.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
        toutVaBien();
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/mots-de-passe/changement"))
                .willReturn(aResponse().withStatus(204)));
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/liens"))
                .willReturn(aResponse().withStatus(202)));
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/detours/fin"))
                .willReturn(aResponse().withStatus(204)));
        ouvrir("/interne/detours", UUID.randomUUID(), false, 7);
        ouvrir("/interne/local/connexions", UUID.randomUUID(), false, 7);
        HABILITATION.stubFor(post(urlPathEqualTo("/interne/local/mots-de-passe"))
                .willReturn(okJson("{\"utilisateur\": \"%s\"}".formatted(UUID.randomUUID()))));
        return switch (appelant) {
            case ANONYME -> new Client(PORTE);
            case PERSONNE -> connecte();
            case EXPLOITANT -> {
                var client = new Client(PORTE);
                connecter(client, UUID.randomUUID(), true, 7);
                yield client;
            }
            case DETOUR -> {
                var client = exploitant();
                assertThat(client.formulaire(
                                        "/detour",
                                        Map.of("utilisateur", UUID.randomUUID().toString()))
                                .statusCode())
                        .isEqualTo(302);
                yield client;
            }
        };
    }

    private static HttpResponse<String> ecrire(Client client, String route, String site) {
        var verbe = route.substring(0, route.indexOf(' '));
        var chemin = route.substring(route.indexOf(' ') + 1)
                .replace("{*chemin}", "admin/nulle-part")
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        var champs = Map.of(
                "utilisateur", UUID.randomUUID().toString(),
                "habilitation", "7",
                "identifiant", "alix",
                "motDePasse", "m",
                "jeton", "j",
                "actuel", "a",
                "nouveau", "m",
                "encore", "m");
        return client.envoyer(client.requete(chemin)
                .header("Accept", Client.PAGE)
                .header("Sec-Fetch-Site", site)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(verbe, HttpRequest.BodyPublishers.ofString(Client.encoder(champs))));
    }

    private static boolean refusee(HttpResponse<?> reponse) {
        return Set.of(401, 403).contains(reponse.statusCode())
                || reponse.statusCode() == 302 && cible(reponse).equals("/connexion");
    }

    private Set<String> routes() {
        var routes = new TreeSet<String>();
        for (var correspondance : correspondances) {
            correspondance.getHandlerMethods().forEach((info, _) -> {
                var dits = info.getMethodsCondition().getMethods();
                var verbes = dits.isEmpty()
                        ? ECRITURES
                        : dits.stream().filter(ECRITURES::contains).collect(Collectors.toSet());
                for (var verbe : verbes) {
                    info.getPatternValues().stream()
                            .filter(motif -> !PAGES.contains(motif))
                            .forEach(motif -> routes.add(verbe + " " + motif));
                }
            });
        }
        return routes;
    }
}
