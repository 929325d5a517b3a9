package fr.gouv.apilos.convention.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Statut;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Word models are given, compared with the example both services share. */
@EssaiDeService
class ContexteDeDocumentIT {

    private static final Path EXEMPLE =
            Path.of("../infra/contracts/src/main/resources/contracts/contextes/hlm.exemple.json");

    @Autowired
    Jeu jeu;

    @Autowired
    ContexteDeDocument contextes;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Test
    void the_example_of_the_contract_has_exactly_the_keys_this_service_sends() throws IOException {
        var c = jeu.complete(2);
        var contexte = contextes.de(conventions.findWithLotsById(c.convention()).orElseThrow());
        var envoye = json.readTree(contextes.json(contexte.donnees()));
        if (Boolean.getBoolean("contexte.ecrire")) {
            Files.createDirectories(EXEMPLE.getParent());
            Files.writeString(EXEMPLE, json.writerWithDefaultPrettyPrinter().writeValueAsString(envoye) + "\n");
        }
        new ContratDeMessages().verifierContexte("HLM", contextes.json(contexte.donnees()));
        assertThat(cles(envoye)).isEqualTo(cles(json.readTree(Files.readString(EXEMPLE))));
    }

    @Test
    void A5_a_foyer_brings_whom_it_houses_its_common_rooms_and_its_tables() {
        var c = jeu.complete(2);
        jdbc.sql("update programme set nature_logement = 'AUTRE' where id = :id")
                .param("id", c.programme())
                .update();
        jdbc.sql("""
            update convention set attribution_agees_autonomie = true, attribution_reservation_prefectorale = 30
            where id = :id\
            """).param("id", c.convention()).update();
        jdbc.sql("""
            insert into local_collectif (id, lot, type_local, surface_habitable, nombre)
            values (gen_random_uuid(), :lot, 'Buanderie', 12.50, 2)\
            """).param("lot", c.lot()).update();
        for (var financement : List.of("PLUS", "PLAI", "PLUS")) {
            jdbc.sql("""
                insert into logement_edd (id, programme, ordre, designation, financement)
                values (gen_random_uuid(), :programme, 0, 'A1', :financement)\
                """)
                    .param("programme", c.programme())
                    .param("financement", financement)
                    .update();
        }
        var contexte = contexte(c.convention());
        assertThat(contexte.modele()).isEqualTo("FOYER");
        var envoye = json.readTree(contextes.json(contexte.donnees()));
        assertThat(envoye.at("/convention/attribution_type").asString()).isEqualTo("agees");
        assertThat(envoye.at("/convention/attribution_reservation_prefectorale").asInt())
                .isEqualTo(30);
        assertThat(envoye.at("/locaux_collectifs/0/type_local").asString()).isEqualTo("Buanderie");
        assertThat(envoye.at("/lc_sh_totale/$decimal").asString()).isEqualTo("25.00");
        assertThat(envoye.at("/res_sh_totale/$decimal").asString())
                .isEqualTo(new BigDecimal(envoye.at("/sh_totale/$decimal").asString())
                        .add(new BigDecimal("25.00"))
                        .toPlainString());
        // DOC-30: by financement, one number for each.
        assertThat(envoye.path("logement_edds")
                        .valueStream()
                        .map(e -> e.path("lot_num").asInt()))
                .containsExactly(1, 2, 2);
        assertThat(envoye.path("lot_num").asInt()).isEqualTo(2);
    }

    @Test
    void RB2_3_a_convention_is_signed_where_its_administration_says_or_leaves_room_to_write_it() {
        var c = jeu.complete(1);
        assertThat(villeDeSignature(c)).isEqualTo("Marseille");
        jdbc.sql("update reference_administration set ville_signature = null where uuid = :uuid")
                .param("uuid", c.administration())
                .update();
        assertThat(villeDeSignature(c)).isEqualTo(" ".repeat(30));
    }

    private String villeDeSignature(Jeu.Faite c) {
        return json.readTree(contextes.json(contexte(c.convention()).donnees()))
                .path("administration")
                .path("get_ville_signature_or_empty()")
                .asString();
    }

    @Test
    void A2_T3_T4_a_seconde_vie_takes_its_model_once_it_says_of_which_conventions() {
        var c = jeu.complete(2);
        var origine = jeu.complete(1);
        jdbc.sql("update programme set seconde_vie = true where id = :id")
                .param("id", c.programme())
                .update();
        assertThat(contexte(c.convention()).modele()).isEqualTo("HLM");
        jdbc.sql("insert into convention_seconde_vie (convention, origine) values (:id, :origine)")
                .param("id", c.convention())
                .param("origine", origine.convention())
                .update();
        jdbc.sql("update convention set numero = '13.88.1' where id = :id")
                .param("id", origine.convention())
                .update();
        var contexte = contexte(c.convention());
        assertThat(contexte.modele()).isEqualTo("SECONDE_VIE");
        assertThat(json.readTree(contextes.json(contexte.donnees()))
                        .at("/convention/parents_2nd_vie/0/numero")
                        .asString())
                .isEqualTo("13.88.1");
    }

