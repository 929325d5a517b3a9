package fr.gouv.apilos.convention.reprise;

import static fr.gouv.apilos.testing.DumpDEssai.ligne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.reprise.RapportDeReprise;
import fr.gouv.apilos.platform.reprise.Reprise;
import fr.gouv.apilos.platform.reprise.SuiviDeReprise;
import fr.gouv.apilos.testing.DumpDEssai;
import fr.gouv.apilos.testing.SchemaNeuf;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The take-over on a schema of its own: what is taken, what is kept aside and why, and what a stop leaves. */
class ReprisePersistanceIT {

    private static final SuiviDeReprise MUET = (fait, total, etape) -> {};
    private static final String PAR = "essai";
    private static final String COLONNES_PROGRAMME = "id, uuid, nom, code_postal, ville, numero_operation, bailleur_id,"
            + " administration_id, zone_123, zone_abc, type_operation, nature_logement, code_insee_departement,"
            + " code_insee_region, date_achevement, date_achevement_previsible, parent_id, cree_le, mis_a_jour_le, anru,"
            + " anah, seconde_vie, search_vector";
    private static final String COLONNES_CONVENTION =
            "id, uuid, numero, statut, valide_le, fond_propre, programme_id, parent_id, cree_par_id, cree_le, mis_a_jour_le";
    private static final String QUAND = "2020-05-04 10:00:00+00";

    @TempDir
    Path dossier;

    private SchemaNeuf base;
    private JdbcTemplate jdbc;

    @BeforeEach
    void schemaNeuf() {
        base = new SchemaNeuf();
        jdbc = new JdbcTemplate(base);
    }

