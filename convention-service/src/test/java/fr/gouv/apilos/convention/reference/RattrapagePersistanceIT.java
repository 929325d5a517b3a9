package fr.gouv.apilos.convention.reference;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Copies that were away end identical to their source. */
@EssaiDeService
@Transactional
class RattrapagePersistanceIT {

    @RegisterExtension
    static final WireMockExtension SERVEUR = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @Autowired
    References references;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void what_was_missed_is_asked_from_the_last_number_taken() {
        vider();
        references.avancer(40);
        var uuid = UUID.randomUUID();
        var a = UUID.randomUUID();
        changements("40", """
            {"elements": [
              {"sequence": 41, "type": "bailleur.modifie.v1", "message": {"bailleur": %s}},
              {"sequence": 42, "type": "indice.modifie.v1", "message": {"indice": {}}}], "derniere": 44}\
            """.formatted(Etats.bailleur(uuid, "Ancien", 1)));
        changements("42", """
            {"elements": [
              {"sequence": 43, "type": "administration.modifiee.v1", "message": {"administration": %s}},
              {"sequence": 44, "type": "bailleur.modifie.v1", "message": {"bailleur": %s}}], "derniere": 44}\
            """.formatted(Etats.administration(a, "DDTM", 3), Etats.bailleur(uuid, "Nouveau", 2)));
        empreintes(uuid + ":2", a + ":3");
        assertThat(rattrapage().rattraper()).isEqualTo(new Rattrapage.Bilan(4, 3, false, true));
        assertThat(references.bailleur(uuid)).map(Bailleur::nom).contains("Nouveau");
        assertThat(references.curseur()).hasValue(44);
    }

    @Test
    void copies_that_still_differ_are_read_again_whole() {
        vider();
        references.avancer(40);
        var uuid = UUID.randomUUID();
        var a = UUID.randomUUID();
        SERVEUR.stubFor(
                get(urlPathEqualTo("/api/v1/changements")).willReturn(okJson("{\"elements\": [], \"derniere\": 50}")));
        SERVEUR.stubFor(get(urlPathEqualTo("/api/v1/bailleurs"))
                .willReturn(okJson(Etats.page(null, Etats.bailleur(uuid, "Perdu", 7)))));
        SERVEUR.stubFor(get(urlPathEqualTo("/api/v1/administrations"))
                .willReturn(okJson(Etats.page(null, Etats.administration(a, "DDTM", 1)))));
        empreintes(uuid + ":7", a + ":1");
        assertThat(rattrapage().rattraper()).isEqualTo(new Rattrapage.Bilan(2, 2, true, true));
        assertThat(references.curseur()).hasValue(50);
    }

    @Test
    void a_source_that_is_away_moves_no_cursor() {
        vider();
        references.avancer(40);
        SERVEUR.stubFor(get(urlPathEqualTo("/api/v1/changements")).willReturn(serverError()));
        assertThatThrownBy(() -> rattrapage().rattraper()).isInstanceOf(ErreurMetier.class);
        assertThat(references.curseur()).hasValue(40);
        references.avancer(12);
        assertThat(references.curseur()).hasValue(40);
    }

    private void vider() {
        jdbc.sql("delete from reference_bailleur").update();
        jdbc.sql("delete from reference_administration").update();
        jdbc.sql("delete from reference_curseur").update();
    }

    private static void changements(String depuis, String corps) {
        SERVEUR.stubFor(get(urlPathEqualTo("/api/v1/changements"))
                .withQueryParam("depuis", equalTo(depuis))
                .willReturn(okJson(corps)));
    }

    private static void empreintes(String bailleurs, String administrations) {
        SERVEUR.stubFor(get(urlPathEqualTo("/api/v1/bailleurs/empreinte")).willReturn(okJson(empreinte(bailleurs))));
        SERVEUR.stubFor(get(urlPathEqualTo("/api/v1/administrations/empreinte"))
                .willReturn(okJson(empreinte(administrations))));
    }

    private static String empreinte(String lignes) {
        try {
            return "{\"nombre\": 1, \"sha256\": \"%s\"}"
                    .formatted(java.util.HexFormat.of()
                            .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(lignes.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Rattrapage rattrapage() {
        var referentiel = new Referentiel(
                RestClient.builder(), () -> "jeton", references, SERVEUR.baseUrl(), Duration.ofSeconds(5));
        return new Rattrapage(referentiel, references, json, transactions);
    }
}
