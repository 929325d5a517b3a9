package fr.gouv.apilos.referentiel.rapprochement;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIAP's data as they come, and what is made of them. */
@EssaiDeService
class RapprochementPersistanceIT {

    private static final AtomicInteger NUMERO = new AtomicInteger();

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JsonMapper json;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    JdbcClient jdbc;

    @Test
    void RB8_2_R8_1_B5_an_unknown_bailleur_is_made_from_the_lines_of_its_address() {
        var siren = siren();
        var fait = bailleur(Map.of(
                "nom", "13 HABITAT",
                "siren", siren,
                "codeFamilleMO", "HLM",
                "adresseLigne4", "80 RUE ALBE",
                "adresseLigne6", "13234 Marseille - 4e arrondissement"));
        assertThat(fait.path("nom").asString()).isEqualTo("13 HABITAT");
        assertThat(fait.path("siren").asString()).isEqualTo(siren);
        assertThat(fait.path("siret").asString()).isEqualTo(siren);
        assertThat(fait.path("natureBailleur").asString()).isEqualTo("HLM");
        assertThat(fait.path("sousNatureBailleur").asString()).isEqualTo("NONRENSEIGNE");
        assertThat(fait.path("adresse").asString()).isEqualTo("80 RUE ALBE");
        assertThat(fait.path("codePostal").asString()).isEqualTo("13234");
        assertThat(fait.path("ville").asString()).isEqualTo("Marseille - 4e arrondissement");
        assertThat(bailleurs.un(UUID.fromString(fait.path("uuid").asString())).nom())
                .isEqualTo("13 HABITAT");
    }

    @Test
    void B1_B4_D21_a_known_bailleur_follows_the_name_and_nature_of_siap_and_nothing_else() {
        var siren = siren();
        var premier = bailleur(Map.of(
                "nom",
                "Ancien nom",
                "siren",
                siren,
                "codeFamilleMO",
                "HLM",
                "adresseLigne",
                "1 rue A",
                "ville",
                "Brest"));
        var second = bailleur(Map.of(
                "nom",
                "3F",
                "siren",
                siren,
                "codeFamilleMO",
                "SEM",
                "siret",
                siren + "00017",
                "adresseLigne",
                "2 rue B"));
        assertThat(second.path("uuid")).isEqualTo(premier.path("uuid"));
        assertThat(second.path("nom").asString()).isEqualTo("3F");
        assertThat(second.path("natureBailleur").asString()).isEqualTo("SEM");
        assertThat(second.path("adresse").asString()).isEqualTo("1 rue A");
        assertThat(second.path("siret").asString()).isEqualTo(siren);
        assertThat(second.path("version").asLong()).isEqualTo(2);
        // D21: whoever gave a name is told in the history.
        assertThat(jdbc.sql("select motif from changement where uuid = :uuid order by sequence")
                        .param("uuid", UUID.fromString(premier.path("uuid").asString()))
                        .query(String.class)
                        .list())
                .containsExactly("SIAP", "SIAP");
        // The source has no family this time: the nature stays.
        var troisieme = bailleur(Map.of("nom", "3F", "siren", siren));
        assertThat(troisieme).isEqualTo(second);
    }

    @Test
    void R8_1_a_private_bailleur_is_known_by_their_email_then_by_their_siret() {
        var email = "prive" + NUMERO.incrementAndGet() + "@exemple.fr";
        var fait = bailleur(Map.of("nom", "Odette", "email", email, "codeFamilleMO", "Bailleurs privés"));
        assertThat(fait.path("siren").asString()).isEqualTo(email);
        assertThat(fait.path("natureBailleur").asString()).isEqualTo("Bailleurs privés");
        // At sign-in the same person comes with the e-mail in the place of the SIRET.
        var connexion = bailleur(Map.of("nom", "Odette", "siret", email, "codeFamilleMO", "Bailleurs privés"));
        assertThat(connexion.path("uuid")).isEqualTo(fait.path("uuid"));
    }

    @Test
    void R8_1_D40_an_unknown_family_is_another_social_bailleur() {
        var fait = bailleur(Map.of("nom", "Fondation", "siren", siren(), "codeFamilleMO", "Inconnue"));
        assertThat(fait.path("natureBailleur").asString()).isEqualTo("Autres bailleurs sociaux non HLM");
    }

    @Test
    void B3_without_a_pivot_the_refusal_names_what_is_missing() {
        assertThat(envoyer("bailleur", Map.of("nom", "Sans SIREN"), JetonDeTest.service()))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains("SIREN");
        assertThat(envoyer("bailleur", Map.of("codeFamilleMO", "Bailleurs privés"), JetonDeTest.service()))
                .hasStatus(422);
        assertThat(envoyer("administration", Map.of("libelle", "Sans code"), JetonDeTest.service()))
                .hasStatus(422);
        assertThat(envoyer("administration", Map.of("code", "X" + siren()), JetonDeTest.service()))
                .hasStatus(422);
    }

    @Test
    void B3_a_siret_another_bailleur_holds_is_a_clear_conflict() {
        var premier = siren();
        bailleur(Map.of("nom", "Un", "siren", premier, "siret", premier + "00012"));
        assertThat(envoyer(
                        "bailleur",
                        Map.of("nom", "Deux", "siren", siren(), "siret", premier + "00012"),
                        JetonDeTest.service()))
                .hasStatus(409);
    }

