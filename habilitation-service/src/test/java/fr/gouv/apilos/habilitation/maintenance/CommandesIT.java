package fr.gouv.apilos.habilitation.maintenance;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.HabilitationApplication;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Role;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.Reprise;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateur;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.command.LigneDeCommande;
import fr.gouv.apilos.testing.ServicesReels;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The commands, in the process that runs them: no server, no listener (04 §18, D14b, D25). */
@ServicesReels
@SpringBootTest(
        classes = HabilitationApplication.class,
        webEnvironment = WebEnvironment.NONE,
        properties = "apilos.test.vrai-decodeur=true")
@ActiveProfiles("commande")
@ContextConfiguration(initializers = Voisins.Adresses.class)
class CommandesIT {

    @Autowired
    LigneDeCommande ligne;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    Historique historique;

    @Autowired
    Doublons doublons;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext contexte;

    private final String marque = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @Test
    void a_command_starts_without_any_controller() {
        assertThat(contexte.getBeansWithAnnotation(Controller.class)).isEmpty();
        assertThat(ligne.executer(List.of("post-deploy"))).isZero();
    }

    @Test
    void P18_an_administration_is_told_with_its_people_by_email() {
        var code = "DD" + marque;
        var administration = Comptes.administrationConnue(jdbc, "DDT " + marque, code);
        var zoe = utilisateurs.reprendre(avecEmail(Comptes.reprise("Zoé", "Z"), "zoe-" + marque + "@exemple.fr"));
        var ali = utilisateurs.reprendre(avecEmail(Comptes.reprise("Ali", "A"), "ali-" + marque + "@exemple.fr"));
        Comptes.instructeur(roles, zoe.uuid(), administration);
        Comptes.instructeur(roles, ali.uuid(), administration);
        var parti = utilisateurs.reprendre(Comptes.reprise("Parti", "P"));
        Comptes.instructeur(roles, parti.uuid(), administration);
        jdbc.sql("update role set fin = now() where utilisateur = ?")
                .param(parti.uuid())
                .update();
        Voisins.CONVENTION.stubFor(get(urlPathEqualTo("/api/v1/usages/administrations/" + administration))
                .withHeader("Authorization", matching("Bearer .+"))
                .willReturn(okJson("{\"aVenir\": 2, \"total\": 5}")));
        var bailleur = UUID.randomUUID();
        var bob = utilisateurs.reprendre(avecEmail(Comptes.reprise("Bob", "B"), "bob-" + marque + "@exemple.fr"));
        Comptes.bailleur(roles, bob.uuid(), bailleur);
        Voisins.CONVENTION.stubFor(
                get(urlPathEqualTo("/api/v1/diagnostics/administrations/" + administration + "/bailleurs"))
                        .willReturn(okJson("[{\"uuid\": \"%s\", \"nom\": \"Habitat\", \"siren\": \"123456789\"}]"
                                .formatted(bailleur))));
        var sortie = dire(0, "list-users-by-administration", code.toLowerCase(java.util.Locale.ROOT));
        assertThat(sortie)
                .contains("DDT " + marque, "Conventions: 5", "Instructeurs: 2", "PARTIEL", "never signed in")
                .containsSubsequence("Habitat (SIREN 123456789)", "Bailleur users: 1", "bob-" + marque)
                .containsSubsequence("ali-" + marque, "zoe-" + marque)
                .doesNotContain(parti.email());
        // With convention-service away, people are told without the figure.
        Voisins.CONVENTION.resetAll();
        assertThat(dire(0, "list-users-by-administration", code))
                .contains("Conventions: unknown", "Bailleurs: unknown", "Instructeurs: 2");
        dire(LigneDeCommande.REFUS, "list_users_by_administration", "RIEN" + marque);
    }

