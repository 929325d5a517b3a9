package fr.gouv.apilos.simulators.siap;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.simulators.ServeurSimule;
import fr.gouv.apilos.simulators.comptes.Annuaire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIAP's contract: shapes, tokens and bad days. */
@ServeurSimule
class SiapIT {

    private static final String HABILITATIONS = "/services/habilitation/api-int/v0/habilitations";
    private static final String OPERATION = "/services/operation/api-int/v0/operation/";
    private static final String ALERTES = "/services/tableaubord/api-int/v0/alertes";

    @LocalServerPort
    private int port;

    @Value("${simulateurs.siap.cle-jwt}")
    private String cle;

    @Autowired
    private JsonMapper json;

    @Autowired
    private Annuaire annuaire;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void effacer() throws Exception {
        appeler("DELETE", "/_controle", null, null);
    }

    @Test
    void t2_un_jeton_absent_mal_signe_expire_ou_sans_utilisateur_est_refuse() throws Exception {
        assertThat(appeler("GET", HABILITATIONS, null, null).statusCode()).isEqualTo(401);
        assertThat(appeler("GET", HABILITATIONS, jeton("bailleur", Map.of(), "autre-cle"), null)
                        .statusCode())
                .isEqualTo(401);
        var hier = Instant.now().getEpochSecond() - 86_400;
        assertThat(appeler("GET", HABILITATIONS, jeton("bailleur", Map.of("iat", hier, "exp", hier + 300), cle), null)
                        .statusCode())
                .isEqualTo(401);
        assertThat(appeler("GET", HABILITATIONS, jeton("", Map.of(), cle), null).statusCode())
                .isEqualTo(401);
        assertThat(appeler("GET", HABILITATIONS, jeton("bailleur", Map.of("token_type", "refresh"), cle), null)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void config_se_lit_sans_utilisateur() throws Exception {
        var config = lire(appeler("GET", "/api-int/v0/config", jeton("", Map.of(), cle), null));
        assertThat(config.path("racineUrlAccesWeb").asString()).startsWith("http://localhost:");
        assertThat(config.path("urlAccesWebOperation").asString()).contains("<NUM_OPE_SIAP>");
        assertThat(config.path("urlAccesWeb").asString()).isNotEmpty();
    }

    @Test
    void h2_chaque_habilitation_porte_les_champs_lus() throws Exception {
        for (var compte : annuaire.comptes()) {
            var habilitations = lire(get(HABILITATIONS, compte.login())).path("habilitations");
            assertThat(habilitations.isEmpty()).isFalse();
            for (var h : habilitations) {
                assertThat(h.path("id").isIntegralNumber()).isTrue();
                assertThat(h.path("statut").asString()).isIn("VALIDEE", "A_VALIDER");
                assertThat(h.at("/groupe/profil/code").asString()).isNotEmpty();
                assertThat(h.at("/groupe/codeRole").asString()).isNotEmpty();
                assertThat(h.has("gestionnaire") && h.has("entiteMorale") && h.has("porteeTerritComp"))
                        .isTrue();
            }
        }
        assertThat(lire(get(HABILITATIONS, "inconnu")).path("habilitations").isEmpty())
                .isTrue();
    }

    @Test
    void operation_connue_200_inconnue_404_meme_avec_une_barre() throws Exception {
        var operation = lire(get(OPERATION + "20261100001", "bailleur"));
        assertThat(operation.at("/donneesOperation/numeroOperation").asString()).isEqualTo("20261100001");
        assertThat(operation.path("detailsOperation").size()).isEqualTo(2);
        assertThat(operation.path("plansFinancement").size()).isEqualTo(2);
        assertThat(operation.at("/gestionnaire/code").asString()).isEqualTo("13055");
        assertThat(get(OPERATION + "20990000000", "bailleur").statusCode()).isEqualTo(404);
        assertThat(get(OPERATION + "2026/11/1", "bailleur").statusCode()).isEqualTo(404);
        var sansTravaux = lire(get(OPERATION + "20261100003", "bailleur"));
        assertThat(sansTravaux.at("/donneesOperation/sansTravaux").asBoolean()).isTrue();
        assertThat(sansTravaux.path("detailsOperation").isNull()).isTrue();
    }

    @Test
    void fu1_les_fusions_se_lisent_par_siren() throws Exception {
        var fusions = lire(get("/services/operation/api-int/v0/journalisation-fusion?siren=820000008", "bailleur"));
        assertThat(fusions.size()).isEqualTo(1);
        assertThat(fusions.get(0).path("sirenAbsorbe").asString()).isEqualTo("820000057");
    }

    @Test
    void menu_et_personnes_d_une_administration() throws Exception {
        assertThat(lire(get("/api-int/v0/menu/", "bailleur")).path("menuItems").size())
                .isEqualTo(3);
        var personnes = lire(get(HABILITATIONS + "/administration/13055", "bailleur"));
        assertThat(personnes).extracting(p -> p.path("login").asString()).containsExactly("instructeur", "lecture");
    }

    @Test
    void une_alerte_se_cree_se_lit_par_convention_et_se_supprime() throws Exception {
        var convention = UUID.randomUUID().toString();
        var alerte = json.createObjectNode()
                .put("categorieInformation", "CATEGORIE_ALERTE_ACTION")
                .put("codeCommune", "13210")
                .put("codeGestion", "13055")
                .put("dateCreation", "2026-11-24")
                .put("etiquette", "CUSTOM")
                .put("etiquettePersonnalisee", "Convention à instruire")
                .put("idConvention", convention)
                .put("module", "APILOS")
                .put("siren", "820000008")
                .put("typeAlerte", "Changement de statut")
                .put("urlDirection", "/conventions/" + convention);
        assertThat(appeler("POST", ALERTES, jeton("bailleur"), alerte.toString())
                        .statusCode())
                .isEqualTo(400);
        alerte.putArray("destinataires").addObject().put("role", "INSTRUCTEUR").put("service", "SG");
        var creation = appeler("POST", ALERTES, jeton("bailleur"), alerte.toString());
        assertThat(creation.statusCode()).isEqualTo(200);
        assertThat(creation.body()).isEmpty();
        var lues = lire(get(ALERTES + "/convention/" + convention, "bailleur"));
        assertThat(lues.size()).isEqualTo(1);
        assertThat(lues.get(0).path("categorie").asString()).isEqualTo("CATEGORIE_ALERTE_ACTION");
        var id = lues.get(0).path("id").asLong();
        assertThat(appeler("DELETE", ALERTES + "/" + id, jeton("bailleur"), null)
                        .body())
                .isEqualTo(String.valueOf(id));
        assertThat(appeler("DELETE", ALERTES + "/" + id, jeton("bailleur"), null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void une_panne_frappe_le_nombre_d_appels_demande_puis_cesse() throws Exception {
        appeler("PUT", "/_controle", null, "{\"chemin\":\"/services/operation\",\"statut\":503,\"fois\":2}");
        assertThat(get(HABILITATIONS, "bailleur").statusCode()).isEqualTo(200);
        assertThat(get(OPERATION + "20261100001", "bailleur").statusCode()).isEqualTo(503);
        assertThat(get(OPERATION + "20261100001", "bailleur").statusCode()).isEqualTo(503);
        assertThat(get(OPERATION + "20261100001", "bailleur").statusCode()).isEqualTo(200);
        var appels = lire(appeler("GET", "/_controle", null, null)).path("appels");
        assertThat(appels.size()).isEqualTo(4);
        assertThat(appels.get(0).path("login").asString()).isEqualTo("bailleur");
    }

    @Test
    void une_lenteur_fait_attendre() throws Exception {
        appeler("PUT", "/_controle", null, "{\"delaiMs\":400,\"fois\":1}");
        var debut = System.nanoTime();
        assertThat(get(HABILITATIONS, "bailleur").statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - debut).isGreaterThan(400_000_000L);
    }

    @Test
    void les_donnees_des_simulateurs_s_accordent() throws Exception {
        List<String> codes = List.of("13055", "DD013", "75056", "DD075", "69123", "DD029", "DD971");
        for (var succincte : lire(get("/services/operation/api-int/v0/operation", "bailleur"))) {
            var operation =
                    lire(get(OPERATION + succincte.path("numeroOperation").asString(), "bailleur"));
            assertThat(luhn(operation.at("/donneesMo/siren").asString())).isTrue();
            if (operation.has("gestionnaire")) {
                assertThat(operation.at("/gestionnaire/code").asString()).isIn(codes);
            }
        }
    }

    private static boolean luhn(String chiffres) {
        int somme = 0;
        for (int i = 0; i < chiffres.length(); i++) {
            int chiffre = chiffres.charAt(chiffres.length() - 1 - i) - '0';
            int pondere = i % 2 == 0 ? chiffre : 2 * chiffre;
            somme += pondere > 9 ? pondere - 9 : pondere;
        }
        return somme % 10 == 0;
    }

    private HttpResponse<String> get(String chemin, String login) throws Exception {
        return appeler("GET", chemin, jeton(login), null);
    }

    private JsonNode lire(HttpResponse<String> reponse) {
        assertThat(reponse.statusCode()).as(reponse.body()).isEqualTo(200);
        return json.readTree(reponse.body());
    }

    private HttpResponse<String> appeler(String methode, String chemin, String jeton, String corps) throws Exception {
        var requete = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/siap" + chemin))
                .header("Content-Type", "application/json")
                .method(
                        methode,
                        corps == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(corps));
        if (jeton != null) {
            requete.header("siap-Authorization", "Bearer " + jeton);
        }
        return http.send(requete.build(), BodyHandlers.ofString());
    }

    private String jeton(String login) throws Exception {
        return jeton(login, Map.of("habilitation-id", 101), cle);
    }

    private String jeton(String login, Map<String, Object> autres, String cleDeSignature) throws Exception {
        var maintenant = Instant.now().getEpochSecond();
        var revendications = new HashMap<String, Object>(Map.of(
                "token_type",
                "access",
                "iat",
                maintenant,
                "exp",
                maintenant + 300,
                "jti",
                UUID.randomUUID().toString(),
                "user-login",
                login));
        revendications.putAll(autres);
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var contenu = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes())
                + "."
                + base64.encodeToString(json.writeValueAsBytes(revendications));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(cleDeSignature.getBytes(), "HmacSHA256"));
        return contenu + "." + base64.encodeToString(mac.doFinal(contenu.getBytes()));
    }
}
