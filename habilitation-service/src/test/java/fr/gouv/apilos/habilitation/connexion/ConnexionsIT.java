package fr.gouv.apilos.habilitation.connexion;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.siap.ClientSiap;
import fr.gouv.apilos.habilitation.utilisateur.IdentitesExternes;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From what Cerbère says of a person and what SIAP says of their habilitations to the token they carry. */
@EssaiDeService
class ConnexionsIT {

    private static final String PROBLEME = "urn:apilos:erreur:";

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

    @Autowired
    IdentitesExternes identites;

    @Autowired
    Historique historique;

    @BeforeEach
    void toutVaBien() {
        Voisins.toutVaBien();
        siap.disjoncteur().reset();
        groupes.peupler();
        jdbc.sql("delete from utilisateur").update();
    }

    /** What each account of the simulator becomes (04 §5.3, §5.4). */
    static Stream<Arguments> comptes() {
        var calanques = Set.of(Voisins.uuid("820000008"));
        var marseille = Set.of(Voisins.uuid("13055"));
        return Stream.of(
                Arguments.of(
                        "bailleur",
                        "MO_PERS_MORALE",
                        Typologie.BAILLEUR,
                        false,
                        new Perimetre(false, "93", null, calanques, null, Set.of())),
                Arguments.of(
                        "bailleur2",
                        "MO_PERS_MORALE",
                        Typologie.BAILLEUR,
                        false,
                        new Perimetre(false, null, null, Set.of(Voisins.uuid("820000016")), null, Set.of())),
                // An EPCI gives no perimeter, though région and département are told (R32).
                Arguments.of(
                        "instructeur",
                        "SER_GEST",
                        Typologie.INSTRUCTEUR,
                        false,
                        new Perimetre(false, null, null, null, marseille, Set.of())),
                Arguments.of(
                        "instructeur2",
                        "SER_GEST",
                        Typologie.INSTRUCTEUR,
                        false,
                        new Perimetre(false, null, null, null, Set.of(Voisins.uuid("75056")), Set.of())),
                Arguments.of("administrateur", "ADM_CENTRALE", Typologie.ADMINISTRATEUR, false, Perimetre.NATIONAL),
                Arguments.of(
                        "lecture",
                        "SER_GEST",
                        Typologie.INSTRUCTEUR,
                        true,
                        new Perimetre(false, null, null, null, marseille, Set.of())),
                Arguments.of(
                        "lecturebailleur",
                        "MO_PERS_MORALE",
                        Typologie.BAILLEUR,
                        true,
                        new Perimetre(false, "93", null, calanques, null, Set.of())),
                Arguments.of(
                        "dirreg",
                        "DIR_REG",
                        Typologie.ADMINISTRATEUR,
                        false,
                        new Perimetre(false, "93", null, null, null, Set.of())),
                // A service départemental sees its département, not the files of its own administration alone (R41).
                Arguments.of(
                        "serdep",
                        "SER_DEP",
                        Typologie.ADMINISTRATEUR,
                        false,
                        new Perimetre(false, null, "13", null, null, Set.of())),
                Arguments.of("asshlm", "ASS_HLM", Typologie.ADMINISTRATEUR, true, Perimetre.NATIONAL),
                Arguments.of("partenaire", "PARTENAIRES", Typologie.ADMINISTRATEUR, true, Perimetre.NATIONAL));
    }

    @ParameterizedTest
    @MethodSource("comptes")
    void R33_R36_R41_each_account_of_the_simulator_gets_the_token_of_its_profile(
            String login, String profil, Typologie typologie, boolean lectureSeule, Perimetre perimetre) {
        var ouverte = ouvrir(login);
        var identite = jeton(ouverte);
        assertThat(identite.profil()).isEqualTo(profil);
        assertThat(identite.typologie()).isEqualTo(typologie);
        assertThat(identite.lectureSeule()).isEqualTo(lectureSeule);
        assertThat(identite.perimetre()).isEqualTo(perimetre);
        assertThat(identite.login()).isEqualTo(login);
        assertThat(identite.permissions().contains("convention.change_convention"))
                .isEqualTo(!lectureSeule);
        assertThat(identite.permissions().contains("convention.validate_convention"))
                .isEqualTo(!lectureSeule && typologie != Typologie.BAILLEUR);
        assertThat(ouverte.at("/habilitations/0/lectureSeule").asBoolean()).isEqualTo(lectureSeule);
    }

