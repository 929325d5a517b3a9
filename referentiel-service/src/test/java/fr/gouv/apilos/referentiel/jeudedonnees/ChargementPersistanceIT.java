package fr.gouv.apilos.referentiel.jeudedonnees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.Abonne;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.referentiel.bailleur.Siret;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The loader of operators, on our own data set and on a real one. */
@EssaiDeService
class ChargementPersistanceIT {

    private static final Path DEMO = Path.of("../infra/launcher/src/main/resources/demo/demo-dataset.json");
    private static final UUID CALANQUES = UUID.fromString("e1923970-8c92-5ce8-8073-7e0f54de6bce");

    @Autowired
    Chargement chargement;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    Abonne abonne;

    @TempDir
    Path dossier;

    @Test
    void RC4_5_the_demo_data_set_loads_whole_and_twice_is_once() throws IOException {
        var bilan = chargement.charger(DEMO);
        assertThat(bilan.charges())
                .containsEntry("bailleurs.bailleur", 10)
                .containsEntry("instructeurs.administration", 6)
                .hasSize(2);
        assertThat(bilan.doutes()).isEmpty();
        int total = json.readTree(DEMO.toFile()).size();
        assertThat(somme(bilan)).isEqualTo(total);
        var calanques = bailleurs.un(CALANQUES);
        assertThat(calanques.nom()).isEqualTo("Calanques Habitat");
        assertThat(bailleurs.parSiret(new Siret("82000005700019")).orElseThrow().parent())
                .isEqualTo(CALANQUES);
        assertThat(bailleurs
                        .parSiret(new Siret("odette.larmor@exemple.fr"))
                        .orElseThrow()
                        .natureBailleur())
                .isEqualTo("Bailleurs privés");
        // R-C4.6: the moments of the file are kept.
        assertThat(jdbc.sql("select count(*) from bailleur where uuid = :u and cree_le = '2023-01-09T09:00:00Z'"
                                + " and mis_a_jour_le = '2026-01-12T09:00:00Z'")
                        .param("u", CALANQUES)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select ville from administration where code = 'DD013'")
                        .query(String.class)
                        .single())
                .isEqualTo("Marseille");

        assertThat(chargement.charger(DEMO)).isEqualTo(bilan);
        assertThat(bailleurs.un(CALANQUES)).isEqualTo(calanques);
        assertThat(administrations.parCode("DD013").orElseThrow().version()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(abonne.de("bailleur", CALANQUES)).hasSize(1));
    }

    @Test
    void a_restart_does_not_undo_what_was_changed_since_the_first_start() throws IOException {
        var uuid = UUID.randomUUID();
        var fichier = jeu(bailleur(1, uuid, "Du fichier", "\"siret\": \"S-" + uuid + "\""));
        chargement.chargerUneFois(fichier);
        var connu = bailleurs.un(uuid);
        assertThat(connu.nom()).isEqualTo("Du fichier");
        jdbc.sql("update bailleur set nom = 'Changé depuis' where uuid = :u")
                .param("u", uuid)
                .update();
        chargement.chargerUneFois(fichier);
        assertThat(bailleurs.un(uuid).nom()).isEqualTo("Changé depuis");
        // The command of operators says what it does: it loads.
        chargement.charger(fichier);
        assertThat(bailleurs.un(uuid).nom()).isEqualTo("Du fichier");
    }

    @Test
    void a_start_that_failed_loads_again_at_the_next() throws IOException {
        var uuid = UUID.randomUUID();
        var fichier = jeu(
                bailleur(1, uuid, "B", "\"siret\": \"S-" + uuid + "\", \"parent\": [\"siret\", \"P-" + uuid + "\"]"));
        assertThatThrownBy(() -> chargement.chargerUneFois(fichier)).isInstanceOf(ErreurMetier.class);
        chargement.charger(jeu(bailleur(1, UUID.randomUUID(), "Parent", "\"siret\": \"P-" + uuid + "\"")));
        Files.writeString(
                fichier,
                "["
                        + bailleur(
                                1,
                                uuid,
                                "B",
                                "\"siret\": \"S-" + uuid + "\", \"parent\": [\"siret\", \"P-" + uuid + "\"]")
                        + "]");
        chargement.chargerUneFois(fichier);
        assertThat(bailleurs.un(uuid).parent()).isNotNull();
    }

    @Test
    void RC3_every_object_of_a_real_data_set_is_counted() {
        var bilan = chargement.charger(Shared.chemin("data/dataset_staging.json"));
        assertThat(somme(bilan)).isEqualTo(574);
        assertThat(bilan.charges().values()).containsOnly(0);
        assertThat(bilan.ailleurs())
                .containsEntry("programmes.annexe", 148)
                .containsEntry("conventions.convention", 11);
    }