    @Test
    void what_siap_says_too_long_does_not_stop_a_sign_in() {
        var champs = new HashMap<String, Object>();
        champs.put("nom", "N".repeat(400));
        champs.put("siren", siren());
        champs.put("codePostal", "13 004 cedex");
        champs.put("ville", null);
        var fait = bailleur(champs);
        assertThat(fait.path("nom").asString()).hasSize(255);
        assertThat(fait.path("codePostal").asString()).isEmpty();
    }

    @Test
    void RB8_1_R8_2_an_administration_is_made_once_and_never_renamed() {
        var code = "DD" + siren();
        var faite = administration(code, "DDTM");
        assertThat(faite.path("code").asString()).isEqualTo(code);
        assertThat(faite.path("nbConventionExemplaires").asInt()).isEqualTo(3);
        assertThat(administration(code, "Autre nom")).isEqualTo(faite);
    }

    @Test
    void two_sign_ins_at_once_for_an_unknown_bailleur_get_the_same_one() throws Exception {
        var siren = siren();
        int appelants = 6;
        var depart = new CyclicBarrier(appelants);
        var uuids = new ArrayList<String>();
        try (var executeur = Executors.newFixedThreadPool(appelants)) {
            Callable<JsonNode> appel = () -> {
                depart.await(10, TimeUnit.SECONDS);
                return bailleur(Map.of("nom", "Ensemble", "siren", siren));
            };
            for (var reponse : executeur.invokeAll(java.util.Collections.nCopies(appelants, appel))) {
                uuids.add(reponse.get().path("uuid").asString());
            }
        }
        assertThat(uuids).hasSize(appelants).containsOnly(uuids.getFirst());
    }

    @Test
    void D32_only_programs_and_the_support_team_may_ask() {
        var champs = Map.of("nom", "B", "siren", siren());
        assertThat(envoyer("bailleur", champs, JetonDeTest.administrateur())).hasStatus(403);
        assertThat(envoyer("bailleur", champs, JetonDeTest.bailleur())).hasStatus(403);
        assertThat(envoyer("administration", Map.of("code", "X", "libelle", "Y"), JetonDeTest.instructeur()))
                .hasStatus(403);
        assertThat(envoyer("bailleur", champs, JetonDeTest.staff())).hasStatusOk();
    }

    private JsonNode bailleur(Map<String, ?> champs) {
        return lire(envoyer("bailleur", champs, JetonDeTest.service()));
    }

    private JsonNode administration(String code, String libelle) {
        return lire(envoyer("administration", Map.of("code", code, "libelle", libelle), JetonDeTest.service()));
    }

    private JsonNode lire(MvcTestResult reponse) {
        assertThat(reponse).hasStatusOk();
        try {
            return json.readTree(reponse.getResponse().getContentAsString());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MvcTestResult envoyer(String quoi, Map<String, ?> champs, Identite identite) {
        return mvc.put()
                .uri("/api/v1/rapprochements/" + quoi)
                .with(JetonDeTest.de(identite))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(champs))
                .exchange();
    }

    /** A new number each time: tests share the database. */
    private static String siren() {
        return String.valueOf(700_000_000 + NUMERO.incrementAndGet());
    }

    @Test
    void RB8_3_FU2_FU3_FU4_D28_the_journal_of_merges_attaches_and_lets_go_but_only_what_it_attached() {
        var mere = entite("Absorbante");
        var premier = entite("Premier absorbé");
        var second = entite("Second absorbé");
        var futur = entite("Absorbé demain");
        var saisi = entite("Rattaché par l’exploitation");
        bailleurs.ecrire(saisi.avecParent(mere.uuid()));
        bailleurs.garderLeParent(saisi.uuid());
        assertThat(fusions(
                        mere,
                        fusion(premier, mere, null),
                        fusion(second, mere, "2020-01-01"),
                        fusion(futur, mere, "2999-01-01"),
                        fusion(mere, second, null)))
                .contains(
                        premier.uuid().toString(),
                        second.uuid().toString(),
                        saisi.uuid().toString())
                .doesNotContain(futur.uuid().toString());
        fusions(mere, fusion(second, mere, null));
        assertThat(bailleurs.un(premier.uuid()).parent()).isNull();
        assertThat(bailleurs.un(second.uuid()).parent()).isEqualTo(mere.uuid());
        assertThat(bailleurs.un(saisi.uuid()).parent()).isEqualTo(mere.uuid());
    }

    private String fusions(fr.gouv.apilos.referentiel.bailleur.Bailleur mere, String... lignes) {
        var reponse = mvc.put()
                .uri("/api/v1/rapprochements/fusions/" + mere.siren())
                .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                .content("[" + String.join(",", lignes) + "]")
                .with(JetonDeTest.de(JetonDeTest.service()))
                .exchange();
        assertThat(reponse).hasStatusOk();
        return new String(reponse.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String fusion(
            fr.gouv.apilos.referentiel.bailleur.Bailleur absorbe,
            fr.gouv.apilos.referentiel.bailleur.Bailleur absorbant,
            String date) {
        return "{\"sirenAbsorbe\": \"%s\", \"sirenAbsorbant\": \"%s\", \"dateFinValidite\": %s}"
                .formatted(absorbe.siren(), absorbant.siren(), date == null ? "null" : "\"" + date + "\"");
    }

    private fr.gouv.apilos.referentiel.bailleur.Bailleur entite(String nom) {
        var siren = "6" + java.util.concurrent.ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        return bailleurs.ecrire(fr.gouv.apilos.referentiel.bailleur.Bailleur.nouveau(
                UUID.randomUUID(),
                siren,
                new fr.gouv.apilos.referentiel.bailleur.Bailleur.Fiche(
                        nom, siren + "00017", "HLM", null, null, null, null, null, null, null, null, null, null)));
    }
}
