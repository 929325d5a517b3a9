package fr.gouv.apilos.habilitation.connexion;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.siap.ClientSiap;
import fr.gouv.apilos.habilitation.utilisateur.IdentiteCerbere;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Perimetre;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The token of somebody SIAP speaks for: rights of one habilitation, nothing stored of them. */
@EssaiDeService
class AppelsDeSiapIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JwtDecoder decodeur;

    @Autowired
    ClientSiap siap;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    Utilisateurs utilisateurs;

    @BeforeEach
    void toutVaBien() {
        Voisins.toutVaBien();
        siap.disjoncteur().reset();
        groupes.peupler();
        jdbc.sql("delete from utilisateur").update();
    }

    @Test
    void R35_R80_R81_the_habilitation_named_gives_its_rights_and_neither_account_nor_role_is_stored() {
        var identite = lire(demander("bailleur", 101));
        assertThat(identite.estDePassage()).isTrue();
        assertThat(identite.login()).isEqualTo("bailleur");
        assertThat(identite.profil()).isEqualTo("MO_PERS_MORALE");
        assertThat(identite.habilitation().id()).isEqualTo(101);
        assertThat(identite.perimetre())
                .isEqualTo(new Perimetre(false, "93", null, Set.of(Voisins.uuid("820000008")), null, Set.of()));
        assertThat(identite.aPermission("convention.change_convention")).isTrue();
        assertThat(identite.staff() || identite.superuser()).isFalse();
        assertThat(nombre("utilisateur") + nombre("role")).as("stored").isZero();
        // The entity is met, though: bailleurs, administrations and links of fusion are kept even for a call (R35).
        Voisins.REFERENTIEL.verify(putRequestedFor(urlPathEqualTo("/api/v1/rapprochements/bailleur"))
                .withRequestBody(matchingJsonPath("$.sirensAbsorbes[0]", equalTo("820000057"))));
    }

    @Test
    void R80_each_profile_is_the_one_of_the_pages_read_only_included() {
        assertThat(lire(demander("lecture", 106)).lectureSeule()).isTrue();
        assertThat(lire(demander("dirreg", 109)).perimetre().region()).isEqualTo("93");
        assertThat(lire(demander("serdep", 110)).perimetre().departement()).isEqualTo("13");
        assertThat(lire(demander("instructeur", 103)).perimetre().administrations())
                .containsExactly(Voisins.uuid("13055"));
        assertThat(lire(demander("superuser", 108)).superuser())
                .as("what the platform grants is not SIAP's to give")
                .isFalse();
    }

    @Test
    void D19_a_habilitation_siap_does_not_give_is_refused_never_replaced() {
        refus(demander("bailleur", 102), 403, "HABILITATION_RETIREE");
        refus(demander("multi", 144), 403, "HABILITATION_RETIREE");
        refus(demander("inconnu", 101), 403, "HABILITATION_RETIREE");
        var perimee = Voisins.habilitation("bailleur").put("dateExpiration", "2020-01-01");
        Voisins.siapDonne(perimee);
        refus(demander("bailleur", 101), 403, "HABILITATION_RETIREE");
        refus(demander("bailleur", 0), 422, "INVALIDE");
    }

    @Test
    void D19_a_private_person_is_known_by_the_email_siap_repeats() {
        var personne = Voisins.habilitation("mophys");
        ((ObjectNode) personne.path("utilisateur")).put("email", "odette.larmor@exemple.fr");
        Voisins.siapDonne(personne);
        assertThat(lire(demander("mophys", 112)).perimetre().bailleurs())
                .containsExactly(Voisins.uuid("odette.larmor@exemple.fr"));
        personne.remove("utilisateur");
        Voisins.siapDonne(personne);
        refus(demander("mophys", 112), 403, "SANS_HABILITATION");
    }

    @Test
    void D14_a_login_whose_account_was_closed_here_stays_closed() {
        var compte = utilisateurs.connecter(
                new IdentiteCerbere("900001", "bailleur", "Ferrandi", "Camille", "bailleur@exemple.fr"));
        assertThat(demander("bailleur", 101)).hasStatusOk();
        utilisateurs.desactiver(compte.uuid());
        refus(demander("bailleur", 101), 403, "COMPTE_DESACTIVE");
    }

    @Test
    void R84_siap_away_or_refusing_is_said_as_such() {
        Voisins.siapRepond(aResponse().withStatus(503));
        refus(demander("bailleur", 101), 503, "SIAP_INDISPONIBLE");
        siap.disjoncteur().reset();
        Voisins.siapRepond(aResponse().withStatus(404));
        refus(demander("bailleur", 101), 403, "SIAP_REFUS");
    }

    private MvcTestResult demander(String login, long habilitation) {
        return mvc.post()
                .uri("/interne/siap/jetons")
                .headers(h -> h.setBasicAuth("gateway", Voisins.SECRET))
                .contentType("application/json")
                .content("{\"login\": \"%s\", \"habilitation\": %d}".formatted(login, habilitation))
                .exchange();
    }

    private Identite lire(MvcTestResult reponse) {
        assertThat(reponse).hasStatusOk();
        var corps = json.readTree(new String(reponse.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
        var jeton = decodeur.decode(corps.path("jeton").asString());
        return JetonInterne.lire(jeton.getSubject(), jeton.getClaims());
    }

    private void refus(MvcTestResult reponse, int statut, String code) {
        assertThat(reponse).hasStatus(statut);
        var corps = json.readTree(new String(reponse.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
        assertThat(corps.path("type").asString()).isEqualTo("urn:apilos:erreur:" + code);
    }

    private long nombre(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