    @Test
    void RC4_2_every_object_that_cannot_be_taken_is_named_with_its_field_and_nothing_is_kept() throws IOException {
        var bon = UUID.randomUUID();
        var fichier = jeu(
                bailleur(1, bon, "Bon", "\"siret\": \"S-" + bon + "\""),
                bailleur(2, UUID.randomUUID(), "Sans SIRET", "\"siret\": \"\""),
                bailleur(3, UUID.randomUUID(), "Copie", "\"siret\": \"S-" + bon + "\""),
                bailleur(4, UUID.randomUUID(), "Orphelin", "\"siret\": \"S4\", \"parent\": 99"),
                bailleur(5, UUID.randomUUID(), "Boucle", "\"siret\": \"S5\", \"parent\": 6"),
                bailleur(6, UUID.randomUUID(), "Boucle", "\"siret\": \"S6\", \"parent\": 5"),
                bailleur(7, UUID.randomUUID(), "Date", "\"siret\": \"S7\", \"signataire_date_deliberation\": \"hier\""),
                bailleur(8, UUID.randomUUID(), "Long", "\"siret\": \"S8\", \"code_postal\": \"130022\""),
                bailleur(9, UUID.randomUUID(), "Champ", "\"siret\": \"S9\", \"couleur\": \"bleu\""),
                bailleur(10, UUID.randomUUID(), "Nature", "\"siret\": \"S10\", \"sous_nature_bailleur\": \"AUTRE\""),
                "{\"model\": \"autre.modele\", \"pk\": 1, \"fields\": {}}",
                "{\"model\": \"instructeurs.administration\", \"pk\": 3, \"fields\": {\"uuid\": \"pas un uuid\","
                        + " \"nom\": \"A\", \"code\": \"C\"}}");
        assertThatThrownBy(() -> chargement.charger(fichier))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("bailleurs.bailleur 2, champ « siret »")
                .hasMessageContaining("bailleurs.bailleur 3, champ « siret »")
                .hasMessageContaining("bailleurs.bailleur 4, champ « parent »")
                .hasMessageContaining("bailleurs.bailleur 5, champ « parent »")
                .hasMessageContaining("bailleurs.bailleur 6, champ « parent »")
                .hasMessageContaining("bailleurs.bailleur 7, champ « signataire_date_deliberation »")
                .hasMessageContaining("bailleurs.bailleur 8, champ « code_postal »")
                .hasMessageContaining("bailleurs.bailleur 9, champ « couleur »")
                .hasMessageContaining("bailleurs.bailleur 10, champ « sous_nature_bailleur »")
                .hasMessageContaining("autre.modele 1, champ « model »")
                .hasMessageContaining("instructeurs.administration 3, champ « uuid »");
        assertThatThrownBy(() -> bailleurs.un(bon)).isInstanceOf(ErreurMetier.class);
    }

    @Test
    void a_grandchild_may_come_first_in_the_file() throws IOException {
        var petit = UUID.randomUUID();
        var milieu = UUID.randomUUID();
        var haut = UUID.randomUUID();
        chargement.charger(jeu(
                bailleur(1, petit, "Petit", "\"siret\": \"S-" + petit + "\", \"parent\": 2"),
                bailleur(2, milieu, "Milieu", "\"siret\": \"S-" + milieu + "\", \"parent\": 3"),
                bailleur(3, haut, "Haut", "\"siret\": \"S-" + haut + "\", \"parent\": null")));
        assertThat(bailleurs.un(petit).parent()).isEqualTo(milieu);
        assertThat(bailleurs.un(milieu).parent()).isEqualTo(haut);
    }

    @Test
    void D12_a_siret_with_a_wrong_key_is_taken_and_told() throws IOException {
        var bilan = chargement.charger(jeu(bailleur(1, UUID.randomUUID(), "Test", "\"siret\": \"12345678900000\"")));
        assertThat(bilan.doutes()).singleElement().asString().contains("12345678900000");
        assertThat(bailleurs.parSiren("123456789")).isPresent();
    }

    @Test
    void RC4_1_production_refuses() {
        var enProduction = new Chargement(new Environnement("production"), json, bailleurs, administrations, jdbc);
        assertThatThrownBy(() -> enProduction.charger(DEMO))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("production");
        assertThatThrownBy(() -> enProduction.chargerUneFois(DEMO)).isInstanceOf(ErreurMetier.class);
    }

    @Test
    void a_file_that_is_no_data_set_is_refused_clearly() throws IOException {
        var fichier = dossier.resolve("jeu.json");
        assertThatThrownBy(() -> chargement.charger(fichier)).isInstanceOf(ErreurMetier.class);
        Files.writeString(fichier, "[{");
        assertThatThrownBy(() -> chargement.charger(fichier)).isInstanceOf(ErreurMetier.class);
        Files.writeString(fichier, "{}");
        assertThatThrownBy(() -> chargement.charger(fichier)).isInstanceOf(ErreurMetier.class);
    }

    private Path jeu(String... objets) throws IOException {
        var fichier = Files.createTempFile(dossier, "jeu", ".json");
        return Files.writeString(fichier, "[" + String.join(",", objets) + "]");
    }

    private static String bailleur(int pk, UUID uuid, String nom, String autres) {
        return """
            {"model": "bailleurs.bailleur", "pk": %d, "fields": {"uuid": "%s", "nom": "%s", "nature_bailleur": "HLM", %s}}\
            """.formatted(pk, uuid, nom, autres);
    }

    private static int somme(Chargement.Bilan bilan) {
        return bilan.charges().values().stream().mapToInt(Integer::intValue).sum()
                + bilan.ailleurs().values().stream().mapToInt(Integer::intValue).sum();
    }
}