    @Test
    void P18_R44_an_operation_is_told_with_whom_its_mails_would_reach_whatever_its_administration() {
        var code = "DD" + marque;
        Comptes.administrationConnue(jdbc, "DDT " + marque, code);
        Voisins.CONVENTION.stubFor(get(urlPathEqualTo("/api/v1/diagnostics/operations/2026X"))
                .withHeader("Authorization", matching("Bearer .+"))
                .willReturn(okJson("""
                    [{"nom": "Les Genêts", "bailleur": "Habitat", "siren": "123456789", "administration": "DDT (DD999)",
                      "conventions": [{"uuid": "0b6f2c8e-0000-4000-8000-000000000001", "statut": "INSTRUCTION",
                        "bailleurs": ["bob@exemple.fr"], "instructeurs": [],
                        "interactions": [{"email": "bob@exemple.fr", "statut": "INSTRUCTION",
                          "creeLe": "2026-03-02T10:00:00Z"}]}]}]\
                    """)));
        Voisins.CONVENTION.stubFor(
                get(urlPathEqualTo("/api/v1/diagnostics/operations/RIEN")).willReturn(okJson("[]")));
        assertThat(dire(0, "list-users-by-administration", code, "--operation", "2026X"))
                .contains(
                        "Les Genêts · bailleur Habitat (SIREN 123456789) · administration DDT (DD999)",
                        "mails to the bailleur: bob@exemple.fr",
                        "mails to the instructeurs: nobody",
                        "2026-03-02T10:00:00Z · INSTRUCTION · bob@exemple.fr");
        assertThat(dire(0, "list-users-by-administration", code, "--operation", "RIEN"))
                .contains("No programme has this number");
        Voisins.CONVENTION.resetAll();
        assertThat(dire(0, "list-users-by-administration", code, "--operation", "2026X"))
                .contains("Opération 2026X", "unknown, convention-service does not answer");
    }

    @Test
    void D25_a_local_account_joins_the_one_of_cerbere_with_its_roles_and_is_closed_not_deleted() {
        var email = "double-" + marque + "@exemple.fr";
        var local = utilisateurs.reprendre(
                avecEmail(Comptes.reprise("Local", "L"), email.toUpperCase(java.util.Locale.ROOT)));
        var garde = utilisateurs.reprendre(avecEmail(Comptes.deCerbere(Comptes.reprise("Cerbère", "C")), " " + email));
        var chef =
                utilisateurs.reprendre(avecEmail(Comptes.exploitant(Comptes.reprise("Chef", "C"), true, false), email));
        var bailleur = UUID.randomUUID();
        Comptes.bailleur(roles, local.uuid(), bailleur);
        Comptes.bailleur(roles, local.uuid(), UUID.randomUUID());
        Comptes.bailleur(roles, garde.uuid(), bailleur);

        assertThat(dire(0, "clean-duplicate-users", "--dry-run"))
                .contains(email + ": " + local.username() + " -> " + garde.username(), "would be closed");
        assertThat(utilisateurs.actif(local.uuid()).actif()).isTrue();

        assertThat(dire(0, "remove_duplicate_siap_users")).contains(local.username() + " -> " + garde.username());
        assertThat(actif(local)).isFalse();
        assertThat(actif(garde)).isTrue();
        assertThat(actif(chef)).isTrue();
        assertThat(roles.enVigueur(garde.uuid(), Role.Origine.LOCAL)).hasSize(2);
        assertThat(roles.enVigueur(local.uuid(), Role.Origine.LOCAL)).isEmpty();
        assertThat(historique.dePersonne(local.uuid()).getFirst().motif())
                .contains("Second compte de " + garde.username());
        // Done once.
        assertThat(dire(0, "clean-duplicate-users")).doesNotContain(email);
    }

    @Test
    void D25_empty_emails_and_accounts_that_are_all_local_are_left_alone() {
        var email = "locaux-" + marque + "@exemple.fr";
        var un = utilisateurs.reprendre(avecEmail(Comptes.reprise("Un", "U"), email));
        var deux = utilisateurs.reprendre(avecEmail(Comptes.reprise("Deux", "D"), email));
        var vide = utilisateurs.reprendre(avecEmail(Comptes.reprise("Vide", "V"), ""));
        utilisateurs.reprendre(avecEmail(Comptes.deCerbere(Comptes.reprise("Vide", "W")), "  "));
        assertThat(dire(0, "clean-duplicate-users")).contains(email + ": left alone");
        assertThat(actif(un)).isTrue();
        assertThat(actif(deux)).isTrue();
        assertThat(actif(vide)).isTrue();
        assertThat(doublons.chercher()).noneMatch(g -> g.email().isBlank());
    }