    @Test
    void DOC33_DOC34_an_avenant_is_signed_by_the_party_of_the_act_before_it_and_names_the_new_one() {
        var c = jeu.complete(2);
        jdbc.sql("update convention set signataire_nom = 'Signataire de la convention' where id = :id")
                .param("id", c.convention())
                .update();
        var premier = avenant(c, "Signataire du premier avenant", AvenantType.BAILLEUR);
        var second = avenant(c, "Signataire du second avenant", AvenantType.LOGEMENTS);
        var duPremier = contexte(premier).donnees();
        assertThat(duPremier)
                .containsEntry("signataire_nom", "Signataire de la convention")
                .containsEntry("new_signataire_nom", "Signataire du premier avenant")
                .containsEntry("avenant_type_bailleur", true)
                .containsEntry("avenant_type_logements", false);
        // A13: an older avenant made again still follows the convention, not the later avenant.
        assertThat(contexte(second).donnees())
                .containsEntry("signataire_nom", "Signataire du premier avenant")
                .containsEntry("avenant_type_logements", true);
        assertThat(contexte(second).modele()).isEqualTo("AVENANT");
    }

    @Test
    void A13_the_years_of_a_convention_do_not_depend_on_the_day_it_is_printed() {
        var c = jeu.au(Statut.SIGNEE);
        jdbc.sql("""
            update convention set date_fin_conventionnement = '2066-06-30', valide_le = '2019-05-02',
              televersement_convention_signee_le = null where id = :id\
            """).param("id", c.convention()).update();
        assertThat(contexte(c.convention()).donnees()).containsEntry("nombre_annees_conventionnement", 47);
        jdbc.sql("update convention set televersement_convention_signee_le = '2020-01-12' where id = :id")
                .param("id", c.convention())
                .update();
        assertThat(contexte(c.convention()).donnees()).containsEntry("nombre_annees_conventionnement", 46);
        jdbc.sql("update convention set date_fin_conventionnement = null where id = :id")
                .param("id", c.convention())
                .update();
        assertThat(contexte(c.convention()).donnees()).containsEntry("nombre_annees_conventionnement", "---");
    }

    @Test
    void DOC30_A13_a_mixte_names_each_of_its_lots_and_prints_labels_not_codes() {
        var c = jeu.complete(1);
        jdbc.sql("""
            insert into lot (id, convention, ordre, financement, nb_logements)
            values (gen_random_uuid(), :id, 1, 'PALU_AV_21', 1)\
            """).param("id", c.convention()).update();
        for (var financement : List.of("PLUS", "PALU_AV_21", "PLS")) {
            jdbc.sql("""
                insert into logement_edd (id, programme, ordre, designation, financement)
                values (gen_random_uuid(), :programme, 0, 'A1', :financement)\
                """)
                    .param("programme", c.programme())
                    .param("financement", financement)
                    .update();
        }
        var envoye = json.readTree(contextes.json(contexte(c.convention()).donnees()));
        assertThat(envoye.path("logement_edds")
                        .valueStream()
                        .map(e -> e.path("financement").asString()))
                .containsExactly("PALULOS avant 2021", "PLS", "PLUS");
        assertThat(envoye.path("lot_num").asString()).isEqualTo("1, 3");
        new ContratDeMessages().verifierContexte("HLM", envoye.toString());
    }

