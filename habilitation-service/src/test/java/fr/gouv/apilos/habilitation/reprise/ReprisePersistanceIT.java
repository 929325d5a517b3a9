package fr.gouv.apilos.habilitation.reprise;

import static fr.gouv.apilos.testing.DumpDEssai.ligne;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.platform.reprise.RapportDeReprise;
import fr.gouv.apilos.platform.reprise.SuiviDeReprise;
import fr.gouv.apilos.testing.DumpDEssai;
import fr.gouv.apilos.testing.SchemaNeuf;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Accounts and roles of an installation that runs the original. */
class ReprisePersistanceIT {

    private static final SuiviDeReprise MUET = (fait, total, etape) -> {};
    private static final String QUAND = "2020-05-04 10:00:00+00";

    private final SchemaNeuf base = new SchemaNeuf();
    private final JdbcTemplate jdbc = new JdbcTemplate(base);

    @TempDir
    Path dossier;

    /** What the service writes at each start. */
    @BeforeEach
    void groupes() {
        for (var groupe : Groupe.values()) {
            jdbc.update("insert into groupe (code, libelle) values (?, ?)", groupe.code(), groupe.code());
        }
    }

    @Test
    void R1_to_R6_accounts_come_with_their_roles_and_without_their_passwords() throws IOException {
        var fichier = new DumpDEssai()
                .table(
                        "auth_group",
                        "id, name",
                        ligne(1, "bailleur"),
                        ligne(5, "readonly_instructeur"),
                        ligne(9, "stagiaires"))
                .table("bailleurs_bailleur", "id, uuid, nom, siret", ligne(3, uuid(3), "Bailleur", "90000000100017"))
                .table("instructeurs_administration", "id, uuid, nom, code", ligne(4, uuid(4), "DDT", "DD013"))
                .table("apilos_settings_departement", "id, code_insee", ligne(13, "13"))
                .table(
                        "users_user",
                        "id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active,"
                                + " date_joined, telephone, preferences_email, cerbere_login, creator_id, secondary_email",
                        ligne(
                                7,
                                "pbkdf2_sha256$secret",
                                null,
                                "f",
                                "basile",
                                "Basile",
                                "Bailleur",
                                "b@example.test",
                                "f",
                                "t",
                                QUAND,
                                null,
                                "PARTIEL",
                                null,
                                null,
                                ""),
                        ligne(
                                8,
                                "x",
                                QUAND,
                                "f",
                                "irene",
                                "Irène",
                                "Instructrice",
                                "i@example.test",
                                "f",
                                "f",
                                QUAND,
                                null,
                                "TOUS",
                                "12345",
                                null,
                                ""),
                        ligne(
                                9,
                                "x",
                                null,
                                "f",
                                "trop",
                                "T",
                                "R",
                                "t@example.test",
                                "f",
                                "t",
                                QUAND,
                                null,
                                "PARFOIS",
                                null,
                                null,
                                ""))
                .table("users_user_filtre_departements", "id, user_id, departement_id", ligne(1, 7, 13))
                .table(
                        "users_role",
                        "id, typologie, administration_id, bailleur_id, group_id, user_id, perimetre_departement, perimetre_region",
                        ligne(1, "BAILLEUR", null, 3, 1, 7, null, null),
                        ligne(2, "INSTRUCTEUR", 4, null, 5, 8, null, null),
                        ligne(3, "BAILLEUR", null, 3, 9, 7, null, null),
                        ligne(4, "BAILLEUR", null, 3, 1, 9, null, null))
                .fichier(dossier);
        var reprise = base.reprise(new RepriseConfiguration().planDeReprise(), "development");
        var rapport = reprise.reprendre(fichier, false, "essai", MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(reprise.quarantaine(0, 20))
                .extracting(e -> e.source() + " " + e.cle() + " " + e.fautes().getFirst())
                .containsExactlyInAnyOrder(
                        "users_user 9 preferences_email « PARFOIS » : est une valeur inconnue",
                        "users_role 3 group_id « 9 » : n’est pas un groupe connu",
                        "users_role 4 user_id « 9 » : renvoie à une ligne absente ou écartée de users_user");
        assertThat(jdbc.queryForList(
                        "select u.uuid || ' ' || r.profil || ' ' || r.groupe || ' ' || r.libelle from role r"
                                + " join utilisateur u on u.uuid = r.utilisateur order by u.username",
                        String.class))
                .containsExactly(
                        utilisateur(7) + " BAILLEUR bailleur Bailleur",
                        utilisateur(8) + " INSTRUCTEUR readonly_instructeur Instructeur (consultation)");
        assertThat(jdbc.queryForObject("select departement from utilisateur_filtre_departement", String.class))
                .isEqualTo("13");
        assertThat(jdbc.queryForObject(
                        "select apres ->> 'filtreDepartements' from historique where objet = 'utilisateur'"
                                + " and identifiant = ?",
                        String.class,
                        utilisateur(7).toString()))
                .isEqualTo("[\"13\"]");
        assertThat(jdbc.queryForObject("select count(*) from historique where motif = 'Reprise'", Integer.class))
                .isEqualTo(4);
        assertThat(jdbc.queryForObject(
                        "select count(*) from depot_users_user where password is not null", Integer.class))
                .as("secrets are forgotten")
                .isZero();
        assertThat(reprise.quarantaine(0, 20)).noneMatch(e -> e.contenu().contains("secret"));
        assertThat(reprise.reprendre(fichier, false, "essai", MUET).comptes())
                .allSatisfy(compte -> assertThat(compte.ecrites()).isZero());
    }

    @Test
    void R2_5_a_stand_alone_role_gets_what_the_service_itself_would_give() throws IOException {
        var fichier = avecRoles(
                ligne(1, "ADMINISTRATEUR", null, null, 1, 7, null, null),
                ligne(2, "ADMINISTRATEUR", null, null, 1, 7, "13", null),
                ligne(3, "ADMINISTRATEUR", null, null, 2, 7, null, "93"),
                ligne(4, "ADMINISTRATEUR", null, null, 2, 7, "13", "93"),
                ligne(5, "INSTRUCTEUR", null, null, 3, 7, "", ""));
        var rapport = base.reprise(new RepriseConfiguration().planDeReprise(), "development")
                .reprendre(fichier, false, "essai", MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.ecartees()).as(rapport.texte()).isZero();
        assertThat(jdbc.query(
                        "select profil, libelle, territoire, typologie, groupe, region, departement from role",
                        (rs, rang) -> {
                            var attendu = DroitsAccordes.local(
                                    TypologieRole.valueOf(rs.getString(4)),
                                    Groupe.parCode(rs.getString(5)).orElseThrow(),
                                    null,
                                    null,
                                    rs.getString(6),
                                    rs.getString(7));
                            assertThat(rs.getString(1)).isEqualTo(attendu.profil());
                            assertThat(rs.getString(2)).isEqualTo(attendu.libelle());
                            assertThat(rs.getString(3)).isEqualTo(attendu.territoire());
                            return attendu.profil() + " " + attendu.territoire();
                        }))
                .containsExactlyInAnyOrder(
                        "ADM_CENTRALE ",
                        "SER_DEP Département 13",
                        "DIR_REG Région 93",
                        "SER_DEP Département 13",
                        "INSTRUCTEUR ");
    }

    @Test
    void a_role_whose_group_is_not_here_yet_waits_for_the_post_deployment() throws IOException {
        jdbc.update("delete from groupe");
        var fichier = avecRoles(ligne(1, "ADMINISTRATEUR", null, null, 1, 7, null, null));
        var reprise = base.reprise(new RepriseConfiguration().planDeReprise(), "development");
        assertThat(reprise.reprendre(fichier, false, "essai", MUET).ecartees()).isEqualTo(1);
        assertThat(reprise.quarantaine(0, 20).getFirst().fautes())
                .containsExactly("group_id « 1 » : est un groupe que cette base n’a pas encore : lancez d’abord le"
                        + " post-déploiement");
        groupes();
        assertThat(reprise.rejouer("essai", MUET).ecartees()).isZero();
        assertThat(jdbc.queryForObject("select profil from role", String.class)).isEqualTo("ADM_CENTRALE");
    }

    @Test
    void a_real_installation_is_taken_whole() {
        var fichier = Shared.chemin("data/reprise/apilos-donnees.sql.gz");
        var rapport = base.reprise(new RepriseConfiguration().planDeReprise(), "development")
                .reprendre(fichier, false, "essai", MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.comptes())
                .contains(
                        new RapportDeReprise.Compte("users_user", "utilisateur", 3, 3, 0, 0),
                        new RapportDeReprise.Compte("users_role", "role", 2, 2, 0, 0));
    }

    private Path avecRoles(Object[]... roles) throws IOException {
        return new DumpDEssai()
                .table(
                        "auth_group",
                        "id, name",
                        ligne(1, "administrateur"),
                        ligne(2, "readonly_administrateur"),
                        ligne(3, "Instructeur"))
                .table(
                        "users_user",
                        "id, username, first_name, last_name, email, is_staff, is_superuser, is_active, date_joined",
                        ligne(7, "ada", "Ada", "Admin", "a@example.test", "f", "f", "t", QUAND))
                .table(
                        "users_role",
                        "id, typologie, administration_id, bailleur_id, group_id, user_id, perimetre_departement, perimetre_region",
                        roles)
                .fichier(dossier);
    }

    private static UUID utilisateur(int cle) {
        return UUID.nameUUIDFromBytes(("users.user:" + cle).getBytes(StandardCharsets.UTF_8));
    }

    private static UUID uuid(int numero) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(numero));
    }
}
