package fr.gouv.apilos.habilitation.jeudedonnees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Role;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The data sets operators load. */
@EssaiDeService
class ChargementPersistanceIT {

    private static final Path DEMO = Path.of("../infra/launcher/src/main/resources/demo/demo-dataset.json");
    private static final UUID CAMILLE = UUID.fromString("2d340912-3c96-5329-90d4-6ad18be32555");

    @Autowired
    Chargement chargement;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @TempDir
    Path dossier;

    @BeforeEach
    void vide() {
        groupes.peupler();
        jdbc.sql("delete from utilisateur").update();
        jdbc.sql("delete from historique").update();
    }

    @Test
    void RC4_5_the_demo_data_set_loads_whole_and_twice_is_once() {
        var bilan = chargement.charger(DEMO);
        assertThat(bilan.charges()).containsEntry("users.user", 18).containsEntry("users.role", 18);
        assertThat(somme(bilan)).isEqualTo(json.readTree(DEMO.toFile()).size());
        var camille = utilisateurs.actif(CAMILLE);
        assertThat(camille.nomAffiche()).isEqualTo("Camille Ferrandi");
        assertThat(camille.cerbereLogin()).isEqualTo("bailleur");
        var role = roles.enVigueur(CAMILLE, Role.Origine.LOCAL).getFirst();
        assertThat(role.typologie()).isEqualTo(TypologieRole.BAILLEUR);
        assertThat(role.groupe()).isEqualTo(Groupe.BAILLEUR);
        assertThat(role.region()).isEqualTo("93");
        assertThat(role.bailleur()).isNotNull();
        assertThat(utilisateurs.parUsername("900008").orElseThrow().superuser()).isTrue();

        var lignes = compter("historique");
        assertThat(chargement.charger(DEMO)).isEqualTo(bilan);
        assertThat(compter("utilisateur")).isEqualTo(18);
        assertThat(compter("role")).isEqualTo(18);
        assertThat(compter("historique")).isEqualTo(lignes);
    }

    @Test
    void RC3_every_object_of_a_real_data_set_is_counted() {
        var bilan = chargement.charger(Shared.chemin("data/dataset_staging.json"));
        assertThat(somme(bilan)).isEqualTo(574);
        assertThat(bilan.charges()).containsEntry("users.user", 0);
    }

    @Test
    void R1_R5_every_field_of_a_user_and_several_roles_are_taken() throws IOException {
        chargement.charger(fichier("""
            [{"model": "auth.group", "pk": 3, "fields": {"name": "ReadOnly_Instructeur", "permissions": []}},
             {"model": "bailleurs.bailleur", "pk": 5, "fields": {"uuid": "7b1cf0f3-0d5f-4f70-9c5f-0f9a3a1d0c11",
              "siret": "1"}},
             {"model": "instructeurs.administration", "pk": 6, "fields":
              {"uuid": "5fb1e8b4-3c39-4d1f-8d1a-1f0a0b7f4c22", "code": "A1"}},
             {"model": "users.user", "pk": 9, "fields": {"username": "local", "first_name": "", "last_name": "Nom",
              "email": "l@exemple.fr", "secondary_email": "s@exemple.fr", "telephone": "0400000000",
              "cerbere_login": null, "preferences_email": "TOUS", "filtre_departements": [1, ["2A"]],
              "is_staff": true, "is_superuser": false, "is_active": false}},
             {"model": "users.role", "pk": 1, "fields": {"typologie": "BAILLEUR", "bailleur": 5,
              "administration": null, "user": 9, "group": ["bailleur"], "perimetre_region": "",
              "perimetre_departement": null}},
             {"model": "users.role", "pk": 2, "fields": {"typologie": "INSTRUCTEUR", "bailleur": null,
              "administration": ["A1"], "user": ["local"], "group": 3, "perimetre_region": null,
              "perimetre_departement": "13"}}]\
            """));
        var compte = utilisateurs.parUsername("local").orElseThrow();
        assertThat(compte.cerbereLogin()).isNull();
        assertThat(compte.nomAffiche()).isEqualTo("Nom");
        assertThat(compte.staff()).isTrue();
        assertThat(compte.actif()).isFalse();
        assertThat(compte.filtreDepartements()).containsExactlyInAnyOrder("01", "2A");
        assertThat(jdbc.sql("select email_secondaire || telephone || preferences_email from utilisateur")
                        .query(String.class)
                        .single())
                .isEqualTo("s@exemple.fr0400000000TOUS");
        assertThat(roles.enVigueur(compte.uuid(), Role.Origine.LOCAL))
                .extracting(Role::groupe)
                .containsExactly(Groupe.BAILLEUR, Groupe.READONLY_INSTRUCTEUR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"model": "users.user", "pk": 1, "fields": {"username": ""}}                             | username
            {"model": "users.user", "pk": 1, "fields": {"username": "u", "couleur": 1}}              | couleur
            {"model": "users.user", "pk": 1, "fields": {"username": "u", "preferences_email": "X"}}  | preferences_email
            {"model": "users.user", "pk": 1, "fields": {"username": "u", "filtre_departements": [999]}} | filtre_departements
            {"model": "users.role", "pk": 1, "fields": {"typologie": "ROI"}}                         | typologie
            {"model": "users.role", "pk": 1, "fields": {"typologie": "BAILLEUR", "group": ["x"]}}    | group
            {"model": "users.role", "pk": 1, "fields": {"typologie": "BAILLEUR", "group": ["bailleur"], "bailleur": ["siret", "absent"]}} | bailleur
            {"model": "users.role", "pk": 1, "fields": {"typologie": "BAILLEUR", "group": ["bailleur"], "user": 12}} | user
            {"model": "users.grade", "pk": 1, "fields": {}}                                          | users.grade
            """)
    void an_object_that_cannot_be_taken_is_named_and_nothing_is_kept(String objet, String nomme) throws IOException {
        var fichier = fichier(
                "[{\"model\": \"users.user\", \"pk\": 77, \"fields\": {\"username\": \"avant\"}}," + objet + "]");
        assertThatThrownBy(() -> chargement.charger(fichier))
                .isInstanceOf(ErreurDeChargement.class)
                .hasMessageContaining(nomme);
        assertThat(utilisateurs.parUsername("avant")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pas du json", "{}", "''"})
    void a_file_that_is_no_data_set_is_said_so(String contenu) throws IOException {
        var fichier = fichier(contenu);
        assertThatThrownBy(() -> chargement.charger(fichier)).isInstanceOf(ErreurDeChargement.class);
        assertThatThrownBy(() -> chargement.charger(dossier.resolve("absent.json")))
                .isInstanceOf(ErreurDeChargement.class);
    }

    @Test
    void it_is_refused_in_production() {
        var enProduction = new Chargement(new Environnement("siap-production"), json, utilisateurs, roles, null);
        assertThatThrownBy(() -> enProduction.charger(DEMO)).isInstanceOf(ErreurMetier.class);
    }

    private Path fichier(String contenu) throws IOException {
        return Files.writeString(dossier.resolve(UUID.randomUUID() + ".json"), contenu);
    }

    private long compter(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static int somme(Chargement.Bilan bilan) {
        return bilan.charges().values().stream().mapToInt(Integer::intValue).sum()
                + bilan.ailleurs().values().stream().mapToInt(Integer::intValue).sum();
    }
}