    @Test
    void A5_A13_the_rent_per_square_metre_is_that_of_the_lot_or_the_highest_of_several() {
        var c = jeu.complete(1);
        jdbc.sql("update logement set loyer_par_metre_carre = 6.50 where lot = :lot")
                .param("lot", c.lot())
                .update();
        assertThat(loyerAuMetre(c)).isEqualTo(Map.of("$decimal", "6.50"));
        var autre = UUID.randomUUID();
        jdbc.sql("""
            insert into lot (id, convention, ordre, financement, nb_logements) values (:lot, :id, 1, 'PLS', 2)\
            """).param("lot", autre).param("id", c.convention()).update();
        assertThat(loyerAuMetre(c))
                .as("a lot without logements counts for nothing")
                .isEqualTo(Map.of("$decimal", "6.50"));
        jdbc.sql("""
            insert into logement (id, lot, designation, typologie, surface_habitable, surface_utile, loyer_par_metre_carre,
              coeficient, loyer, import_order)
            values (gen_random_uuid(), :lot, 'B1', 'T2', 40, 40, 9.75, 1, 390, 0),
              (gen_random_uuid(), :lot, 'B2', 'T2', 40, 40, 99, 1, 3960, 1)\
            """).param("lot", autre).update();
        assertThat(loyerAuMetre(c)).as("each lot by its first logement").isEqualTo(Map.of("$decimal", "9.75"));
        jdbc.sql("delete from logement where lot in (select id from lot where convention = :id)")
                .param("id", c.convention())
                .update();
        assertThat(loyerAuMetre(c)).isEqualTo(Map.of("$decimal", "0"));
    }

    private Object loyerAuMetre(Jeu.Faite c) {
        return contexte(c.convention()).donnees().get("loyer_m2");
    }

    @Test
    void DOC60_A13_the_watermark_of_an_avenant_says_avenant() {
        assertThat(Documents.filigrane(Statut.PROJET, false)).isEqualTo("Projet de convention");
        assertThat(Documents.filigrane(Statut.PROJET, true)).isEqualTo("Projet d’avenant");
        assertThat(Documents.filigrane(Statut.CORRECTION, false)).isEqualTo("Convention en cours d'instruction");
        assertThat(Documents.filigrane(Statut.INSTRUCTION, true)).isEqualTo("Avenant en cours d'instruction");
        for (var statut : Statut.values()) {
            if (!Statut.EN_COURS.contains(statut)) {
                assertThat(Documents.filigrane(statut, false)).as(statut.name()).isNull();
            }
        }
    }

    private UUID avenant(Jeu.Faite c, String signataire, AvenantType type) {
        var id = jeu.avenant(c, Statut.PROJET, type);
        jdbc.sql("update convention set signataire_nom = :nom, cree_le = clock_timestamp() where id = :id")
                .param("nom", signataire)
                .param("id", id)
                .update();
        jdbc.sql("""
            insert into lot (id, convention, ordre, financement, nb_logements)
            values (gen_random_uuid(), :id, 0, 'PLUS', 1)\
            """).param("id", id).update();
        return id;
    }

    private ContexteDeDocument.Contexte contexte(UUID convention) {
        return contextes.de(conventions.findWithLotsById(convention).orElseThrow());
    }

    @Test
    void DOC32_social_mix_follows_the_size_of_the_operation() {
        assertThat(Mixite.de(9)).containsAllEntriesOf(mixite(1, 3, 1, 3, 3));
        assertThat(Mixite.de(5)).containsAllEntriesOf(mixite(1, 2, 1, 2, 2));
        assertThat(Mixite.de(4)).containsAllEntriesOf(mixite(0, 1, 0, 1, 2));
        assertThat(Mixite.de(10)).containsAllEntriesOf(mixite(1, 3, 1, 3, 3));
        assertThat(Mixite.de(11)).containsAllEntriesOf(mixite(1, 4, 1, 3, 4));
        assertThat(Mixite.de(0)).containsAllEntriesOf(mixite(0, 0, 0, 0, 0));
        // A13: where a sum of doubles goes down (0.3 × 55 is 16.5, 0.1 × 165 too).
        assertThat(Mixite.de(55)).containsEntry("mixPLUSinf10_30pc", 17);
        assertThat(Mixite.de(165)).containsEntry("mixPLUSinf10_10pc", 17);
    }

    private static Map<String, Object> mixite(int dix, int trente, int inf10, int inf30, int sup30) {
        return Map.of(
                "mixPLUS_10pc", dix,
                "mixPLUS_30pc", trente,
                "mixPLUSinf10_10pc", inf10,
                "mixPLUSinf10_30pc", inf30,
                "mixPLUSsup10_30pc", sup30);
    }

    private static Set<String> cles(JsonNode noeud) {
        var cles = new TreeSet<String>();
        parcourir(noeud, "", cles);
        return cles;
    }

    private static void parcourir(JsonNode noeud, String chemin, Set<String> cles) {
        if (noeud.isObject() && !chemin.endsWith("nb_logements_par_type")) {
            noeud.properties().forEach(champ -> {
                if (!champ.getKey().startsWith("$")) {
                    cles.add(chemin + "." + champ.getKey());
                }
                parcourir(champ.getValue(), chemin + "." + champ.getKey(), cles);
            });
        } else if (noeud.isArray()) {
            noeud.forEach(element -> parcourir(element, chemin + "[]", cles));
        }
    }
}