    @Test
    void R3_avenants_of_avenants_are_attached_to_their_convention() throws IOException {
        var rapport = reprise().reprendre(dump().fichier(dossier), false, PAR, MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.ecartees()).as(rapport.texte()).isZero();
        assertThat(jdbc.queryForList(
                        "select numero from convention where parent = ? order by numero", String.class, uuid(10)))
                .containsExactly("1", "2");
        assertThat(jdbc.queryForMap(
                        "select statut, numero_pour_recherche, cree_par_nom, cree_par_instructeur from convention"
                                + " where id = ?",
                        uuid(10)))
                .containsEntry("statut", "SIGNEE")
                .containsEntry("numero_pour_recherche", "1312020")
                .containsEntry("cree_par_nom", "Irène Instructrice")
                .containsEntry("cree_par_instructeur", true);
        assertThat(jdbc.queryForMap(
                        "select code_insee_departement, code_insee_region, zone123, date_achevement_compile::text"
                                + " from programme where id = ?",
                        uuid(1)))
                .as("03 R-A3.4, the département of the postal code; the foreseen end when there is no other")
                .containsEntry("code_insee_departement", "13")
                .containsEntry("code_insee_region", "93")
                .containsEntry("zone123", "Z1BIS")
                .containsEntry("date_achevement_compile", "2021-06-30");
        assertThat(jdbc.queryForObject("select cree_par from convention where id = ?", UUID.class, uuid(10)))
                .as("the identifier habilitation-service gives to the same user")
                .isEqualTo(UUID.nameUUIDFromBytes("users.user:2".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void a_second_run_writes_nothing_and_undoes_nothing() throws IOException {
        var fichier = dump().fichier(dossier);
        var premier = reprise().reprendre(fichier, false, PAR, MUET);
        jdbc.update("update convention set fond_propre = 12 where id = ?", uuid(10));
        var second = reprise().reprendre(fichier, false, PAR, MUET);
        assertThat(second.comptes())
                .allSatisfy(compte ->
                        assertThat(compte.ecrites()).as(compte.source()).isZero());
        assertThat(second.comptes().stream()
                        .mapToLong(RapportDeReprise.Compte::presentes)
                        .sum())
                .isEqualTo(premier.comptes().stream()
                        .mapToLong(RapportDeReprise.Compte::ecrites)
                        .sum());
        assertThat(jdbc.queryForObject("select fond_propre::int from convention where id = ?", Integer.class, uuid(10)))
                .as("what people did since is kept")
                .isEqualTo(12);
    }

    @Test
    void what_our_rules_refuse_is_kept_aside_with_the_reason_then_corrected_and_taken() throws IOException {
        var dump = dump().table(
                        "conventions_convention_avenant_types",
                        "id, convention_id, avenanttype_id",
                        ligne(1, 11, 1),
                        ligne(2, 12, 99))
                .table(
                        "programmes_lot",
                        "id, uuid, convention_id, financement, type_habitat, nb_logements, cree_le, mis_a_jour_le",
                        ligne(31, uuid(31), 10, "PLUS", "MIXTE", 4, QUAND, QUAND),
                        ligne(32, uuid(32), 10, "PLUS", "MIXTE", 4, QUAND, QUAND),
                        ligne(33, uuid(33), 10, "PLOUF", "MIXTE", 4, QUAND, QUAND),
                        ligne(34, uuid(34), 999, "PLAI", "MIXTE", 4, QUAND, QUAND))
                .table(
                        "conventions_pret",
                        "id, uuid, lot_id, preteur, autre, montant, date_octroi, cree_le, mis_a_jour_le",
                        ligne(41, uuid(41), 31, "CDCF", null, "1000.50", "2020-01-31", QUAND, QUAND),
                        ligne(42, uuid(42), 31, "CDCF", null, "beaucoup", "2020-02-31", QUAND, QUAND),
                        ligne(43, "pas un uuid", 33, "CDCF", null, "1", null, QUAND, QUAND));
        var rapport = reprise().reprendre(dump.fichier(dossier), false, PAR, MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(ecartees())
                .containsEntry(
                        "conventions_convention_avenant_types 2",
                        "avenanttype_id « 99 » : est un type d’avenant inconnu")
                .containsEntry("programmes_lot 32", "financement « PLUS » : une autre ligne du fichier le porte")
                .containsEntry("programmes_lot 33", "financement « PLOUF » : est une valeur inconnue")
                .containsEntry(
                        "programmes_lot 34",
                        "convention_id « 999 » : renvoie à une ligne absente ou écartée de conventions_convention")
                .containsEntry(
                        "conventions_pret 42",
                        "montant « beaucoup » : n’est pas un nombre d’au plus 12 chiffres dont 2 décimales"
                                + " | date_octroi « 2020-02-31 » : n’est pas une date")
                .containsEntry(
                        "conventions_pret 43",
                        "uuid « pas un uuid » : n’est pas un identifiant"
                                + " | lot_id « 33 » : renvoie à une ligne absente ou écartée de programmes_lot")
                .hasSize(6);
        assertThat(jdbc.queryForObject("select count(*) from pret", Integer.class))
                .isEqualTo(1);

        var reprise = reprise();
        reprise.corriger(numero("programmes_lot", 33), Map.of("financement", "PLAI"));
        reprise.corriger(numero("conventions_pret", 42), Map.of("montant", "12.30", "date_octroi", "2020-02-29"));
        reprise.corriger(numero("conventions_pret", 43), Map.of("uuid", uuid(43).toString()));
        assertThatThrownBy(() -> reprise.corriger(numero("conventions_pret", 43), Map.of("inconnue", "1")))
                .isInstanceOf(ErreurMetier.class);
        var rejeu = reprise.rejouer(PAR, MUET);
        assertThat(rejeu.juste()).as(rejeu.texte()).isTrue();
        assertThat(rejeu.ecartees()).isEqualTo(3);
        assertThat(jdbc.queryForObject("select sum(montant)::text from pret", String.class))
                .isEqualTo("1013.80");
        assertThat(ecartees().keySet())
                .containsExactlyInAnyOrder(
                        "conventions_convention_avenant_types 2", "programmes_lot 32", "programmes_lot 34");
    }

    @Test
    void a_loop_of_avenants_and_a_number_carried_twice_are_kept_aside() throws IOException {
        var fichier = dump(
                        ligne(13, uuid(13), "X", "1. Projet", null, null, 1, 14, null, QUAND, QUAND),
                        ligne(14, uuid(14), "Y", "1. Projet", null, null, 1, 13, null, QUAND, QUAND),
                        ligne(15, uuid(15), "13/1/2020", "1. Projet", null, null, 1, null, null, QUAND, QUAND),
                        ligne(16, uuid(16), "Z", "1. Brouillon", null, null, 1, null, null, QUAND, QUAND),
                        ligne(17, uuid(17), "1", "1. Projet", null, null, 1, 16, null, QUAND, QUAND))
                .fichier(dossier);
        var rapport = reprise().reprendre(fichier, false, PAR, MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(ecartees().keySet())
                .containsExactlyInAnyOrder(
                        "conventions_convention 13",
                        "conventions_convention 14",
                        "conventions_convention 15",
                        "conventions_convention 16",
                        "conventions_convention 17");
        assertThat(ecartees())
                .containsEntry("conventions_convention 16", "statut « 1. Brouillon » : est une valeur inconnue")
                .containsEntry(
                        "conventions_convention 17", "racine_id « 16 » : renvoie à une ligne absente ou écartée");
    }

    @Test
    void a_run_that_stops_anywhere_goes_on_and_ends_like_the_others() throws IOException {
        var fichier = dump().fichier(dossier);
        var pas = new int[1];
        for (int arret = 1; pas[0] < arret || arret == 1; arret++) {
            var limite = arret;
            pas[0] = 0;
            try {
                reprise().reprendre(fichier, false, PAR, (fait, total, etape) -> {
                    if (++pas[0] == limite) {
                        throw new IllegalStateException("killed");
                    }
                });
                break;
            } catch (IllegalStateException attendu) {
                assertThat(attendu).hasMessage("killed");
                assertThat(reprise().dernier().orElseThrow().etat()).isEqualTo("EN_COURS");
            }
        }
        var rapport = reprise().dernier().orElseThrow();
        assertThat(rapport.etat()).isEqualTo("FAITE");
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(jdbc.queryForObject("select count(*) from convention", Integer.class))
                .isEqualTo(3);
        assertThat(jdbc.queryForObject("select count(*) from reprise", Integer.class))
                .as("one run, however often it stopped")
                .isEqualTo(1);
        assertThat(rapport.comptes().stream()
                        .mapToLong(RapportDeReprise.Compte::ecrites)
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void another_file_waits_until_the_run_on_its_way_is_ended_or_given_up() throws IOException {
        var fichier = dump().fichier(dossier);
        var autre = dump(ligne(20, uuid(20), "N", "1. Projet", null, null, 1, null, null, QUAND, QUAND))
                .fichier(dossier);
        assertThatThrownBy(() -> reprise().reprendre(fichier, false, PAR, (fait, total, etape) -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThatThrownBy(() -> reprise().reprendre(autre, false, PAR, MUET))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("--abandonner");
        reprise().abandonner();
        assertThat(reprise().reprendre(autre, false, PAR, MUET).juste()).isTrue();
    }

    @Test
    void a_file_that_cannot_be_read_leaves_nothing() throws IOException {
        var texte = dump().texte();
        var coupe = Files.writeString(dossier.resolve("coupe.sql"), texte.substring(0, texte.indexOf("13/1/2020")));
        assertThatThrownBy(() -> reprise().reprendre(coupe, false, PAR, MUET))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("au milieu de la table « conventions_convention »");
        var insertions = Files.writeString(
                dossier.resolve("insert.sql"), "INSERT INTO public.conventions_convention VALUES (1);\n");
        assertThatThrownBy(() -> reprise().reprendre(insertions, false, PAR, MUET))
                .hasMessageContaining("--inserts");
        var colonnes = Files.writeString(
                dossier.resolve("colonnes.sql"), texte.replace("SIGNEE\t", "").replace("5. Signée\t", ""));
        assertThatThrownBy(() -> reprise().reprendre(colonnes, false, PAR, MUET))
                .isInstanceOf(ErreurMetier.class);
        assertThat(jdbc.queryForObject("select count(*) from convention", Integer.class))
                .isZero();
    }

    @Test
    void a_production_that_has_data_is_joined_only_when_asked() throws IOException {
        var fichier = dump().fichier(dossier);
        reprise().reprendre(fichier, false, PAR, MUET);
        jdbc.update("delete from reprise");
        var production = reprise("siap-production");
        assertThatThrownBy(() -> production.reprendre(fichier, false, PAR, MUET))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("--fusionner");
        assertThat(production.reprendre(fichier, true, PAR, MUET).juste()).isTrue();
    }

    /** The dump of an installation: 20 069 conventions. Where it is not there, this test says so and is skipped. */
    @Test
    void a_real_installation_is_taken_whole() {
        var fichier = Shared.chemin("data/reprise/apilos-donnees.sql.gz");
        var rapport = reprise().reprendre(fichier, false, PAR, MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.ecartees()).as(rapport.texte()).isZero();
        assertThat(rapport.comptes())
                .contains(
                        new RapportDeReprise.Compte("conventions_convention", "convention", 20_069, 20_069, 0, 0),
                        new RapportDeReprise.Compte("programmes_programme", "programme", 14_065, 14_065, 0, 0),
                        new RapportDeReprise.Compte("programmes_lot", "lot", 20_973, 20_973, 0, 0),
                        new RapportDeReprise.Compte("programmes_logement", "logement", 21_785, 21_785, 0, 0),
                        new RapportDeReprise.Compte("conventions_pret", "pret", 6_242, 6_242, 0, 0));
        assertThat(rapport.totaux()).hasSizeGreaterThan(500);
    }

    /** The older shape: a convention names its one lot, a loan its convention, a bailleur is named by its SIRET. */
    @Test
    void an_older_JSON_dump_is_taken_by_the_same_plan() {
        var fichier = Shared.chemin("data/dataset_staging.json");
        jdbc.update("insert into reference_bailleur (uuid, nom, siret, siren, nature_bailleur, version, supprime)"
                + " values (gen_random_uuid(), 'B', '12345678900000', '123456789', 'HLM', 1, false)");
        jdbc.update("insert into reference_administration (uuid, nom, code, version, supprime)"
                + " values (gen_random_uuid(), 'A', '00000', 1, false)");
        var rapport = reprise().reprendre(fichier, false, PAR, MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.ecartees()).as(rapport.texte()).isZero();
        assertThat(rapport.comptes())
                .contains(
                        new RapportDeReprise.Compte("conventions_convention", "convention", 11, 11, 0, 0),
                        new RapportDeReprise.Compte("programmes_programme", "programme", 7, 7, 0, 0),
                        new RapportDeReprise.Compte("programmes_lot", "lot", 11, 11, 0, 0),
                        new RapportDeReprise.Compte("programmes_logement", "logement", 148, 148, 0, 0),
                        new RapportDeReprise.Compte("conventions_pret", "pret", 18, 18, 0, 0));
        assertThat(jdbc.queryForObject(
                        "select count(*) from lot where financement is null or convention is null", Integer.class))
                .isZero();
        assertThat(reprise().reprendre(fichier, false, PAR, MUET).comptes())
                .allSatisfy(compte -> assertThat(compte.ecrites()).isZero());
    }

    /** Our own data set, which names bailleurs by SIRET, authors by key and avenants by rank; sums are numbers in it. */
    @Test
    void the_demonstration_data_set_is_taken_by_the_same_plan() {
        var rapport = reprise()
                .reprendre(Path.of("../infra/launcher/src/main/resources/demo/demo-dataset.json"), false, PAR, MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.ecartees()).as(rapport.texte()).isZero();
        assertThat(rapport.comptes())
                .contains(
                        new RapportDeReprise.Compte("conventions_convention", "convention", 37, 37, 0, 0),
                        new RapportDeReprise.Compte("programmes_logement", "logement", 432, 432, 0, 0),
                        new RapportDeReprise.Compte("conventions_pret", "pret", 109, 109, 0, 0),
                        new RapportDeReprise.Compte(
                                "conventions_convention_avenant_types", "convention_avenant_type", 5, 5, 0, 0));
    }

    @Test
    void both_readers_give_the_same_rows() throws IOException {
        var sql = new SchemaNeuf();
        base = sql;
        reprise().reprendre(dump().fichier(dossier), false, PAR, MUET);
        var json = new SchemaNeuf();
        base = json;
        var fichier = Files.writeString(dossier.resolve("dump.json"), """
                [{"model": "conventions.convention", "pk": 11, "fields": {"uuid": "%2$s", "numero": "1", "statut": "5. Signée",
                   "programme": 1, "parent": 10, "cree_le": "%4$s", "mis_a_jour_le": "%4$s"}},
                 {"model": "bailleurs.bailleur", "pk": 3, "fields": {"uuid": "%3$s", "nom": "Bailleur <d'essai>",
                   "siret": "12345678900000", "siren": "123456789", "nature_bailleur": "HLM"}},
                 {"model": "conventions.convention", "pk": 12, "fields": {"uuid": "%5$s", "numero": "2", "statut": "1. Projet",
                   "programme": 1, "parent": 11, "cree_le": "%4$s", "mis_a_jour_le": "%4$s"}},
                 {"model": "users.user", "pk": 2, "fields": {"first_name": "Irène", "last_name": "Instructrice",
                   "email": "i@example.test", "password": "secret"}},
                 {"model": "users.role", "pk": 1, "fields": {"typologie": "INSTRUCTEUR", "user": 2}},
                 {"model": "instructeurs.administration", "pk": 4, "fields": {"uuid": "%6$s", "nom": "DDT", "code": "DD013"}},
                 {"model": "programmes.programme", "pk": 1, "fields": {"uuid": "%7$s", "nom": "Les Lilas",
                   "code_postal": "13001", "ville": "Marseille", "numero_operation": "2020-13",
                   "bailleur": ["siret", "12345678900000"], "administration": 4, "zone_123": "1bis", "zone_abc": "B1",
                   "type_operation": "NEUF", "nature_logement": "LOGEMENTSORDINAIRES", "code_insee_departement": "",
                   "date_achevement_previsible": "2021-06-30", "cree_le": "%4$s", "mis_a_jour_le": "%4$s", "anru": false,
                   "anah": false, "seconde_vie": false}},
                 {"model": "conventions.convention", "pk": 10, "fields": {"uuid": "%1$s", "numero": "13/1/2020",
                   "statut": "5. Signée", "valide_le": "2020-05-04", "fond_propre": "150000.55", "programme": 1, "cree_par": 2,
                   "avenant_types": [], "cree_le": "%4$s", "mis_a_jour_le": "%4$s"}}]
                """.formatted(
                        uuid(10), uuid(11), uuid(3), QUAND, uuid(12), uuid(4), uuid(1)));
        var rapport = reprise().reprendre(fichier, false, PAR, MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.ecartees()).as(rapport.texte()).isZero();
        for (var table : List.of("programme", "convention", "reference_bailleur", "reference_administration")) {
            var ordre = "select (to_jsonb(t) - 'recu_le')::text from " + table + " t order by 1";
            assertThat(jdbc().queryForList(ordre, String.class))
                    .as(table)
                    .isEqualTo(new JdbcTemplate(sql).queryForList(ordre, String.class))
                    .isNotEmpty();
        }
    }

    @Test
    void a_JSON_file_that_cannot_be_read_leaves_nothing() throws IOException {
        for (var texte : List.of("[", "{}", "[{\"model\": 1}]", "[{\"model\": \"a.b\", \"fields\": {\"x\": }]", "[]")) {
            var fichier = Files.writeString(dossier.resolve("dump.json"), texte);
            assertThatThrownBy(() -> reprise().reprendre(fichier, false, PAR, MUET))
                    .as(texte)
                    .isInstanceOf(ErreurMetier.class);
        }
        assertThat(jdbc.queryForObject("select count(*) from reprise where etat = 'EN_COURS'", Integer.class))
                .isZero();
    }

    private JdbcTemplate jdbc() {
        return new JdbcTemplate(base);
    }

    private DumpDEssai dump(Object[]... autresConventions) {
        var conventions = new java.util.ArrayList<Object[]>(List.of(
                ligne(12, uuid(12), "2", "1. Projet", null, null, 1, 11, null, QUAND, QUAND),
                ligne(10, uuid(10), "13/1/2020", "5. Signée", "2020-05-04", "150000.55", 1, null, 2, QUAND, QUAND),
                ligne(11, uuid(11), "1", "5. Signée", null, null, 1, 10, null, QUAND, QUAND)));
        conventions.addAll(List.of(autresConventions));
        return new DumpDEssai()
                .table("django_session", "session_key, session_data", ligne("a", "b"))
                .table(
                        "bailleurs_bailleur",
                        "id, uuid, nom, siret, siren, nature_bailleur",
                        ligne(3, uuid(3), "Bailleur <d'essai>", "12345678900000", "123456789", "HLM"))
                .table("instructeurs_administration", "id, uuid, nom, code", ligne(4, uuid(4), "DDT", "DD013"))
                .table(
                        "users_user",
                        "id, password, first_name, last_name, email",
                        ligne(2, "secret", "Irène", "Instructrice", "i@example.test"))
                .table("users_role", "id, typologie, user_id", ligne(1, "INSTRUCTEUR", 2))
                .table("conventions_avenanttype", "id, nom, \"desc\"", ligne(1, "bailleur", "x"))
                .table(
                        "programmes_programme",
                        COLONNES_PROGRAMME,
                        ligne(
                                1,
                                uuid(1),
                                "Les Lilas",
                                "13001",
                                "Marseille",
                                "2020-13",
                                3,
                                4,
                                "1bis",
                                "B1",
                                "NEUF",
                                "LOGEMENTSORDINAIRES",
                                "",
                                null,
                                null,
                                "2021-06-30",
                                null,
                                QUAND,
                                QUAND,
                                "f",
                                "f",
                                "f",
                                "'lilas':2"))
                .table("conventions_convention", COLONNES_CONVENTION, conventions.toArray(Object[][]::new));
    }

    private Map<String, String> ecartees() {
        var trouvees = new HashMap<String, String>();
        reprise()
                .quarantaine(0, 100)
                .forEach(e -> trouvees.put(e.source() + " " + e.cle(), String.join(" | ", e.fautes())));
        return trouvees;
    }

    private long numero(String table, int cle) {
        return reprise().quarantaine(0, 100).stream()
                .filter(e -> e.source().equals(table) && e.cle().equals(String.valueOf(cle)))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Reprise reprise() {
        return reprise("development");
    }

    private Reprise reprise(String environnement) {
        return base.reprise(new RepriseConfiguration().planDeReprise(evenement -> {}), environnement);
    }

    private static UUID uuid(int numero) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(numero));
    }
}