    @Test
    void D4_somebody_of_a_service_departemental_acts_for_that_service_though_they_see_the_departement() {
        var identite = jeton(ouvrir("serdep"));
        assertThat(identite.administrations()).hasSize(1);
        assertThat(identite.perimetre().administrations()).isNull();
        assertThat(jeton(ouvrir("dirreg")).administrations()).isEmpty();
    }

    @Test
    void R55_a_private_person_is_the_bailleur_of_their_email() {
        var identite = jeton(ouvrir("mophys"));
        assertThat(identite.profil()).isEqualTo("MO_PERS_PHYS");
        assertThat(identite.perimetre().bailleurs()).containsExactly(Voisins.uuid("odette.larmor@exemple.fr"));
        Voisins.REFERENTIEL.verify(putRequestedFor(urlPathEqualTo("/api/v1/rapprochements/bailleur"))
                .withRequestBody(matchingJsonPath("$.codeFamilleMO", equalTo("Bailleurs privés")))
                .withRequestBody(matchingJsonPath("$.email", equalTo("odette.larmor@exemple.fr"))));
    }

    @Test
    void R37_absorbed_bailleurs_are_told_to_the_referentiel_and_its_silence_changes_nothing() {
        ouvrir("bailleur");
        Voisins.REFERENTIEL.verify(putRequestedFor(urlPathEqualTo("/api/v1/rapprochements/bailleur"))
                .withRequestBody(matchingJsonPath("$.sirensAbsorbes[0]", equalTo("820000057"))));
        Voisins.SIAP.stubFor(
                com.github.tomakehurst.wiremock.client.WireMock.get(urlPathMatching(".*/journalisation-fusion"))
                        .willReturn(serverError()));
        Voisins.REFERENTIEL.resetRequests();
        // D8: no 500 at sign-in because fusions cannot be read.
        ouvrir("bailleur");
        assertThat(Voisins.REFERENTIEL
                        .findAll(putRequestedFor(urlPathEqualTo("/api/v1/rapprochements/bailleur")))
                        .getFirst()
                        .getBodyAsString())
                .doesNotContain("sirensAbsorbes");
    }

    @Test
    void R75_the_call_to_siap_carries_a_token_of_five_minutes_that_names_the_person() {
        ouvrir("bailleur");
        var appel = Voisins.SIAP
                .findAll(getRequestedFor(urlPathMatching(".*/habilitations")))
                .getFirst();
        var parties =
                appel.getHeader("siap-Authorization").replace("Bearer ", "").split("\\.");
        var claims = json.readTree(java.util.Base64.getUrlDecoder().decode(parties[1]));
        assertThat(claims.path("token_type").asString()).isEqualTo("access");
        assertThat(claims.path("user-login").asString()).isEqualTo("bailleur");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(UUID.fromString(claims.path("jti").asString())).isNotNull();
        assertThat(claims.has("habilitation-id")).isFalse();
    }

    @Test
    void R61_several_habilitations_are_offered_in_order_and_the_last_one_used_comes_first_next_time() {
        var ouverte = ouvrir("multi");
        assertThat(ouverte.path("habilitations")).hasSize(3);
        var premiere = ouverte.path("active").asLong();
        assertThat(premiere).isEqualTo(ouverte.at("/habilitations/0/id").asLong());
        var seconde = ouverte.at("/habilitations/1/id").asLong();
        var qui = uuid(ouverte);
        assertThat(lire(demanderUnJeton(qui, seconde)).typologie()).isEqualTo(Typologie.INSTRUCTEUR);
        assertThat(lire(demanderUnJeton(qui, premiere)).typologie()).isEqualTo(Typologie.BAILLEUR);
        demanderUnJeton(qui, seconde);
        assertThat(ouvrir("multi").path("active").asLong()).isEqualTo(seconde);
    }

    @Test
    void R28_D19_an_habilitation_that_is_not_theirs_is_refused_never_replaced() {
        var ouverte = ouvrir("bailleur");
        for (var autre : new long[] {102, 0, -1, 999_999}) {
            refus(demanderUnJeton(uuid(ouverte), autre), 403, "HABILITATION_RETIREE");
        }
        refus(demanderUnJeton(UUID.randomUUID(), 101), 403, "INTERDIT");
    }

