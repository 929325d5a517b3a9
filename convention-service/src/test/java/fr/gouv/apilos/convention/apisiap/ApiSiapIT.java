package fr.gouv.apilos.convention.apisiap;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Habilitation;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract with SIAP: what is told, made, closed and cancelled, and to whom. Source: 04 §9.2, 05 §3 to §6. */
@EssaiDeService
class ApiSiapIT {

    private static final String API = "/api-siap/v0";
    private static final Path OPERATIONS =
            Path.of("../infra/simulators/src/main/resources/simulateurs/operations.json");
    private static final UUID BAILLEUR = UUID.randomUUID();
    private static final UUID ADMINISTRATION = UUID.randomUUID();
    private static final WireMockServer VOISINS = voisins();

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    Jeu jeu;

    @Autowired
    Historique historique;

    @DynamicPropertySource
    static void adresses(DynamicPropertyRegistry proprietes) {
        proprietes.add("apilos.siap.hote", VOISINS::baseUrl);
        proprietes.add("apilos.siap.cle", () -> "secret-partage");
        proprietes.add("apilos.siap.delai", () -> "20s");
        proprietes.add("apilos.services.referentiel", VOISINS::baseUrl);
        proprietes.add("apilos.services.habilitation", VOISINS::baseUrl);
    }

    private static WireMockServer voisins() {
        var serveur = new WireMockServer(options().dynamicPort());
        serveur.start();
        return serveur;
    }

    @AfterAll
    static void arreter() {
        VOISINS.stop();
    }

    @BeforeEach
    void brancher() throws Exception {
        VOISINS.resetAll();
        VOISINS.stubFor(any(anyUrl()).atPriority(10).willReturn(notFound()));
        VOISINS.stubFor(post("/interne/jetons/service")
                .willReturn(okJson("{\"jeton\": \"j\", \"expireLe\": \"2099-01-01T00:00:00Z\"}")));
        VOISINS.stubFor(put("/api/v1/rapprochements/bailleur").willReturn(okJson("""
            {"uuid": "%s", "nom": "Calanques Habitat", "siret": "82000000800012", "siren": "820000008",
             "natureBailleur": "HLM", "version": 3, "supprime": false}\
            """.formatted(BAILLEUR))));
        VOISINS.stubFor(put("/api/v1/rapprochements/administration").willReturn(okJson("""
            {"uuid": "%s", "nom": "Métropole", "code": "13055", "nbConventionExemplaires": 3, "version": 2,
             "supprime": false}\
            """.formatted(ADMINISTRATION))));
        // Numbers of this class alone: others create from the same descriptions.
        for (JsonNode operation : json.readTree(Files.readString(OPERATIONS).replace("2026110", "2026119"))) {
            var numero = operation.at("/donneesOperation/numeroOperation").asString("");
            VOISINS.stubFor(get(urlPathEqualTo("/services/operation/api-int/v0/operation/" + numero))
                    .willReturn(okJson(operation.toString())));
        }
    }

