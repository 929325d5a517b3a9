package fr.gouv.apilos.convention.jeudedonnees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.reference.Administration;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The loader of operators, on our own data set and on a real one. */
@EssaiDeService
class ChargementPersistanceIT {

    private static final Path DEMO = Path.of("../infra/launcher/src/main/resources/demo/demo-dataset.json");

    @Autowired
    Chargement chargement;

    @Autowired
    References references;

    @Autowired
    JdbcClient jdbc;

    @Test
    void RC4_5_the_demo_data_set_loads_whole_and_twice_is_once() {
        var premier = chargement.charger(DEMO);
        var conventions = compte("convention");
        var logements = compte("logement");
        var second = chargement.charger(DEMO);
        assertThat(second).isEqualTo(premier);
        assertThat(compte("convention")).isEqualTo(conventions);
        assertThat(compte("logement")).isEqualTo(logements);
        assertThat(premier.charges())
                .containsEntry("conventions.convention", 37)
                .containsEntry("programmes.logement", 432)
                .containsEntry("conventions.pret", 109);
        assertThat(premier.ailleurs()).containsEntry("users.user", 18).containsEntry("bailleurs.bailleur", 10);
        assertThat(jdbc.sql("select count(distinct statut) from convention")
                        .query(Integer.class)
                        .single())
                .isEqualTo(10);
    }

    @Test
    void RC3_3_a_real_data_set_loads_whole_nothing_dropped() {
        var fichier = Shared.chemin("data/dataset_staging.json");
        references.retenirBailleurs(List.of(new Bailleur(
                UUID.fromString("11111111-2222-3333-4444-555555555555"),
                "Bailleur de test",
                "12345678900000",
                "12345678900000",
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
                1,
                false)));
        references.retenirAdministrations(List.of(new Administration(
                UUID.fromString("11111111-2222-3333-4444-666666666666"),
                "Administration de test",
                "00000",
                null,
                null,
                null,
                null,
                3,
                null,
                1,
                false)));
        var bilan = chargement.charger(fichier);
        assertThat(bilan.charges())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "conventions.pret", 18,
                        "conventions.convention", 11,
                        "programmes.programme", 7,
                        "programmes.logementedd", 81,
                        "programmes.referencecadastrale", 2,
                        "programmes.lot", 11,
                        "programmes.logement", 148,
                        "programmes.annexe", 148,
                        "programmes.typestationnement", 148));
        assertThat(bilan.ailleurs()).isEmpty();
        assertThat(bilan.charges().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(574);
        // R-C4.8: 113 rows of a legacy kind are kept.
        assertThat(jdbc.sql("select count(*) from annexe where typologie = 'CAVE'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(113);
        assertThat(jdbc.sql("""
            select code_insee_departement || ', ' || code_insee_region from programme
            where numero_operation = '9562000007804'\
            """).query(String.class).single()).isEqualTo("85, 52");
        assertThat(jdbc.sql("""
            select l.financement || ' ' || l.nb_logements from lot l join convention c on c.id = l.convention
            where c.numero = '29/2/11/2022/80.416/2022-11-23'\
            """).query(String.class).single()).isEqualTo("PLS 6");
    }

    @Test
    void RC4_2_one_bad_object_and_nothing_is_kept_the_report_names_it(@TempDir Path dossier) throws IOException {
        var fichier = dossier.resolve("jeu.json");
        var uuid = UUID.randomUUID();
        Files.writeString(fichier, """
            [{"model": "bailleurs.bailleur", "pk": 1, "fields": {"uuid": "%s", "nom": "B", "siret": "S%s", "siren": "N%s",
              "nature_bailleur": "HLM"}},
             {"model": "programmes.programme", "pk": 7, "fields": {"uuid": "%s", "nom": "P", "bailleur": 1,
              "type_operation": "INCONNUE"}}]
            """.formatted(UUID.randomUUID(), uuid, uuid, uuid));
        assertThatThrownBy(() -> chargement.charger(fichier))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("programmes.programme 7")
                .hasMessageContaining("type_operation");
        assertThat(jdbc.sql("select count(*) from reference_bailleur where siret = :s")
                        .param("s", "S" + uuid)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private int compte(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