    @Test
    void R29_D8_without_a_validated_habilitation_the_door_says_why() {
        refus(demander("sanshabilitation"), 403, "SANS_HABILITATION");
        Voisins.siapDonne();
        refus(demander("bailleur"), 403, "SANS_HABILITATION");
        var inconnue = Voisins.habilitation("bailleur");
        ((tools.jackson.databind.node.ObjectNode) inconnue.at("/groupe/profil"))
                .put("code", "NOUVEAU")
                .put("libelle", "Nouveau profil");
        Voisins.siapDonne(inconnue);
        var reponse = demander("bailleur");
        refus(reponse, 403, "SANS_HABILITATION");
        assertThat(corps(reponse).at("/motifs/0").asString()).contains("Nouveau profil");
        assertThat(corps(reponse).path("detail").asString()).contains("SIAP");
        // Next to a usable one, an unknown profile is only not offered.
        Voisins.siapDonne(inconnue, Voisins.habilitation("instructeur"));
        assertThat(ouvrir("bailleur").path("habilitations")).hasSize(1);
    }

    @Test
    void R20_staff_without_habilitation_come_in_as_staff_and_others_keep_their_profile() {
        var uuid = uuid(ouvrir("bailleur"));
        jdbc.sql("update utilisateur set staff = true where uuid = :u")
                .param("u", uuid)
                .update();
        var avec = jeton(ouvrir("bailleur"));
        assertThat(avec.profil()).isEqualTo("MO_PERS_MORALE");
        assertThat(avec.staff()).isTrue();
        assertThat(avec.permissions()).contains("convention.validate_convention");
        assertThat(avec.perimetre().bailleurs()).containsExactly(Voisins.uuid("820000008"));
        Voisins.siapDonne();
        var sans = ouvrir("bailleur");
        assertThat(sans.path("active").asLong()).isZero();
        assertThat(jeton(sans).profil()).isEqualTo("STAFF");
    }

    @Test
    void R56_each_sign_in_rewrites_what_cerbere_says_and_an_absent_attribute_empties_it() {
        var uuid = uuid(ouvrir("bailleur"));
        var reponse = demander(Map.of("identifiant", "900001", "cerbereLogin", "bailleur", "nom", "Nouveau"));
        assertThat(reponse).hasStatusOk();
        assertThat(uuid(corps(reponse))).isEqualTo(uuid);
        assertThat(corps(reponse).at("/utilisateur/nom").asString()).isEqualTo("Nouveau");
        assertThat(corps(reponse).at("/utilisateur/email").asString()).isEmpty();
        assertThat(historique.lire("utilisateur", uuid))
                .extracting(Historique.Ligne::action)
                .containsExactly("MODIFICATION", "CREATION");
        assertThat(historique.lire("utilisateur", uuid).getFirst().avant()).contains("Ferrandi");
    }

    @Test
    void R63_D14_a_deactivated_account_neither_signs_in_nor_gets_a_token() {
        var ouverte = ouvrir("bailleur");
        utilisateurs.desactiver(uuid(ouverte));
        refus(demander("bailleur"), 403, "COMPTE_DESACTIVE");
        refus(demanderUnJeton(uuid(ouverte), 101), 403, "COMPTE_DESACTIVE");
        utilisateurs.reactiver(uuid(ouverte), null);
        assertThat(demanderUnJeton(uuid(ouverte), 101)).hasStatusOk();
    }

    /** One outcome of sign-in: whoever OIDC identifies has the habilitations Cerbère would have opened (ADR 0021). */
    @Test
    void an_account_identified_by_oidc_opens_as_by_cerbere_and_is_tied_to_its_subject() {
        var parCerbere = ouvrir("multi");
        var parOidc = parOidc("sujet-1", "MULTI@exemple.fr", null);
        assertThat(parOidc).hasStatusOk();
        assertThat(corps(parOidc)).isEqualTo(parCerbere);
        assertThat(historique.lire("utilisateur", uuid(parCerbere)).getFirst().apres())
                .contains("https://oidc.exemple.fr");
        // The subject names the person from now on, whatever becomes of the address.
        jdbc.sql("update utilisateur set email = 'change@exemple.fr'").update();
        assertThat(corps(parOidc("sujet-1", "multi@exemple.fr", null)).at("/utilisateur/uuid"))
                .isEqualTo(parCerbere.at("/utilisateur/uuid"));
        refus(parOidc("sujet-2", "multi@exemple.fr", null), 403, "COMPTE_INCONNU");
        assertThat(historique.lire("utilisateur", uuid(parCerbere))).hasSize(2);
    }