    /** 04 R83: 3 PROJET, 2 INSTRUCTION, 1 CORRECTION, 5 A_SIGNER, 1 SIGNEE give 2,1,5 and 3,1,5 and 11. */
    @Test
    void R82_R83_counters_follow_the_profile_and_count_root_conventions_of_the_perimeter() throws Exception {
        var bailleur = UUID.randomUUID();
        var administration = UUID.randomUUID();
        var faites = new ArrayList<Jeu.Faite>();
        for (var statut : List.of(
                Statut.PROJET,
                Statut.PROJET,
                Statut.PROJET,
                Statut.INSTRUCTION,
                Statut.INSTRUCTION,
                Statut.CORRECTION,
                Statut.A_SIGNER,
                Statut.A_SIGNER,
                Statut.A_SIGNER,
                Statut.A_SIGNER,
                Statut.A_SIGNER,
                Statut.SIGNEE)) {
            faites.add(jeu.au(statut));
        }
        // An avenant is not counted, wherever it stands.
        jeu.avenant(faites.getLast(), Statut.PROJET, AvenantType.LOGEMENTS);
        var region = "R" + UUID.randomUUID().toString().substring(0, 6);
        for (var faite : faites) {
            jdbc.sql("""
                update recherche set bailleur = :bailleur, administration = :administration, region = :region
                where coalesce(parent, convention) = :id\
                """)
                    .param("bailleur", bailleur)
                    .param("administration", administration)
                    .param("region", region)
                    .param("id", faite.convention())
                    .update();
        }
        var lien = "/conventions/recherche?cstatut=";
        var instructeur = passage(JetonDeTest.instructeur(administration));
        assertThat(corps(lire("/convention_kpi/", instructeur)).toString()).isEqualTo("""
                [{"indicateur_redirection_url":"%1$s2. Instruction requise","indicateur_valeur":2,"indicateur_label":"en instruction"},\
                {"indicateur_redirection_url":"%1$s3. Corrections requises","indicateur_valeur":1,"indicateur_label":"en correction"},\
                {"indicateur_redirection_url":"%1$s4. A signer","indicateur_valeur":5,"indicateur_label":"à signer"}]\
                """.formatted(lien));
        assertThat(corps(lire("/convention_kpi", passage(JetonDeTest.bailleur(bailleur))))
                        .toString())
                .isEqualTo("""
                [{"indicateur_redirection_url":"%1$s1. Projet","indicateur_valeur":3,"indicateur_label":"en projet"},\
                {"indicateur_redirection_url":"%1$s3. Corrections requises","indicateur_valeur":1,"indicateur_label":"en correction"},\
                {"indicateur_redirection_url":"%1$s4. A signer","indicateur_valeur":5,"indicateur_label":"à signer"}]\
                """.formatted(lien));
        var regional = passage(
                JetonDeTest.duProfil("DIR_REG", false, new Perimetre(false, region, null, null, null, Set.of())));
        assertThat(corps(lire("/convention_kpi/", regional)).toString()).isEqualTo("""
                [{"indicateur_redirection_url":"%s1. Projet,2. Instruction requise,3. Corrections requises,4. A signer",\
                "indicateur_valeur":11,"indicateur_label":"en cours"}]\
                """.formatted(lien));
        assertThat(corps(lire(
                                "/convention_kpi/",
                                passage(JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL))))
                        .toString())
                .isEqualTo("[]");
        assertThat(CompteurSql.pendant(() -> lire("/convention_kpi/", instructeur)))
                .hasSize(1);
        // D11: the list reads the joined form.
        assertThat(mvc.get()
                        .uri("/conventions/recherche?cstatut={c}", "1. Projet,2. Instruction requise")
                        .accept("text/html")
                        .with(JetonDeTest.de(regional)))
                .hasStatusOk();
    }

    @Test
    void O5_an_operation_is_told_member_by_member_in_the_order_of_the_contract() {
        var faite = jeu.complete(1);
        var logement = jdbc.sql("select id from logement where lot = :lot")
                .param("lot", faite.lot())
                .query(UUID.class)
                .single();
        jeu.annexe(logement);
        jdbc.sql("""
            insert into type_stationnement (id, lot, typologie, nb_stationnements, loyer)
            values (gen_random_uuid(), :lot, 'GARAGE_ENTERRE', 3, 40)\
            """).param("lot", faite.lot()).update();
        var numero = numero(faite);
        var court = faite.bailleur().toString().substring(0, 8);
        var lue = lire("/operation/" + numero, passage(faite.enBailleur()));
        assertThat(lue.getResponse().getContentType()).startsWith("application/json");
        var bailleur = corps(lue).path("bailleur");
        assertThat(bailleur.path("nom").asString()).startsWith("Bailleur ");
        var operation = """
                "code_postal":"13008","ville":"Marseille","adresse":"17 avenue des Cèdres","numero_operation":"%s",\
                "zone_123":"2","zone_abc":"A","type_operation":"NEUF","anru":false,"date_achevement_previsible":null,\
                "date_achat":null,"date_achevement":null\
                """.formatted(numero);
        var nom = "\"nom\":" + corps(lue).path("nom");
        assertThat(court).hasSize(8);
        assertThat(texte(lue))
                .isEqualTo("{" + nom + ",\"bailleur\":" + bailleur + ",\"administration\":"
                        + corps(lue).path("administration")
                        + """
                        ,"conventions":[{"date_fin_conventionnement":"2066-06-30","fond_propre":120000.0,"lots":[\
                        {"nb_logements":1,"financement":"PLUS","type_habitat":"COLLECTIF","prets":[{"preteur":"CDCL",\
                        "autre":"","date_octroi":"2025-03-14","numero":"512 345","duree":40,"montant":"1250000.50"}],\
                        "logements":[{"designation":"A1","typologie":"T1bis","surface_habitable":"50.00",\
                        "surface_annexes":"4.00","surface_annexes_retenue":"2.00","surface_utile":"52.00",\
                        "loyer_par_metre_carre":"6.50","coeficient":"1.0000","loyer":"338.00","annexes":[{"typologie":\
                        "JARDIN","surface_hors_surface_retenue":"12.00","loyer_par_metre_carre":"0.50","loyer":"6.00"}]}],\
                        "type_stationnements":[{"typologie":"GARAGE_ENTERRE","nb_stationnements":3,"loyer":"40.00"}]}],\
                        "operation_version":{\
                        """
                        + nom + "," + operation + "},\"numero\":null,\"statut\":\"1. Projet\"}]," + operation + "}");
        assertThat(bailleur.propertyNames())
                .containsExactly(
                        "nom",
                        "siren",
                        "siret",
                        "adresse",
                        "code_postal",
                        "ville",
                        "capital_social",
                        "sous_nature_bailleur");
        assertThat(bailleur.path("capital_social").asDouble()).isEqualTo(150000.0);
        assertThat(corps(lue).path("administration").propertyNames()).containsExactly("nom", "code", "ville_signature");
    }

    @Test
    void O3_all_conventions_and_avenants_are_told_in_as_many_statements_as_one() throws Exception {
        var faite = jeu.complete(3);
        var numero = numero(faite);
        var identite = passage(faite.enInstructeur());
        var seule = CompteurSql.pendant(() -> lire("/operation/" + numero, identite));
        jeu.soeur(faite);
        jeu.avenant(faite, Statut.INSTRUCTION, AvenantType.DUREE);
        jeu.avenant(faite, Statut.ANNULEE, AvenantType.DUREE);
        var toutes = CompteurSql.pendant(() -> assertThat(
                        corps(lire("/operation/" + numero, identite)).path("conventions"))
                .hasSize(4));
        assertThat(toutes).hasSameSizeAs(seule).hasSizeLessThanOrEqualTo(9);
        assertThat(corps(lire("/operation/" + numero, identite))
                        .path("conventions")
                        .findValuesAsString("statut"))
                .containsExactly("1. Projet", "1. Projet", "2. Instruction requise", "8. Annulée en suivi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation", "close_operation"})
    void D19_R82_what_the_habilitation_does_not_see_is_not_told(String route) {
        var faite = jeu.complete(1);
        var chemin = "/" + route + "/" + numero(faite) + "/";
        for (var dehors : List.of(
                JetonDeTest.bailleur(UUID.randomUUID()),
                JetonDeTest.bailleur(),
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.instructeurDepartemental("75"),
                JetonDeTest.duProfil("DIR_REG", false, new Perimetre(false, "11", null, null, null, Set.of())))) {
            refus(lire(chemin, passage(dehors)), HttpStatus.FORBIDDEN);
        }
        for (var dedans : List.of(
                faite.enBailleur(),
                faite.enInstructeur(),
                JetonDeTest.instructeurDepartemental("13"),
                JetonDeTest.administrateur(),
                JetonDeTest.lectureSeule())) {
            assertThat(lire(chemin, passage(dedans))).hasStatusOk();
        }
    }

    @Test
    void D19_of_an_operation_shared_by_two_bailleurs_each_sees_its_own_and_closing_counts_all() {
        var faite = jeu.au(Statut.SIGNEE);
        var autre = jeu.au(Statut.PROJET);
        var numero = numero(faite);
        jdbc.sql("update programme set numero_operation = :numero where id = :id")
                .param("numero", numero)
                .param("id", autre.programme())
                .update();
        var lue = corps(lire("/close_operation/" + numero, passage(faite.enBailleur())));
        assertThat(lue.path("conventions").findValuesAsString("statut")).containsExactly("5. Signée");
        assertThat(lue.path("all_conventions_are_signed").asBoolean(true))
                .as("the one that is not seen is not signed")
                .isFalse();
        refus(ecrire("/cancel_operation/" + numero, passage(faite.enBailleur())), HttpStatus.FORBIDDEN);
        assertThat(statut(autre.convention())).isEqualTo("PROJET");
    }

    @Test
    void D1_an_unknown_number_is_a_404_and_an_unknown_one_has_nothing_to_cancel() {
        var identite = passage(JetonDeTest.administrateur());
        for (var route : List.of("operation", "close_operation")) {
            refus(lire("/" + route + "/INCONNU/", identite), HttpStatus.NOT_FOUND);
            refus(ecrire("/" + route + "/INCONNU/", identite), HttpStatus.NOT_FOUND);
        }
        assertThat(texte(ecrire("/cancel_operation/INCONNU/", identite))).isEqualTo("{\"status\":\"SUCCESS\"}");
        assertThat(json.writeValueAsString(Contrat.OperationVide.pour(false)))
                .as("where SIAP still expects it")
                .isEqualTo("""
                {"nom":"","conventions":[],"code_postal":"","ville":"","adresse":"","numero_operation":"","zone_123":null,\
                "zone_abc":null,"type_operation":null,"anru":false,"date_achevement_previsible":null,"date_achat":null,\
                "date_achevement":null}\
                """);
        assertThat(json.writeValueAsString(Contrat.OperationVide.pour(true)))
                .endsWith("\"date_achevement\":null,\"last_conventions_state\":[]}");
    }

    @Test
    void P1_P11_R81_a_creation_is_done_once_has_no_author_and_the_first_person_who_comes_by_becomes_it()
            throws Exception {
        var numero = "20261190001";
        var identite = passage(JetonDeTest.bailleur(BAILLEUR));
        var premiere = ecrire("/operation/" + numero + "/", identite);
        assertThat(premiere).hasStatusOk();
        assertThat(corps(premiere).path("conventions").findValuesAsString("financement"))
                .containsExactlyInAnyOrder("PLUS", "PLAI");
        assertThat(corps(premiere).path("conventions").findValuesAsString("statut"))
                .containsOnly("1. Projet");
        assertThat(texte(ecrire("/operation/" + numero, identite))).isEqualTo(texte(premiere));
        assertThat(texte(lire("/operation/" + numero, identite))).isEqualTo(texte(premiere));
        assertThat(auteurs(numero)).containsOnly("null/null/false").hasSize(2);
        // A reader of pages adopts nothing; a person who creates by the page does.
        var personne = JetonDeTest.bailleur(BAILLEUR);
        assertThat(mvc.get().uri("/operations/" + numero).accept("text/html").with(JetonDeTest.de(personne)))
                .hasStatusOk();
        assertThat(auteurs(numero)).containsOnly("null/null/false");
        assertThat(mvc.post()
                        .uri("/operations/" + numero + "/conventions")
                        .accept("text/html")
                        .with(JetonDeTest.de(personne)))
                .hasStatus(HttpStatus.FOUND);
        assertThat(auteurs(numero)).containsOnly(personne.utilisateur() + "/Camille Bailleur/false");
    }

    @Test
    void P12_ten_calls_at_once_make_the_same_conventions_once() throws Exception {
        try (var executeur = Executors.newFixedThreadPool(10)) {
            var appels = new ArrayList<Callable<MvcTestResult>>();
            for (int i = 0; i < 10; i++) {
                appels.add(() -> ecrire("/operation/20261190002/", passage(JetonDeTest.bailleur(BAILLEUR))));
            }
            for (var reponse : executeur.invokeAll(appels)) {
                assertThat(corps(reponse.get()).path("conventions")).hasSize(1);
            }
        }
    }

    @Test
    void D3_D19_who_may_not_create_creates_nothing() {
        refus(
                ecrire("/operation/20261190005/", passage(JetonDeTest.bailleurLectureSeule(BAILLEUR))),
                HttpStatus.FORBIDDEN);
        refus(
                ecrire("/operation/20261190005/", passage(JetonDeTest.bailleur(UUID.randomUUID()))),
                HttpStatus.FORBIDDEN);
        assertThat(auteurs("20261190005")).isEmpty();
    }

    @Test
    void R84_D10_siap_away_is_a_500_to_try_again_and_what_cannot_be_done_says_why() {
        var identite = passage(JetonDeTest.bailleur(BAILLEUR));
        var sansAide = ecrire("/operation/20261190009/", identite);
        refus(sansAide, HttpStatus.CONFLICT);
        assertThat(corps(sansAide).path("detail").asString()).contains("Aucune des aides");
        VOISINS.stubFor(any(urlPathMatching("/services/.*"))
                .atPriority(1)
                .willReturn(aResponse().withStatus(503)));
        var reponse = ecrire("/operation/20261190008/", identite);
        assertThat(reponse).hasStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(reponse.getResponse().getContentType()).startsWith("application/json");
        assertThat(corps(reponse).path("error").asString())
                .isEqualTo("Échec de la communication avec la plateforme SIAP, à réessayer plus tard.");
    }

    /** 05 §6.1. */
    @Test
    void L3_L4_D7_D8_closing_tells_whether_all_is_signed_and_the_act_in_force_of_each_financement() {
        var faite = jeu.au(Statut.PROJET);
        var soeur = jeu.soeur(faite);
        var identite = passage(faite.enBailleur());
        var chemin = "/close_operation/" + numero(faite) + "/";
        assertThat(cloture(chemin, identite)).isEqualTo("false []");
        au(faite.convention(), Statut.SIGNEE);
        au(soeur, Statut.PUBLIE);
        assertThat(cloture(chemin, identite)).isEqualTo("true [PLUS, PLAI]");
        var avenant = jeu.avenant(faite, Statut.PROJET, AvenantType.LOGEMENTS);
        jdbc.sql("""
            insert into lot (id, convention, ordre, financement, type_habitat, nb_logements)
            values (gen_random_uuid(), :avenant, 0, 'PLUS', 'COLLECTIF', 10)\
            """).param("avenant", avenant).update();
        assertThat(cloture(chemin, identite)).isEqualTo("false [PLUS, PLAI]");
        au(avenant, Statut.SIGNEE);
        assertThat(cloture(chemin, identite)).isEqualTo("true [PLUS, PLAI]");
        var etats = corps(lire(chemin, identite)).path("last_conventions_state");
        assertThat(etats.get(0).at("/lots/0/nb_logements").asInt())
                .as("the avenant’s")
                .isEqualTo(10);
        // An act that was cancelled neither counts nor waits; with nothing else left, nothing was signed.
        au(avenant, Statut.ANNULEE);
        assertThat(cloture(chemin, identite)).isEqualTo("true [PLUS, PLAI]");
        au(faite.convention(), Statut.ANNULEE);
        au(soeur, Statut.ANNULEE);
        assertThat(cloture(chemin, identite)).isEqualTo("false []");
        // L5, D7: what ended is not in force.
        au(faite.convention(), Statut.DENONCEE);
        assertThat(cloture(chemin, identite)).isEqualTo("true []");
        var noms = new ArrayList<>(corps(lire(chemin, identite)).propertyNames());
        assertThat(noms.subList(noms.size() - 2, noms.size()))
                .containsExactly("all_conventions_are_signed", "last_conventions_state");
    }

    @Test
    void D9_a_closing_is_kept_once_shown_on_the_page_and_refused_to_readers() {
        var numero = "20261190011";
        var identite = passage(JetonDeTest.bailleur(BAILLEUR));
        assertThat(ecrire("/operation/" + numero, identite)).hasStatusOk();
        refus(
                ecrire("/close_operation/" + numero, passage(JetonDeTest.bailleurLectureSeule(BAILLEUR))),
                HttpStatus.FORBIDDEN);
        assertThat(lire("/close_operation/" + numero, identite)).hasStatusOk();
        assertThat(clotures(numero)).isEmpty();
        var dite = ecrire("/close_operation/" + numero + "/", identite);
        assertThat(texte(dite)).isEqualTo(texte(lire("/close_operation/" + numero, identite)));
        var kept = clotures(numero);
        assertThat(kept).hasSize(1);
        assertThat(ecrire("/close_operation/" + numero, identite)).hasStatusOk();
        assertThat(clotures(numero)).isEqualTo(kept);
        assertThat(mvc.get()
                        .uri("/operations/" + numero)
                        .accept("text/html")
                        .with(JetonDeTest.de(JetonDeTest.bailleur(BAILLEUR))))
                .bodyText()
                .contains("Clôture annoncée par SIAP");
    }

    /** 05 X8. */
    @Test
    void X4_X5_what_is_not_signed_is_cancelled_avenants_too_with_a_line_of_history_that_names_no_account() {
        var faite = jeu.au(Statut.CORRECTION);
        var soeur = jeu.soeur(faite);
        au(soeur, Statut.A_SIGNER);
        var avenant = jeu.avenant(faite, Statut.INSTRUCTION, AvenantType.DUREE);
        assertThat(texte(ecrire("/cancel_operation/" + numero(faite) + "/", passage(faite.enInstructeur()))))
                .isEqualTo("{\"status\":\"SUCCESS\"}");
        for (var id : List.of(faite.convention(), soeur, avenant)) {
            assertThat(statut(id)).isEqualTo("ANNULEE");
            var ligne = historique.derniere(id).orElseThrow();
            assertThat(ligne.statut()).isEqualTo(Statut.ANNULEE);
            assertThat(ligne.utilisateur()).isNull();
            assertThat(ligne.utilisateurNom()).isEqualTo("Sacha Instructeur");
        }
        assertThat(historique.derniere(faite.convention()).orElseThrow().statutPrecedent())
                .isEqualTo(Statut.CORRECTION);
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGNEE", "PUBLICATION_EN_COURS", "PUBLIE"})
    void X2_D6_one_act_in_force_keeps_them_all_even_an_avenant(Statut enVigueur) {
        var faite = jeu.au(enVigueur);
        var soeur = jeu.soeur(faite);
        au(soeur, Statut.INSTRUCTION);
        var avenant = jeu.avenant(faite, Statut.INSTRUCTION, AvenantType.DUREE);
        var reponse = ecrire("/cancel_operation/" + numero(faite), passage(faite.enInstructeur()));
        assertThat(reponse).hasStatusOk();
        assertThat(corps(reponse).path("status").asString()).isEqualTo("ERROR");
        assertThat(corps(reponse).path("message").asString()).contains("active", "dénoncez ou résiliez");
        assertThat(statut(soeur) + statut(avenant)).isEqualTo("INSTRUCTIONINSTRUCTION");
        // The parent has ended, its avenant has not.
        au(faite.convention(), Statut.RESILIEE);
        au(avenant, enVigueur);
        assertThat(corps(ecrire("/cancel_operation/" + numero(faite), passage(faite.enInstructeur())))
                        .path("status")
                        .asString())
                .isEqualTo("ERROR");
    }

    @Test
    void X6_what_has_ended_stays_as_it_is_and_is_no_obstacle() {
        var faite = jeu.au(Statut.DENONCEE);
        var avenant = jeu.avenant(faite, Statut.DENONCEE, AvenantType.DENONCIATION);
        assertThat(texte(ecrire("/cancel_operation/" + numero(faite), passage(faite.enBailleur()))))
                .isEqualTo("{\"status\":\"SUCCESS\"}");
        assertThat(statut(faite.convention()) + statut(avenant)).isEqualTo("DENONCEEDENONCEE");
    }

    @Test
    void D19_cancelling_is_for_who_may_change_what_is_cancelled() {
        var faite = jeu.au(Statut.PROJET);
        for (var identite : List.of(
                JetonDeTest.bailleur(UUID.randomUUID()),
                JetonDeTest.instructeurDepartemental("75"),
                JetonDeTest.bailleurLectureSeule(faite.bailleur()),
                JetonDeTest.lectureSeule(),
                JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL))) {
            refus(ecrire("/cancel_operation/" + numero(faite), passage(identite)), HttpStatus.FORBIDDEN);
        }
        assertThat(statut(faite.convention())).isEqualTo("PROJET");
        assertThat(historique.de(faite.convention())).isEmpty();
    }

    @Test
    void E4_another_method_is_a_405_that_says_which_are_served() {
        var reponse = lire("/cancel_operation/1/", passage(JetonDeTest.administrateur()));
        assertThat(reponse).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(reponse.getResponse().getHeader("Allow")).isEqualTo("POST");
        assertThat(reponse.getResponse().getContentType()).startsWith("application/json");
        assertThat(corps(reponse).path("detail").asString()).isNotBlank();
    }

    /** Somebody SIAP speaks for, with the rights of this identity. */
    private static Identite passage(Identite modele) {
        return new Identite(
                Identite.SANS_COMPTE,
                modele.nom(),
                modele.email(),
                "login.de.siap",
                modele.profil(),
                modele.typologie(),
                new Habilitation(12, "Habilitation"),
                modele.lectureSeule(),
                false,
                false,
                modele.permissions(),
                modele.perimetre());
    }

    private MvcTestResult lire(String chemin, Identite identite) {
        return mvc.get()
                .uri(API + chemin)
                .accept("application/json")
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult ecrire(String chemin, Identite identite) {
        return mvc.post()
                .uri(API + chemin)
                .accept("application/json")
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private void refus(MvcTestResult reponse, HttpStatus statut) {
        assertThat(reponse).hasStatus(statut);
        assertThat(reponse.getResponse().getContentType()).startsWith("application/json");
        assertThat(corps(reponse).path("detail").asString("")).isNotBlank();
    }

    private static String texte(MvcTestResult reponse) {
        return new String(reponse.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private JsonNode corps(MvcTestResult reponse) {
        return json.readTree(texte(reponse));
    }

    private String cloture(String chemin, Identite identite) {
        var lue = corps(lire(chemin, identite));
        return lue.path("all_conventions_are_signed").asBoolean() + " "
                + lue.path("last_conventions_state")
                        .valueStream()
                        .map(c -> c.at("/lots/0/financement").asString())
                        .toList();
    }

    private String numero(Jeu.Faite faite) {
        return jdbc.sql("select numero_operation from programme where id = :id")
                .param("id", faite.programme())
                .query(String.class)
                .single();
    }

    private void au(UUID convention, Statut statut) {
        jdbc.sql("update convention set statut = :statut where id = :id")
                .param("statut", statut.name())
                .param("id", convention)
                .update();
    }

    private String statut(UUID convention) {
        return jdbc.sql("select statut from convention where id = :id")
                .param("id", convention)
                .query(String.class)
                .single();
    }

    private List<String> auteurs(String numero) {
        return jdbc.sql("""
            select coalesce(c.cree_par::text, 'null') || '/' || coalesce(c.cree_par_nom, 'null') || '/'
              || c.cree_par_instructeur
            from convention c join programme p on p.id = c.programme where p.numero_operation = :numero\
            """).param("numero", numero).query(String.class).list();
    }

    private List<String> clotures(String numero) {
        return jdbc.sql("select notifiee_le || login || habilitation from operation_cloture where numero = :numero")
                .param("numero", numero)
                .query(String.class)
                .list();
    }
}
