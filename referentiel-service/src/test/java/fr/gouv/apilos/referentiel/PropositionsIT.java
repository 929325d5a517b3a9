package fr.gouv.apilos.referentiel;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.TexteCherche;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** What fields propose (03 B7, D38, E24). */
@EssaiDeService
class PropositionsIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Test
    void B7_a_bailleur_is_found_by_words_of_its_name_in_any_order_without_accents() {
        var b = bailleur("Métropole Œuvres-Sociales du Ménez", null);
        for (var q : new String[] {"menez", "oeuvres métropole", "MENEZ œuv", "sociales du"}) {
            assertThat(proposer("/search/bailleur", q, JetonDeTest.staff())).contains(b.uuid());
        }
        assertThat(proposer("/search/bailleur", "menez inexistant", JetonDeTest.staff()))
                .doesNotContain(b.uuid());
    }

    @Test
    void D38_a_bailleur_is_found_by_siren_and_by_siret_typed_in_groups() {
        var b = bailleur("Numéros", null);
        var s = b.siren();
        for (var q : new String[] {
            s, s.substring(0, 6), s.substring(0, 3) + " " + s.substring(3, 6) + " " + s.substring(6), s + "00"
        }) {
            assertThat(proposer("/search/bailleur", q, JetonDeTest.staff()))
                    .as(q)
                    .contains(b.uuid());
        }
        assertThat(labels("/search/bailleur", s, JetonDeTest.staff())).containsExactly("Numéros (" + s + ")");
    }

    @Test
    void a_mistyped_name_is_forgiven() {
        var b = bailleur("Habitat et Humanisme de Cornouaille", null);
        for (var q : new String[] {"Cornouaile", "cornuaille", "humansime cornouaille"}) {
            assertThat(proposer("/search/bailleur", q, JetonDeTest.staff()))
                    .as(q)
                    .contains(b.uuid());
        }
    }

    @Test
    void RB4_1_E24_parents_are_attached_to_nobody_and_are_not_the_bailleur_itself() {
        var mere = bailleur("HL Parente un", null);
        var fille = bailleur("HL Parente deux", mere.uuid());
        var autre = bailleur("HL Parente trois", null);
        assertThat(proposer("/search/bailleur", "hl parente", JetonDeTest.staff()))
                .containsExactly(fille.uuid(), autre.uuid(), mere.uuid());
        assertThat(proposer("/search/bailleur/" + autre.uuid() + "/parent", "hl parente", JetonDeTest.staff()))
                .containsExactly(mere.uuid());
        // Everybody else proposes what they may see, children included.
        assertThat(proposer("/search/bailleur", "hl parente", JetonDeTest.bailleur(mere.uuid(), fille.uuid())))
                .containsExactly(fille.uuid(), mere.uuid());
        assertThat(proposer("/search/bailleur", "hl", JetonDeTest.instructeur(UUID.randomUUID())))
                .contains(mere.uuid());
    }

    @Test
    void B7_twenty_at_most_and_hostile_text_is_only_text() {
        for (int i = 0; i < 25; i++) {
            bailleur("Vingtaine " + i, null);
        }
        assertThat(proposer("/search/bailleur", "vingtaine", JetonDeTest.staff()))
                .hasSize(20);
        assertThat(proposer("/search/bailleur", "", JetonDeTest.staff())).hasSizeLessThanOrEqualTo(20);
        for (var q : new String[] {"%", "_", "'", "\\", "a".repeat(5000), "😀", " "}) {
            assertThat(mvc.get().uri("/search/bailleur").param("q", q).with(JetonDeTest.de(JetonDeTest.staff())))
                    .hasStatusOk();
        }
        assertThat(mvc.get().uri("/search/bailleur")).hasStatus(401);
    }

    @Test
    void B7_an_administration_is_found_by_name_or_code_even_mistyped() {
        var code = "DD" + ParametresIT.siren();
        var a = administrations.ecrire(Administration.nouvelle(
                UUID.randomUUID(),
                new Administration.Fiche("DDTM des Abers lointains", code, "Landéda", null, null, null, null, null)));
        for (var q : new String[] {"abers", code, code.toLowerCase(java.util.Locale.ROOT), "abers lointans"}) {
            assertThat(proposer("/search/administration", q, JetonDeTest.instructeur(a.uuid())))
                    .as(q)
                    .contains(a.uuid());
        }
        assertThat(labels("/search/administration", "abers lointains", JetonDeTest.staff()))
                .containsExactly("DDTM des Abers lointains (" + code + ")");
    }

    @Test
    void B7_words_shared_by_many_names_give_the_first_names_of_all_that_hold_them() throws Exception {
        // Many names for one word, a word inside another, words together, one at the head of few: in the order of
        // names.
        var mere = bailleur("Concorde Tronc commun 00", null);
        for (int i = 0; i < 60; i++) {
            bailleur(
                    "Concorde " + "ABCDEF".charAt(i % 6) + " Tronc" + (i % 3 == 0 ? "con" : "") + " commun " + i,
                    i % 5 == 0 ? mere.uuid() : null);
        }
        for (var q : new String[] {
            "tronc",
            "commun",
            "concorde",
            "tronc commun",
            "commun tronccon",
            "ronc",
            "concorde b",
            "concorde 7",
            "tronc zzzzyyyy"
        }) {
            for (var parent : new boolean[] {false, true}) {
                var chemin = "/search/bailleur" + (parent ? "/" + mere.uuid() + "/parent" : "");
                assertThat(proposer(chemin, q, JetonDeTest.staff()))
                        .as(chemin + q)
                        .isEqualTo(naivement(q, parent, mere.uuid()));
            }
        }
        assertThat(CompteurSql.pendant(() -> proposer("/search/bailleur", "tronc commun", JetonDeTest.staff())))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void B7_what_is_proposed_follows_names_parents_and_deletions() {
        var mere = bailleur("Suiveuse mère", null);
        var b = bailleur("Suiveuse avant", null);
        var parents = "/search/bailleur/" + mere.uuid() + "/parent";
        assertThat(proposer(parents, "suiveuse", JetonDeTest.staff())).containsExactly(b.uuid());
        b = bailleurs.ecrire(b.avec(fiche("Suiveuse apres", b.siret(), null)));
        assertThat(proposer("/search/bailleur", "avant suiveuse", JetonDeTest.staff()))
                .doesNotContain(b.uuid());
        assertThat(labels("/search/bailleur", "apres suiveuse", JetonDeTest.staff()))
                .containsExactly("Suiveuse apres (" + b.siren() + ")");
        b = bailleurs.ecrire(b.avec(fiche("Suiveuse apres", b.siret(), mere.uuid())));
        assertThat(proposer(parents, "suiveuse", JetonDeTest.staff())).isEmpty();
        assertThat(proposer("/search/bailleur", "suiveuse", JetonDeTest.staff()))
                .containsExactly(b.uuid(), mere.uuid());
        jdbc.sql("update bailleur set supprime = true where uuid = :uuid")
                .param("uuid", b.uuid())
                .update();
        assertThat(proposer("/search/bailleur", "suiveuse", JetonDeTest.staff()))
                .containsExactly(mere.uuid());
    }

    /** The same by reading every row. */
    private List<UUID> naivement(String q, boolean sansParent, UUID sauf) {
        var texte = TexteCherche.de(q);
        return jdbc.sql("select uuid from bailleur where not supprime and " + texte.condition("cherche")
                        + (sansParent ? " and parent is null and uuid <> :sauf" : "") + " order by nom, uuid limit 20")
                .params(texte.parametres())
                .param("sauf", sauf)
                .query(UUID.class)
                .list();
    }

    private static Bailleur.Fiche fiche(String nom, String siret, @Nullable UUID parent) {
        return new Bailleur.Fiche(nom, siret, "HLM", null, parent, null, null, null, null, null, null, null, null);
    }

    private List<UUID> proposer(String chemin, String q, Identite identite) {
        return StreamSupport.stream(lire(chemin, q, identite).spliterator(), false)
                .map(n -> UUID.fromString(n.path("value").asString()))
                .toList();
    }

    private List<String> labels(String chemin, String q, Identite identite) {
        return StreamSupport.stream(lire(chemin, q, identite).spliterator(), false)
                .map(n -> n.path("label").asString())
                .toList();
    }

    private tools.jackson.databind.JsonNode lire(String chemin, String q, Identite identite) {
        var reponse = mvc.get()
                .uri(chemin)
                .param("q", q)
                .with(JetonDeTest.de(identite))
                .exchange();
        assertThat(reponse).hasStatusOk();
        return json.readTree(new String(reponse.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private Bailleur bailleur(String nom, @Nullable UUID parent) {
        var siren = ParametresIT.siren();
        return bailleurs.ecrire(Bailleur.nouveau(UUID.randomUUID(), siren, fiche(nom, siren + "00017", parent)));
    }
}