    @Test
    void oidc_opens_nothing_for_an_address_nobody_several_or_an_unchecked_one_have() {
        refus(parOidc("sujet-1", "personne@exemple.fr", null), 403, "COMPTE_INCONNU");
        refus(parOidc("sujet-1", "", null), 403, "COMPTE_INCONNU");
        ouvrir("bailleur");
        refus(parOidc("sujet-1", "bailleur@exemple.fr", false), 403, "COMPTE_INCONNU");
        ouvrir("instructeur");
        jdbc.sql("update utilisateur set email = 'bailleur@exemple.fr'").update();
        refus(parOidc("sujet-1", "bailleur@exemple.fr", true), 403, "COMPTE_AMBIGU");
        assertThat(jdbc.sql("select count(*) from identite_externe")
                        .query(Long.class)
                        .single())
                .isZero();
        refus(poster("/interne/oidc/connexions", "{}"), 422, "INVALIDE");
    }

    @Test
    void D14_a_closed_account_stays_closed_through_oidc_and_its_subject_follows_the_account_that_replaces_it() {
        var ancien = uuid(ouvrir("bailleur"));
        assertThat(parOidc("sujet-1", "bailleur@exemple.fr", true)).hasStatusOk();
        var nouveau = uuid(ouvrir("bailleur2"));
        utilisateurs.desactiver(ancien);
        refus(parOidc("sujet-1", "bailleur@exemple.fr", true), 403, "COMPTE_DESACTIVE");
        refus(parOidc("sujet-2", "bailleur@exemple.fr", true), 403, "COMPTE_DESACTIVE");
        utilisateurs.remplacer(ancien, nouveau, "le même");
        assertThat(corps(parOidc("sujet-1", "bailleur@exemple.fr", true))
                        .at("/utilisateur/uuid")
                        .asString())
                .isEqualTo(nouveau.toString());
    }

    /** ADR 0030: the address that tied them by mistake is still the same. */
    @Test
    void an_untied_subject_opens_the_account_no_more_until_the_support_team_permits_it() {
        var qui = uuid(ouvrir("bailleur"));
        assertThat(parOidc("sujet-1", "bailleur@exemple.fr", true)).hasStatusOk();
        var lien = identites.de(qui).getFirst();
        assertThat(lien.adresse()).isEqualTo("bailleur@exemple.fr");
        assertThat(lien.lieePar()).isNull();
        identites.delier(qui, lien, "homonyme");
        refus(parOidc("sujet-1", "bailleur@exemple.fr", true), 403, "IDENTITE_DELIEE");
        refus(parOidc("sujet-1", "BAILLEUR@exemple.fr", null), 403, "IDENTITE_DELIEE");
        // Somebody else with this address, and this subject with another account, are not concerned.
        assertThat(parOidc("sujet-2", "bailleur@exemple.fr", true)).hasStatusOk();
        ouvrir("instructeur");
        assertThat(parOidc("sujet-1", "instructeur@exemple.fr", true)).hasStatusOk();
        jdbc.sql("delete from identite_externe where sujet = 'sujet-1' and deliee_le is null")
                .update();
        identites.permettre(qui, lien, null);
        assertThat(corps(parOidc("sujet-1", "bailleur@exemple.fr", true))
                        .at("/utilisateur/uuid")
                        .asString())
                .isEqualTo(qui.toString());
    }

    private MvcTestResult parOidc(String sujet, String email, Boolean verifie) {
        var demande = new HashMap<String, Object>();
        demande.put("emetteur", "https://oidc.exemple.fr");
        demande.put("sujet", sujet);
        demande.put("email", email);
        if (verifie != null) {
            demande.put("emailVerifie", verifie);
        }
        return poster("/interne/oidc/connexions", json.writeValueAsString(demande));
    }

