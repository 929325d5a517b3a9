package fr.gouv.apilos.referentiel.deplacement;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static fr.gouv.apilos.referentiel.Voisins.CONVENTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import fr.gouv.apilos.referentiel.Abonne;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.JetonDeTest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Transfers and merges, step by step, with stops everywhere. */
@EssaiDeService
class SagaPersistanceIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Saga saga;

    @Autowired
    Operations operations;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Abonne abonne;

    @BeforeEach
    void oublier() {
        CONVENTIONS.resetAll();
    }

    @Test
    void a_merge_moves_everything_then_absorbs() {
        var mere = bailleur("Absorbante", null);
        var absorbe = bailleur("Absorbé", null);
        var fille = bailleur("Fille de l’absorbé", absorbe.uuid());
        conventionsDe(25);
        var id = confirmer("FUSION", absorbe, mere);
        saga.avancer();
        var fin = operations.une(id);
        assertThat(fin.etat()).isEqualTo(Etat.FINI);
        assertThat(fin.faits()).isEqualTo(25);
        assertThat(fin.finiLe()).isNotNull();
        assertThat(bailleurs.un(absorbe.uuid()).supprime()).isTrue();
        assertThat(bailleurs.enVigueur(absorbe.uuid()).uuid()).isEqualTo(mere.uuid());
        assertThat(bailleurs.un(fille.uuid()).parent()).isEqualTo(mere.uuid());
        await().untilAsserted(() -> assertThat(abonne.tous("bailleur.fusionne.v1"))
                .anySatisfy(m -> {
                    assertThat(m.corps().path("absorbe").asString())
                            .isEqualTo(absorbe.uuid().toString());
                    assertThat(m.corps().path("absorbant").asString())
                            .isEqualTo(mere.uuid().toString());
                    assertThat(m.corps().path("annulee").asBoolean()).isFalse();
                }));
        // Told again to whoever began to listen too late, and dated no later than the message.
        assertThat(mvc.get().uri("/api/v1/fusions").with(JetonDeTest.de(JetonDeTest.service())))
                .hasStatusOk()
                .bodyText()
                .contains(absorbe.uuid().toString());
        assertThat(mvc.get().uri("/api/v1/fusions").with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(403);
        var racontee = abonne.tous("bailleur.fusionne.v1").stream()
                .filter(m -> m.corps()
                        .path("absorbe")
                        .asString()
                        .equals(absorbe.uuid().toString()))
                .findFirst()
                .orElseThrow();
        assertThat(bailleurs.fusionsEnVigueur())
                .filteredOn(f -> f.absorbe().equals(absorbe.uuid()))
                .singleElement()
                .satisfies(f -> assertThat(f.absorbant()).isEqualTo(mere.uuid()))
                .satisfies(f -> assertThat(f.survenuLe())
                        .isBeforeOrEqualTo(
                                Instant.parse(racontee.corps().path("survenuLe").asString())));
        // SIAP still names the absorbed one: it finds the other, and resurrects nobody.
        assertThat(mvc.put()
                        .uri("/api/v1/rapprochements/bailleur")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"siren\": \"" + absorbe.siren() + "\", \"nom\": \"Absorbé\"}")
                        .with(JetonDeTest.de(JetonDeTest.service())))
                .hasStatusOk()
                .bodyText()
                .contains(mere.uuid().toString());
        assertThat(bailleurs.un(absorbe.uuid()).supprime()).isTrue();
        assertThat(lire("bailleurs/" + absorbe.uuid())).bodyText().contains("absorbé par", "Absorbante");
    }

    @Test
    void killed_between_any_two_steps_a_merge_goes_on_where_it_was() {
        // A stop after each step in turn: what is stored is all the next process has.
        for (int arret = 0; arret < 8; arret++) {
            CONVENTIONS.resetAll();
            var mere = bailleur("Survivante " + arret, null);
            var absorbe = bailleur("Disparu " + arret, null);
            conventionsDe(25);
            var id = confirmer("FUSION", absorbe, mere);
            for (int pas = 0; pas < arret; pas++) {
                saga.unPas(id);
            }
            saga.avancer();
            assertThat(operations.une(id).etat())
                    .as("stopped after %d steps", arret)
                    .isEqualTo(Etat.FINI);
            assertThat(bailleurs.enVigueur(absorbe.uuid()).uuid()).isEqualTo(mere.uuid());
        }
    }

    @Test
    void an_answer_lost_on_the_way_is_asked_again_and_an_absent_service_is_waited_for() {
        var cible = bailleur("Cible", null);
        var source = bailleur("Source", null);
        conventionsDe(25);
        var id = confirmer("TRANSFERT", source, cible);
        CONVENTIONS.stubFor(post(urlPathMatching("/api/v1/deplacements/.*/avancer"))
                .atPriority(1)
                .inScenario("pannes")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("revenue"));
        saga.avancer();
        assertThat(operations.une(id).etat()).isEqualTo(Etat.FINI);
        // Away for longer: the operation says why it waits, keeps what it did, and ends when the service is back.
        var autre = confirmer("TRANSFERT", bailleur("Autre source", null), cible);
        CONVENTIONS.resetAll();
        CONVENTIONS.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        saga.avancer();
        assertThat(operations.une(autre).etat()).isEqualTo(Etat.EN_COURS);
        assertThat(operations.une(autre).erreur()).contains("ne répond pas");
        assertThat(lire("transferts/" + autre)).hasStatusOk().bodyText().contains("L’opération attend");
        CONVENTIONS.resetAll();
        conventionsDe(25);
        await().untilAsserted(() -> {
            saga.avancer();
            assertThat(operations.une(autre).etat()).isEqualTo(Etat.FINI);
        });
        assertThat(operations.une(autre).erreur()).isNull();
    }

    @Test
    void an_operation_is_stopped_resumed_and_undone() {
        var cible = bailleur("Cible d’annulation", null);
        var source = bailleur("Source d’annulation", null);
        conventionsDe(25);
        var id = confirmer("TRANSFERT", source, cible);
        saga.unPas(id);
        saga.unPas(id);
        assertThat(agir(id, "arreter")).hasStatus3xxRedirection();
        saga.avancer();
        assertThat(operations.une(id).etat()).isEqualTo(Etat.ARRETE);
        assertThat(operations.une(id).faits()).isEqualTo(10);
        assertThat(agir(id, "arreter")).hasStatus(409);
        assertThat(agir(id, "reprendre")).hasStatus3xxRedirection();
        saga.avancer();
        assertThat(operations.une(id).etat()).isEqualTo(Etat.FINI);
        annulationDe(25);
        assertThat(agir(id, "annuler")).hasStatus3xxRedirection();
        saga.avancer();
        assertThat(operations.une(id).etat()).isEqualTo(Etat.ANNULE);
        assertThat(operations.une(id).annules()).isEqualTo(25);
    }

    @Test
    void a_merge_undone_gives_the_bailleur_and_its_children_back() {
        var mere = bailleur("Regrettée", null);
        var absorbe = bailleur("Revenant", null);
        var fille = bailleur("Fille du revenant", absorbe.uuid());
        conventionsDe(5);
        var id = confirmer("FUSION", absorbe, mere);
        saga.avancer();
        annulationDe(5);
        agir(id, "annuler");
        saga.avancer();
        assertThat(operations.une(id).etat()).isEqualTo(Etat.ANNULE);
        assertThat(bailleurs.un(absorbe.uuid()).supprime()).isFalse();
        assertThat(bailleurs.enVigueur(absorbe.uuid()).uuid()).isEqualTo(absorbe.uuid());
        assertThat(bailleurs.un(fille.uuid()).parent()).isEqualTo(absorbe.uuid());
    }

    @Test
    void nothing_moves_before_the_second_confirmation() {
        var cible = bailleur("Visée", null);
        var source = bailleur("Prudente", null);
        apercu(250, 400);
        assertThat(poster(Map.of("de", source.uuid(), "vers", cible.uuid(), "genre", "FUSION")))
                .hasStatusOk()
                .bodyText()
                .contains("250\u00a0programmes", "Prudente sera absorbé", "Recopiez le nombre");
        assertThat(poster(Map.of(
                        "de",
                        source.uuid(),
                        "vers",
                        cible.uuid(),
                        "genre",
                        "FUSION",
                        "no_dry_run",
                        true,
                        "recopie",
                        "12")))
                .hasStatus(422)
                .bodyText()
                .contains("Recopiez le nombre de programmes");
        assertThat(poster(Map.of("de", source.uuid(), "vers", source.uuid(), "genre", "FUSION")))
                .hasStatus(422)
                .bodyText()
                .contains("deux bailleurs différents");
        assertThat(poster(Map.of())).hasStatus(422);
        CONVENTIONS.verify(0, putRequestedFor(urlMatching("/api/v1/deplacements/.*")));
        assertThat(poster(Map.of(
                        "de",
                        source.uuid(),
                        "vers",
                        cible.uuid(),
                        "genre",
                        "FUSION",
                        "no_dry_run",
                        true,
                        "recopie",
                        "250")))
                .hasStatus3xxRedirection();
        // One operation at a time for a bailleur.
        assertThat(poster(Map.of("de", source.uuid(), "vers", cible.uuid(), "genre", "TRANSFERT")))
                .hasStatus(422)
                .bodyText()
                .contains("opération en cours");
        assertThat(mvc.get()
                        .uri("/apilos_settings/transferts/")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(403);
        // Left for the other tests to ignore.
        operations
                .dernieres(java.util.List.of(Genre.FUSION))
                .forEach(o -> operations.changer(o.id(), java.util.List.of(Etat.EN_COURS), Etat.ANNULE));
    }

    @Test
    void the_absent_service_does_not_lose_what_was_chosen() {
        var cible = bailleur("Choisie", null);
        var source = bailleur("Choisi", null);
        CONVENTIONS.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        assertThat(poster(Map.of("de", source.uuid(), "vers", cible.uuid(), "genre", "TRANSFERT")))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "ne répond pas", source.uuid().toString(), cible.uuid().toString());
        CONVENTIONS.verify(postRequestedFor(urlPathEqualTo("/api/v1/deplacements/apercu")));
    }

    private UUID confirmer(String genre, Bailleur de, Bailleur vers) {
        var reponse = poster(
                Map.of("de", de.uuid(), "vers", vers.uuid(), "genre", genre, "no_dry_run", true, "recopie", "25"));
        assertThat(reponse).hasStatus3xxRedirection();
        var adresse = String.valueOf(reponse.getResponse().getRedirectedUrl());
        return UUID.fromString(adresse.substring(adresse.lastIndexOf('/') + 1));
    }

    private static void apercu(int programmes, int conventions) {
        CONVENTIONS.stubFor(post(urlPathEqualTo("/api/v1/deplacements/apercu"))
                .willReturn(okJson("""
                    {"programmes": %d, "conventions": %d, "exclus": 0, "actuels": [{"uuid": null, "programmes": %d}],
                     "exemples": [{"commune": "Brest", "nom": "Les Abers", "operation": "1", "logements": 3,
                       "financements": "PLUS"}]}\
                    """.formatted(programmes, conventions, programmes))));
    }

    /** convention-service as it answers: ten programmes a time, and nothing twice. */
    private static void conventionsDe(int programmes) {
        apercu(programmes, programmes);
        CONVENTIONS.stubFor(put(urlPathMatching("/api/v1/deplacements/.*"))
                .willReturn(okJson(avancement(programmes, 0, 0, programmes))));
        // Nothing was made in the meantime: the second list, whose identifier follows from the first, is empty.
        CONVENTIONS.stubFor(put(urlPathMatching("/api/v1/deplacements/[0-9a-f]{8}-[0-9a-f]{4}-3.*"))
                .atPriority(2)
                .willReturn(okJson(avancement(0, 0, 0, 0))));
        int faits = 0;
        var etat = Scenario.STARTED;
        while (faits < programmes) {
            int suivant = Math.min(programmes, faits + 10);
            CONVENTIONS.stubFor(post(urlPathMatching("/api/v1/deplacements/.*/avancer"))
                    .inScenario("avance")
                    .whenScenarioStateIs(etat)
                    .willReturn(okJson(avancement(programmes, suivant, 0, programmes - suivant)))
                    .willSetStateTo("fait " + suivant));
            etat = "fait " + suivant;
            faits = suivant;
        }
        CONVENTIONS.stubFor(post(urlPathMatching("/api/v1/deplacements/.*/avancer"))
                .inScenario("avance")
                .whenScenarioStateIs(etat)
                .willReturn(okJson(avancement(programmes, programmes, 0, 0))));
    }

    private static void annulationDe(int programmes) {
        CONVENTIONS.stubFor(post(urlPathMatching("/api/v1/deplacements/.*/annuler"))
                .inScenario("annule")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson(avancement(programmes, programmes / 2, programmes - programmes / 2, 0)))
                .willSetStateTo("fini"));
        CONVENTIONS.stubFor(post(urlPathMatching("/api/v1/deplacements/.*/annuler"))
                .inScenario("annule")
                .whenScenarioStateIs("fini")
                .willReturn(okJson(avancement(programmes, 0, programmes, 0))));
    }

    private static String avancement(int total, int faits, int annules, int restants) {
        return "{\"total\": %d, \"faits\": %d, \"refuses\": 0, \"annules\": %d, \"restants\": %d}"
                .formatted(total, faits, annules, restants);
    }

    private MvcTestResult poster(Map<String, ?> saisie) {
        var requete = mvc.post()
                .uri("/apilos_settings/transferts/")
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()));
        saisie.forEach((nom, valeur) -> requete.param(nom, valeur.toString()));
        return requete.exchange();
    }

    private MvcTestResult agir(UUID id, String action) {
        return mvc.post()
                .uri("/apilos_settings/transferts/" + id + "/" + action)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private MvcTestResult lire(String chemin) {
        return mvc.get()
                .uri("/apilos_settings/" + chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private Bailleur bailleur(String nom, @Nullable UUID parent) {
        var siren = "7" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        return bailleurs.ecrire(Bailleur.nouveau(
                UUID.randomUUID(),
                siren,
                new Bailleur.Fiche(
                        nom, siren + "00017", "HLM", null, parent, null, null, null, null, null, null, null, null)));
    }
}
