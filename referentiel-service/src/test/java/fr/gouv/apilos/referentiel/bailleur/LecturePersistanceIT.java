package fr.gouv.apilos.referentiel.bailleur;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Pages for services, one entity for people, within their perimeter. */
@EssaiDeService
class LecturePersistanceIT {

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JsonMapper json;

    @Test
    void pages_follow_one_another_without_gap_nor_repetition() throws UnsupportedEncodingException {
        var faits = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            faits.add(nouveau().uuid().toString());
        }
        var lus = new ArrayList<String>();
        var suivant = "";
        do {
            var page = json.readTree(lire(
                            "/api/v1/bailleurs?taille=2" + (suivant.isEmpty() ? "" : "&apres=" + suivant),
                            JetonDeTest.service())
                    .getResponse()
                    .getContentAsString());
            assertThat(page.path("elements").size()).isLessThanOrEqualTo(2);
            page.path("elements").forEach(b -> lus.add(b.path("uuid").asString()));
            suivant = page.path("suivant").isNull() ? "" : page.path("suivant").asString("");
        } while (!suivant.isEmpty());
        assertThat(lus).doesNotHaveDuplicates().containsSubsequence(faits);
    }

    @Test
    void D39_the_database_itself_holds_each_identifier_once() {
        assertThat(jdbc.sql("""
                        select c.relname || '.' || a.attname from pg_index i join pg_class c on c.oid = i.indrelid
                          join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                        where i.indisunique and i.indnatts = 1 and i.indpred is null
                          and c.relnamespace = current_schema()::regnamespace\
                        """).query(String.class).list())
                .contains(
                        "bailleur.uuid",
                        "bailleur.siret",
                        "bailleur.siren",
                        "administration.uuid",
                        "administration.code",
                        "departement.code_insee",
                        "departement.nom");
    }

    @Test
    void the_size_of_a_page_is_bounded() {
        assertThat(lire("/api/v1/bailleurs?taille=0", JetonDeTest.service())).hasStatusOk();
        assertThat(lire("/api/v1/bailleurs?taille=1000000", JetonDeTest.service()))
                .hasStatusOk();
        assertThat(lire("/api/v1/administrations?taille=1", JetonDeTest.service()))
                .hasStatusOk();
    }

    @Test
    void lists_are_for_programs_and_the_support_team() {
        for (var chemin : new String[] {"/api/v1/bailleurs", "/api/v1/administrations"}) {
            assertThat(lire(chemin, JetonDeTest.staff())).hasStatusOk();
            assertThat(lire(chemin, JetonDeTest.administrateur())).hasStatus(403);
            assertThat(lire(chemin, JetonDeTest.bailleur())).hasStatus(403);
            assertThat(mvc.get().uri(chemin)).hasStatus(401);
        }
    }

    @Test
    void B4_a_person_reads_a_bailleur_of_their_perimeter_only() {
        var sien = nouveau();
        var autre = nouveau();
        var identite = JetonDeTest.bailleur(sien.uuid());
        assertThat(lire("/api/v1/bailleurs/" + sien.uuid(), identite))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.siret")
                .isEqualTo(sien.siret());
        assertThat(lire("/api/v1/bailleurs/" + autre.uuid(), identite)).hasStatus(403);
        assertThat(lire("/api/v1/bailleurs/" + autre.uuid(), JetonDeTest.instructeur()))
                .hasStatusOk();
        assertThat(lire("/api/v1/bailleurs/" + UUID.randomUUID(), JetonDeTest.administrateur()))
                .hasStatus(404);
    }

    @Test
    void a_page_costs_one_statement_whatever_its_size() throws Exception {
        nouveau();
        nouveau();
        var ordres = CompteurSql.pendant(() -> bailleurs.apres(null, 100));
        assertThat(ordres).hasSize(1);
    }

    private MvcTestResult lire(String chemin, Identite identite) {
        return mvc.get().uri(chemin).with(JetonDeTest.de(identite)).exchange();
    }

    private Bailleur nouveau() {
        var uuid = UUID.randomUUID();
        return bailleurs.ecrire(new Bailleur(
                uuid,
                "B",
                "S-" + uuid,
                "",
                "HLM",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                false));
    }
}