    @Test
    void R34_D7_D10_D11_a_role_is_refreshed_withdrawn_given_back_in_the_same_row_and_each_change_is_kept() {
        var ouverte = ouvrir("bailleur");
        var qui = uuid(ouverte);
        var role = role(qui);
        // Nothing changed: nothing in the history.
        ouvrir("bailleur");
        assertThat(historique.lire("role", role)).hasSize(1);

        // Read-only now: same row.
        var lecteur = Voisins.habilitation("bailleur");
        ((tools.jackson.databind.node.ObjectNode) lecteur.path("groupe")).put("codeRole", "MO_MORAL_REG_LECTEUR");
        Voisins.siapDonne(lecteur);
        vieillir(qui, Duration.ofMinutes(5));
        assertThat(lire(demanderUnJeton(qui, 101)).lectureSeule()).isTrue();
        assertThat(role(qui)).isEqualTo(role);

        // Withdrawn, and said at the next token.
        Voisins.siapDonne(Voisins.habilitation("instructeur"));
        vieillir(qui, Duration.ofMinutes(5));
        refus(demanderUnJeton(qui, 101), 403, "HABILITATION_RETIREE");
        assertThat(jdbc.sql("select fin is not null from role where id = :id")
                        .param("id", role)
                        .query(Boolean.class)
                        .single())
                .isTrue();

        // Given back.
        Voisins.siapDonne(Voisins.habilitation("bailleur"));
        vieillir(qui, Duration.ofMinutes(5));
        assertThat(lire(demanderUnJeton(qui, 101)).lectureSeule()).isFalse();
        assertThat(historique.lire("role", role).reversed())
                .extracting(Historique.Ligne::action)
                .containsExactly("CREATION", "MODIFICATION", "RETRAIT", "CREATION");
    }

    @Test
    void R30_D11_siap_is_asked_again_after_a_few_minutes_and_not_before() {
        var ouverte = ouvrir("bailleur");
        Voisins.SIAP.resetRequests();
        Voisins.REFERENTIEL.resetRequests();
        jeton(ouverte);
        jeton(ouverte);
        assertThat(Voisins.SIAP.findAll(getRequestedFor(urlPathMatching(".*/habilitations"))))
                .isEmpty();
        vieillir(uuid(ouverte), Duration.ofMinutes(5));
        jeton(ouverte);
        assertThat(Voisins.SIAP.findAll(getRequestedFor(urlPathMatching(".*/habilitations"))))
                .hasSize(1);
        // A known entity is not looked up again.
        assertThat(Voisins.REFERENTIEL.findAll(putRequestedFor(urlPathMatching(".*"))))
                .isEmpty();
    }

    @Test
    void R72_R75_R76_the_token_of_a_session_comes_with_the_menu_of_its_habilitation_asked_once() {
        Voisins.siapDonne(Voisins.habilitation("instructeur").put("id", 9001));
        var ouverte = ouvrir("instructeur");
        Voisins.SIAP.resetRequests();
        for (int i = 0; i < 3; i++) {
            var menu = corps(demanderUnJeton(uuid(ouverte), 9001)).path("menu");
            assertThat(menu.path("tableauDeBord").asString())
                    .isEqualTo("https://siap.example/tableau-bord?habilitation_id=9001");
            assertThat(menu.at("/entrees/0/libelle").asString()).isEqualTo("Tableau de bord");
        }
        var appels = Voisins.SIAP.findAll(getRequestedFor(urlPathMatching(".*/menu")));
        assertThat(appels).hasSize(1);
        assertThat(claims(appels.getFirst().getHeader("siap-Authorization"))
                        .path("habilitation-id")
                        .asLong())
                .isEqualTo(9001);
        // The addresses are asked in nobody's name, once for everybody.
        var config = Voisins.SIAP.findAll(getRequestedFor(urlPathMatching(".*/config")));
        assertThat(config).hasSizeLessThanOrEqualTo(1);
        config.forEach(appel -> {
            var dits = claims(appel.getHeader("siap-Authorization"));
            assertThat(dits.path("user-login").asString("?")).isEmpty();
            assertThat(dits.has("habilitation-id")).isFalse();
        });
    }

    @Test
    void R62_a_menu_that_cannot_be_had_keeps_nobody_out() {
        Voisins.siapDonne(Voisins.habilitation("instructeur").put("id", 9002));
        var ouverte = ouvrir("instructeur");
        Voisins.SIAP.stubFor(com.github.tomakehurst.wiremock.client.WireMock.get(urlPathMatching(".*/menu"))
                .willReturn(serverError()));
        var reponse = demanderUnJeton(uuid(ouverte), 9002);
        assertThat(reponse).hasStatusOk();
        assertThat(corps(reponse).at("/menu/entrees")).isEmpty();
    }