    @Test
    void D14b_rights_are_given_and_taken_only_when_confirmed() {
        var compte = utilisateurs.reprendre(Comptes.reprise("Futur", "Chef"));
        assertThat(dire(LigneDeCommande.REFUS, "grant", compte.username(), "--superuser"))
                .contains("superuser false -> true", "run again with --yes");
        assertThat(utilisateurs.actif(compte.uuid()).superuser()).isFalse();
        dire(0, "grant", compte.username(), "--superuser", "--yes", "--reason", "Premier compte");
        assertThat(utilisateurs.actif(compte.uuid()).superuser()).isTrue();
        assertThat(utilisateurs.actif(compte.uuid()).staff()).isFalse();
        var acte = historique.dePersonne(compte.uuid()).getFirst();
        assertThat(acte.motif()).isEqualTo("Premier compte");
        assertThat(acte.acteurNom()).isEqualTo("système");
        dire(0, "grant", compte.username(), "--staff", "--yes");
        dire(0, "revoke", compte.username(), "--staff", "--yes");
        assertThat(utilisateurs.actif(compte.uuid()).staff()).isFalse();
        assertThat(dire(0, "revoke", compte.username(), "--staff", "--yes")).contains("Nothing to change");
        dire(2, "grant", compte.username(), "--yes");
        dire(2, "grant", compte.username(), "--staff", "--yes", "--reason", "m".repeat(101));
        dire(LigneDeCommande.REFUS, "grant", "personne-" + marque, "--staff", "--yes");
    }

    @Test
    void the_last_superuser_keeps_the_right() {
        var compte = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Dernier", "Chef"), false, true));
        jdbc.sql("update utilisateur set superuser = false where uuid <> ?")
                .param(compte.uuid())
                .update();
        dire(LigneDeCommande.REFUS, "revoke", compte.username(), "--superuser", "--yes");
        assertThat(utilisateurs.actif(compte.uuid()).superuser()).isTrue();
    }

    @Test
    void permissions_leave_as_a_file_that_is_never_written_over(@TempDir Path dossier) throws Exception {
        var compte = utilisateurs.reprendre(Comptes.reprise("Lecteur", marque));
        Comptes.bailleur(roles, compte.uuid(), Comptes.bailleurConnu(jdbc, "Habitat " + marque));
        var sans = utilisateurs.reprendre(Comptes.reprise("Sans", marque));
        var chef = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Chef", marque), true, false));
        var ferme = utilisateurs.reprendre(Comptes.ferme(Comptes.reprise("Ferme", marque)));
        Comptes.bailleur(roles, ferme.uuid(), Comptes.bailleurConnu(jdbc, "Fermé " + marque));
        var fichier = dossier.resolve("permissions.csv");
        dire(0, "export-permissions", fichier.toString());
        var texte = Files.readString(fichier, StandardCharsets.UTF_8);
        assertThat(lignes(texte, compte))
                .singleElement()
                .satisfies(l -> assertThat(l)
                        .contains("Habitat " + marque, "BAILLEUR", "convention.change_convention")
                        .doesNotContain("validate_convention"));
        assertThat(lignes(texte, sans))
                .singleElement()
                .satisfies(l -> assertThat(l).endsWith(";\"\""));
        assertThat(lignes(texte, chef))
                .singleElement()
                .satisfies(l -> assertThat(l).endsWith("\"toutes\""));
        assertThat(lignes(texte, ferme))
                .singleElement()
                .satisfies(l -> assertThat(l).endsWith(";\"\""));
        assertThat(ligne.executer(List.of("export-permissions", fichier.toString())))
                .isEqualTo(1);
    }

    private static List<String> lignes(String texte, Utilisateur compte) {
        return texte.lines().filter(l -> l.contains(compte.username())).toList();
    }

    private boolean actif(Utilisateur compte) {
        return jdbc.sql("select actif from utilisateur where uuid = ?")
                .param(compte.uuid())
                .query(Boolean.class)
                .single();
    }

    /** What the command prints; its exit code is checked. */
    private String dire(int code, String... arguments) {
        var ancienne = System.out;
        var tampon = new ByteArrayOutputStream();
        try (var sortie = new PrintStream(tampon, true, StandardCharsets.UTF_8)) {
            System.setOut(sortie);
            assertThat(ligne.executer(List.of(arguments))).isEqualTo(code);
        } finally {
            System.setOut(ancienne);
        }
        return tampon.toString(StandardCharsets.UTF_8);
    }

    private static Reprise avecEmail(Reprise r, String email) {
        return new Reprise(
                r.uuid(),
                r.username(),
                r.cerbereLogin(),
                r.nom(),
                r.prenom(),
                email,
                r.emailSecondaire(),
                r.telephone(),
                r.preferencesEmail(),
                r.staff(),
                r.superuser(),
                r.actif(),
                r.filtreDepartements());
    }
}
