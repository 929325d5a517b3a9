package fr.gouv.apilos.habilitation.role;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups and permissions in the database. */
@EssaiDeService
class GroupesPersistanceIT {

    /** The table of 04 §3, permission by permission, in the order of its columns. */
    private static final Map<String, String> TABLE = Map.ofEntries(
            Map.entry("convention.view_convention", "bia123"),
            Map.entry("convention.add_convention", "bia"),
            Map.entry("convention.change_convention", "bia"),
            Map.entry("convention.delete_convention", "bia"),
            Map.entry("convention.validate_convention", "ia"),
            Map.entry("bailleur.view_bailleur", "bia123"),
            Map.entry("bailleur.change_bailleur", "bia"),
            Map.entry("administration.view_administration", "bia123"),
            Map.entry("administration.change_administration", "ia"),
            Map.entry("comment.view_comment", "bia123"),
            Map.entry("comment.add_comment", "bia123"),
            Map.entry("comment.change_comment", "bia123"));

    private static final Map<String, Character> COLONNES = Map.of(
            "bailleur", 'b',
            "instructeur", 'i',
            "administrateur", 'a',
            "readonly_bailleur", '1',
            "readonly_instructeur", '2',
            "readonly_administrateur", '3');

    private static final Pattern DROIT = Pattern.compile("[\"'](\\w+\\.(?:view|add|change|delete|validate)_\\w+)[\"']");

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void remettre() {
        jdbc.sql("delete from reference where nom = 'groupes'").update();
        groupes.peupler();
    }

    @Test
    void R12_R13_the_database_holds_the_table_of_the_specification_and_nothing_else() {
        groupes.peupler();
        assertThat(jdbc.sql("select code from groupe").query(String.class).set())
                .isEqualTo(COLONNES.keySet());
        assertThat(jdbc.sql("select code from permission").query(String.class).set())
                .isEqualTo(TABLE.keySet());
        for (var colonne : COLONNES.entrySet()) {
            var attendues = TABLE.entrySet().stream()
                    .filter(ligne -> ligne.getValue().indexOf(colonne.getValue()) >= 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(groupes.permissions(Groupe.parCode(colonne.getKey()).orElseThrow()))
                    .as(colonne.getKey())
                    .isEqualTo(attendues);
        }
    }

    @Test
    void the_identities_other_services_test_with_hold_the_same_permissions() {
        assertThat(groupes.permissions(Groupe.BAILLEUR)).isEqualTo(JetonDeTest.PERMISSIONS_BAILLEUR);
        assertThat(groupes.permissions(Groupe.INSTRUCTEUR)).isEqualTo(JetonDeTest.PERMISSIONS_INSTRUCTEUR);
        assertThat(groupes.permissions(Groupe.ADMINISTRATEUR)).isEqualTo(JetonDeTest.PERMISSIONS_INSTRUCTEUR);
        for (var lecture :
                List.of(Groupe.READONLY_BAILLEUR, Groupe.READONLY_INSTRUCTEUR, Groupe.READONLY_ADMINISTRATEUR)) {
            assertThat(groupes.permissions(lecture)).isEqualTo(JetonDeTest.PERMISSIONS_LECTURE);
        }
    }

    /**
     * Sources name no right that no group has, and each right that only groups of writers have is asked somewhere (D3, D4):
     * one that is given and never asked protects nothing.
     */
    @Test
    void R14_R15_D3_D4_rights_that_are_asked_are_those_of_the_table_and_each_that_writes_is_asked() throws IOException {
        var demandes = new TreeSet<String>();
        for (var service : List.of("convention-service", "referentiel-service", "document-worker", "infra/platform")) {
            try (var sources = Files.walk(Path.of("..").resolve(service).resolve("src/main"))) {
                for (var source : sources.filter(Files::isRegularFile)
                        .filter(f ->
                                f.toString().endsWith(".java") || f.toString().endsWith(".html"))
                        .toList()) {
                    DROIT.matcher(Files.readString(source)).results().forEach(r -> demandes.add(r.group(1)));
                }
            }
        }
        assertThat(TABLE.keySet()).containsAll(demandes);
        assertThat(demandes)
                .contains(
                        "convention.view_convention",
                        "convention.change_convention",
                        "convention.validate_convention",
                        "convention.delete_convention",
                        "bailleur.change_bailleur",
                        "administration.change_administration");
    }

    @Test
    void R12_what_was_changed_by_hand_is_reset_and_twice_is_once() {
        groupes.peupler();
        jdbc.sql("insert into groupe_permission values ('readonly_bailleur', 'convention.change_convention')")
                .update();
        jdbc.sql("delete from groupe_permission where groupe = 'bailleur' and permission = 'convention.add_convention'")
                .update();
        jdbc.sql("insert into permission values ('convention.fly_convention', 'Voler')")
                .update();
        groupes.peupler();
        var apres = contenu();
        assertThat(groupes.permissions(Groupe.READONLY_BAILLEUR)).doesNotContain("convention.change_convention");
        assertThat(groupes.permissions(Groupe.BAILLEUR)).contains("convention.add_convention");
        assertThat(apres).noneMatch(ligne -> ligne.contains("fly_convention"));
        groupes.peupler();
        assertThat(contenu()).isEqualTo(apres);
    }

    @Test
    void an_older_version_still_running_does_not_undo_a_newer_table() {
        groupes.peupler();
        jdbc.sql("update reference set version = :v where nom = 'groupes'")
                .param("v", GroupesEtPermissions.VERSION + 1)
                .update();
        jdbc.sql("insert into groupe_permission values ('readonly_bailleur', 'convention.add_convention')")
                .update();
        groupes.peupler();
        assertThat(groupes.permissions(Groupe.READONLY_BAILLEUR)).contains("convention.add_convention");
    }

    @Test
    void R12_a_group_is_found_whatever_the_case() {
        assertThat(Groupe.parCode("ReadOnly_Bailleur")).contains(Groupe.READONLY_BAILLEUR);
        assertThat(Groupe.parCode("inconnu")).isEmpty();
        assertThat(Arrays.stream(Groupe.values()).filter(Groupe::lectureSeule)).hasSize(3);
    }

    private Set<String> contenu() {
        return jdbc.sql("""
            select groupe || ' ' || permission from groupe_permission
            union all select code || ' ' || libelle from permission
            union all select code || ' ' || libelle from groupe\
            """).query(String.class).set();
    }
}