    private JsonNode claims(String autorisation) {
        return json.readTree(java.util.Base64.getUrlDecoder()
                .decode(autorisation.replace("Bearer ", "").split("\\.")[1]));
    }

    static Stream<Arguments> pannes() {
        return Stream.of(
                Arguments.of("slow", aResponse().withFixedDelay(3_000)),
                Arguments.of("error 500", serverError()),
                Arguments.of("error 503", aResponse().withStatus(503)),
                Arguments.of("cut", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("empty answer", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("not JSON", okJson("{\"habilitations\": ")),
                Arguments.of(
                        "a page",
                        aResponse().withHeader("Content-Type", "text/html").withBody("<html>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pannes")
    void R77_D18_siap_away_is_said_without_a_500_and_what_it_said_last_is_believed_for_an_hour(
            String panne, com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder reponse) {
        var ouverte = ouvrir("bailleur");
        Voisins.siapRepond(reponse);
        refus(demander("bailleur"), 503, "SIAP_INDISPONIBLE");
        siap.disjoncteur().reset();
        vieillir(uuid(ouverte), Duration.ofMinutes(30));
        assertThat(demanderUnJeton(uuid(ouverte), 101)).hasStatusOk();
        siap.disjoncteur().reset();
        vieillir(uuid(ouverte), Duration.ofMinutes(61));
        refus(demanderUnJeton(uuid(ouverte), 101), 503, "SIAP_INDISPONIBLE");
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "400", "404"})
    void R62_D18_siap_refusing_the_person_is_a_refusal_without_retry(int statut) {
        Voisins.siapRepond(jsonResponse("{}", statut));
        refus(demander("bailleur"), 403, "SIAP_REFUS");
        assertThat(Voisins.SIAP.findAll(getRequestedFor(urlPathMatching(".*/habilitations"))))
                .hasSize(1);
    }

    @Test
    void D18_three_attempts_then_the_breaker_spares_siap() {
        Voisins.siapRepond(serverError());
        demander("bailleur");
        assertThat(Voisins.SIAP.findAll(getRequestedFor(urlPathMatching(".*/habilitations"))))
                .hasSize(3);
        for (int essai = 0; essai < 6; essai++) {
            demander("bailleur");
        }
        Voisins.SIAP.resetRequests();
        var debut = System.nanoTime();
        refus(demander("bailleur"), 503, "SIAP_INDISPONIBLE");
        assertThat(Duration.ofNanos(System.nanoTime() - debut)).isLessThan(Duration.ofSeconds(2));
        assertThat(Voisins.SIAP.findAll(getRequestedFor(urlPathMatching(".*")))).isEmpty();
        siap.disjoncteur().reset();
        Voisins.toutVaBien();
        ouvrir("bailleur");
    }

    @Test
    void a_passing_failure_is_not_seen() {
        Voisins.SIAP.stubFor(com.github.tomakehurst.wiremock.client.WireMock.get(urlPathMatching(".*/habilitations"))
                .inScenario("passing")
                .whenScenarioStateIs(com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED)
                .willSetStateTo("well again")
                .willReturn(serverError()));
        ouvrir("bailleur");
    }

    @Test
    void the_referentiel_away_stops_only_those_whose_entity_was_never_met() {
        Voisins.referentielRepond("bailleur", serverError());
        refus(demander("bailleur"), 503, "INDISPONIBLE");
        Voisins.toutVaBien();
        ouvrir("bailleur");
        Voisins.referentielRepond("bailleur", serverError());
        assertThat(jeton(ouvrir("bailleur")).perimetre().bailleurs()).containsExactly(Voisins.uuid("820000008"));
    }

    @Test
    void R38_R39_D15_children_and_the_personal_filter_are_part_of_the_perimeter() {
        var enfant = UUID.randomUUID();
        jdbc.sql("insert into bailleur_connu values (:u, 'Enfant', :s, '1', :p, 1)")
                .param("u", enfant)
                .param("s", enfant.toString())
                .param("p", Voisins.uuid("820000008"))
                .update();
        var ouverte = ouvrir("bailleur");
        for (var departement : new String[] {"13", "2A", "971"}) {
            jdbc.sql("insert into utilisateur_filtre_departement values (:u, :d)")
                    .param("u", uuid(ouverte))
                    .param("d", departement)
                    .update();
        }
        var perimetre = jeton(ouverte).perimetre();
        assertThat(perimetre.bailleurs()).containsExactlyInAnyOrder(Voisins.uuid("820000008"), enfant);
        // D15: overseas and Corsica are told apart.
        assertThat(perimetre.filtreDepartements()).containsExactlyInAnyOrder("13", "200", "201", "971");
        jdbc.sql("delete from bailleur_connu where uuid = :u")
                .param("u", enfant)
                .update();
    }

    @Test
    void R4_D10_two_tabs_that_sign_in_at_once_make_one_account_and_one_role() throws Exception {
        ouvrir("instructeur");
        try (var fils = java.util.concurrent.Executors.newFixedThreadPool(4)) {
            var reponses = fils.invokeAll(java.util.Collections.nCopies(
                    6, (java.util.concurrent.Callable<MvcTestResult>) () -> demander("instructeur")));
            assertThat(reponses).allSatisfy(r -> assertThat(r.resultNow()).hasStatusOk());
        }
        assertThat(jdbc.sql("select count(*) from role").query(Long.class).single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}
            {"identifiant": "1"}
            {"cerbereLogin": "", "identifiant": "1"}
            {"cerbereLogin": "x", "identifiant": " "}
            not json
            """)
    void a_request_that_lacks_something_is_said_so(String corps) {
        assertThat(poster("/interne/connexions", corps).getResponse().getStatus())
                .isIn(400, 422);
    }

    private JsonNode ouvrir(String login) {
        var reponse = demander(login);
        assertThat(reponse).hasStatusOk();
        return corps(reponse);
    }

    private MvcTestResult demander(String login) {
        var compte = Voisins.compte(login);
        return demander(Map.of(
                "cerbereLogin",
                login,
                "identifiant",
                compte.path("identifiant").asString(),
                "nom",
                compte.path("nom").asString(),
                "prenom",
                compte.path("prenom").asString(),
                "email",
                compte.path("email").asString()));
    }

    private MvcTestResult demander(Map<String, String> demande) {
        return poster("/interne/connexions", json.writeValueAsString(demande));
    }

    private MvcTestResult demanderUnJeton(UUID utilisateur, long habilitation) {
        return poster(
                "/interne/jetons",
                json.writeValueAsString(Map.of("utilisateur", utilisateur, "habilitation", habilitation)));
    }

    private MvcTestResult poster(String chemin, String corps) {
        return mvc.post()
                .uri(chemin)
                .headers(h -> h.setBasicAuth("gateway", Voisins.SECRET))
                .contentType("application/json")
                .content(corps)
                .exchange();
    }

    private Identite jeton(JsonNode ouverte) {
        return lire(demanderUnJeton(uuid(ouverte), ouverte.path("active").asLong()));
    }

    private Identite lire(MvcTestResult reponse) {
        assertThat(reponse).hasStatusOk();
        var jeton = decodeur.decode(corps(reponse).path("jeton").asString());
        return JetonInterne.lire(jeton.getSubject(), jeton.getClaims());
    }

    private void refus(MvcTestResult reponse, int statut, String code) {
        assertThat(reponse).hasStatus(statut);
        assertThat(reponse.getResponse().getContentType()).startsWith("application/problem+json");
        assertThat(corps(reponse).path("type").asString()).isEqualTo(PROBLEME + code);
        assertThat(corps(reponse).path("detail").asString()).isNotBlank();
    }

    private JsonNode corps(MvcTestResult reponse) {
        return json.readTree(new String(reponse.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private static UUID uuid(JsonNode ouverte) {
        return UUID.fromString(ouverte.at("/utilisateur/uuid").asString());
    }

    private long role(UUID utilisateur) {
        return jdbc.sql("select id from role where utilisateur = :u and habilitation = 101")
                .param("u", utilisateur)
                .query(Long.class)
                .single();
    }

    /** As if SIAP had last been asked that long ago. */
    private void vieillir(UUID utilisateur, Duration duree) {
        jdbc.sql("update role set vu_le = now() - make_interval(secs => :s) where utilisateur = :u and fin is null")
                .param("s", duree.toSeconds())
                .param("u", utilisateur)
                .update();
    }
}
