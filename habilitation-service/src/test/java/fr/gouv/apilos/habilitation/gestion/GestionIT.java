package fr.gouv.apilos.habilitation.gestion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Role;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateur;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.ActeurReel;
import fr.gouv.apilos.platform.security.FinDeSessions;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the support team changes of accounts and roles, and what it may not (04 R7, R8, R126, D7, D10, D14b). */
@EssaiDeService
class GestionIT {

    private static final String LISTE = "/apilos_settings/users/";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    Historique historique;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @Test
    void R126_the_support_team_edits_a_local_identity_and_the_history_tells_before_and_after() {
        var compte = compte("Camille");
        var acteur = membre();
        assertThat(lire(compte, "modifier", acteur)).hasStatusOk().bodyText().contains("Camille");
        var saisie = saisie(compte);
        saisie.put("first_name", "Camélia");
        saisie.put("secondary_email", "autre@exemple.fr");
        assertThat(poster(compte, "modifier", saisie, acteur)).hasRedirectedUrl(LISTE + compte.uuid());
        var apres = utilisateurs.actif(compte.uuid());
        assertThat(apres.prenom()).isEqualTo("Camélia");
        assertThat(apres.emailSecondaire()).isEqualTo("autre@exemple.fr");
        assertThat(lire(compte, "historique", acteur))
                .bodyText()
                .contains("Prénom : « Camille » devient « Camélia »", acteur.nom());
    }

    @Test
    void R56_what_cerbere_says_is_locked_whatever_is_sent() {
        var compte = utilisateurs.reprendre(Comptes.deCerbere(Comptes.reprise("Camille", "Cerbère")));
        assertThat(lire(compte, "modifier", membre()))
                .bodyText()
                .contains("vient de Cerbère")
                .doesNotContain("name=\"first_name\"");
        var saisie = saisie(compte);
        saisie.putAll(
                Map.of("first_name", "Pirate", "email", "p@p.fr", "username", "p", "secondary_email", "s@exemple.fr"));
        assertThat(poster(compte, "modifier", saisie, membre())).hasStatus3xxRedirection();
        var apres = utilisateurs.actif(compte.uuid());
        assertThat(apres.prenom()).isEqualTo("Camille");
        assertThat(apres.email()).isEqualTo(compte.email());
        assertThat(apres.username()).isEqualTo(compte.username());
        assertThat(apres.emailSecondaire()).isEqualTo("s@exemple.fr");
    }

    @Test
    void what_is_wrong_is_said_next_to_its_field_and_nothing_typed_is_lost() {
        var compte = compte("Camille");
        var autre = compte("Autre");
        var saisie = saisie(compte);
        saisie.putAll(Map.of(
                "first_name", "x".repeat(151),
                "email", "pas une adresse",
                "username", "avec espace",
                "secondary_email", "@non"));
        assertThat(poster(compte, "modifier", saisie, membre()))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "Erreur : ",
                        "au plus 150 caractères ; vous en avez saisi 151",
                        "L’e-mail doit ressembler à nom@domaine.fr.",
                        "L’identifiant compte des lettres",
                        "L’e-mail secondaire doit ressembler",
                        "pas une adresse",
                        "#champ-username");
        saisie = saisie(compte);
        saisie.put("username", autre.username());
        assertThat(poster(compte, "modifier", saisie, membre()))
                .hasStatus(422)
                .bodyText()
                .contains("déjà celui d’un autre compte");
        saisie.put("username", "");
        assertThat(poster(compte, "modifier", saisie, membre()))
                .hasStatus(422)
                .bodyText()
                .contains("Indiquez l’identifiant du compte.");
        assertThat(utilisateurs.actif(compte.uuid()).prenom()).isEqualTo("Camille");
    }

    @Test
    void a_stale_form_is_answered_409_with_both_states() {
        var compte = compte("Camille");
        var perimee = saisie(compte);
        var premiere = saisie(compte);
        premiere.put("first_name", "Enregistrée");
        poster(compte, "modifier", premiere, membre());
        perimee.put("first_name", "Trop tard");
        assertThat(poster(compte, "modifier", perimee, membre()))
                .hasStatus(409)
                .bodyText()
                .contains("a changé entre-temps", "Enregistrée", "Trop tard");
        assertThat(utilisateurs.actif(compte.uuid()).prenom()).isEqualTo("Enregistrée");
    }

    @Test
    void D14b_only_a_superuser_touches_the_support_team_and_its_rights() {
        var usager = compte("Usager");
        var membre = membre();
        var collegue = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Collègue", "X"), true, false));
        var chef = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Chef", "X"), false, true));
        for (var cible : List.of(collegue, chef)) {
            assertThat(lire(cible, "modifier", membre)).hasStatus(403);
            assertThat(poster(cible, "modifier", saisie(cible), membre)).hasStatus(403);
            assertThat(poster(cible, "desactiver", Map.of(), membre)).hasStatus(403);
            assertThat(poster(cible, "roles/nouveau", role("ADMINISTRATEUR", Map.of()), membre))
                    .hasStatus(403);
            assertThat(mvc.post()
                            .uri("/admin/utilisateurs/" + cible.uuid() + "/desactivation")
                            .with(JetonDeTest.de(membre)))
                    .hasStatus(403);
        }
        // Nor makes anybody powerful, least of all itself.
        for (var cible : List.of(usager.uuid(), membre.utilisateur())) {
            assertThat(poster(cible, "droits", Map.of("is_superuser", "true", "confirme", "oui"), membre))
                    .hasStatus(403);
            assertThat(utilisateurs.actif(cible).superuser()).isFalse();
        }
        assertThat(lire(usager, "", membre)).bodyText().doesNotContain("Changer les droits d’exploitation");
        assertThat(utilisateurs.actif(collegue.uuid()).actif()).isTrue();
    }

    @Test
    void R112_working_under_an_account_is_offered_where_it_may_be_done() {
        var offre = "Travailler sous ce compte";
        var usager = compte("Usager");
        var membre = membre();
        var collegue = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Collègue", "Y"), true, false));
        var ferme = utilisateurs.reprendre(Comptes.ferme(Comptes.reprise("Parti", "Y")));
        assertThat(lire(usager, "", membre)).bodyText().contains(offre, "/detour?utilisateur=" + usager.uuid());
        assertThat(lire(collegue, "", membre)).bodyText().doesNotContain(offre);
        assertThat(lire(ferme, "", membre)).bodyText().doesNotContain(offre);
        var emprunteur = membre.par(new ActeurReel(UUID.randomUUID(), "Chef"));
        assertThat(lire(usager, "", emprunteur)).bodyText().doesNotContain(offre);
    }

    @Test
    void D14b_a_superuser_gives_and_takes_rights_after_a_page_that_says_so() {
        var usager = compte("Usager");
        var chef = JetonDeTest.staff();
        assertThat(lire(usager, "droits", chef)).hasStatusOk().bodyText().contains("Superutilisateur");
        assertThat(poster(usager, "droits", Map.of("is_staff", "true"), chef))
                .hasStatusOk()
                .bodyText()
                .contains("non devient oui", "name=\"confirme\" value=\"oui\"", "Motif");
        assertThat(utilisateurs.actif(usager.uuid()).staff()).isFalse();
        assertThat(poster(
                        usager,
                        "droits",
                        Map.of("is_staff", "true", "confirme", "oui", "motif", "Renfort de l’équipe"),
                        chef))
                .hasRedirectedUrl(LISTE + usager.uuid());
        assertThat(utilisateurs.actif(usager.uuid()).staff()).isTrue();
        assertThat(lire(usager, "historique", chef))
                .bodyText()
                .contains("Renfort de l’équipe", "Équipe d’exploitation : « non » devient « oui »");
        assertThat(poster(usager, "droits", Map.of("confirme", "oui"), chef)).hasStatus3xxRedirection();
        assertThat(utilisateurs.actif(usager.uuid()).staff()).isFalse();
        assertThat(poster(
                        usager,
                        "droits",
                        Map.of("is_staff", "true", "confirme", "oui", "motif", "m".repeat(101)),
                        chef))
                .hasStatus(422)
                .bodyText()
                .contains("Le motif compte au plus 100 caractères ; vous en avez saisi 101.");
    }

    @Test
    void nobody_closes_their_own_account_nor_changes_their_own_rights() {
        var compte = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Seul", "Maître"), true, true));
        var moi = Comptes.identite(compte, JetonDeTest.staff());
        assertThat(poster(compte, "desactiver", Map.of(), moi)).hasStatus(403);
        assertThat(poster(compte, "droits", Map.of("confirme", "oui"), moi)).hasStatus(403);
        assertThat(lire(compte, "", moi))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Désactiver le compte", "Changer les droits d’exploitation");
    }

    @Test
    void D14_an_account_is_closed_and_opened_again_with_its_reason() {
        var compte = compte("Camille");
        assertThat(lire(compte, "desactiver", membre()))
                .hasStatusOk()
                .bodyText()
                .contains("perd l’accès");
        var fermee = poster(compte, "desactiver", Map.of("motif", "Départ"), membre());
        assertThat(fermee).hasRedirectedUrl(LISTE + compte.uuid());
        assertThat(fermee.getResponse().getHeader(FinDeSessions.ENTETE))
                .isEqualTo(compte.uuid().toString());
        assertThat(lire(compte, "", membre())).bodyText().contains("Désactivé", "Réactiver le compte");
        assertThat(historique.dePersonne(compte.uuid()).getFirst().motif()).isEqualTo("Départ");
        // The API: the same rule on the reason, as a problem.
        assertThat(mvc.post()
                        .uri("/admin/utilisateurs/" + compte.uuid() + "/reactivation")
                        .param("motif", "m".repeat(101))
                        .with(JetonDeTest.de(membre())))
                .hasStatus(422);
        assertThat(poster(compte, "reactiver", Map.of(), membre())).hasStatus3xxRedirection();
        assertThat(utilisateurs.actif(compte.uuid()).actif()).isTrue();
    }

    /** ADR 0021 and 0030. */
    @Test
    void an_identity_tied_by_mistake_is_untied_with_its_reason_and_the_sessions_are_to_be_ended() {
        var compte = compte("Camille");
        var id = Comptes.identiteExterne(jdbc, compte.uuid());
        assertThat(lire(compte, "", membre()))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Identités reliées",
                        "https://oidc.exemple.fr",
                        compte.email(),
                        "à la première connexion de la personne",
                        "identites/" + id + "/delier");
        var delier = "identites/" + id + "/delier";
        assertThat(lire(compte, delier, membre()))
                .hasStatusOk()
                .bodyText()
                .contains("Délier cette identité", "Toutes les sessions ouvertes de ce compte sont fermées", "sujet-");
        assertThat(poster(compte, delier, Map.of("motif", "m".repeat(101)), membre()))
                .hasStatus(422)
                .bodyText()
                .contains("Le motif compte au plus 100 caractères");
        assertThat(lire(compte, "identites/" + id + "/permettre", membre())).hasStatus(409);
        var faite = poster(compte, delier, Map.of("motif", "Homonyme"), membre());
        assertThat(faite).hasRedirectedUrl(LISTE + compte.uuid());
        assertThat(faite.getResponse().getHeader(FinDeSessions.ENTETE))
                .isEqualTo(compte.uuid().toString());
        assertThat(lire(compte, "", membre()))
                .bodyText()
                .contains(", par Sam Support", "Permettre de nouveau")
                .doesNotContain(delier);
        assertThat(lire(compte, "historique", membre()))
                .bodyText()
                .contains("Homonyme", "Identifié aussi par : « https://oidc.exemple.fr » devient rien");

        // Asked twice, the sessions are asked to end again and nothing else is written.
        var actes = historique.dePersonne(compte.uuid()).size();
        assertThat(poster(compte, delier, Map.of(), membre()).getResponse().getHeader(FinDeSessions.ENTETE))
                .isNotNull();
        assertThat(historique.dePersonne(compte.uuid())).hasSize(actes);

        assertThat(lire(compte, "identites/" + id + "/permettre", membre()))
                .hasStatusOk()
                .bodyText()
                .contains("cette identité sera reliée à ce compte si");
        assertThat(poster(compte, "identites/" + id + "/permettre", Map.of("motif", "Vérifié"), membre()))
                .hasRedirectedUrl(LISTE + compte.uuid());
        assertThat(lire(compte, "", membre())).bodyText().doesNotContain("Identités reliées");
        assertThat(historique.dePersonne(compte.uuid()).getFirst().motif()).isEqualTo("Vérifié");
    }

    @Test
    void an_identity_is_untied_by_who_may_change_the_account_and_from_its_own_account_alone() {
        var b = Comptes.bailleurConnu(jdbc, "Habitat");
        var compte = compte("Camille");
        Comptes.bailleur(roles, compte.uuid(), b);
        var id = Comptes.identiteExterne(jdbc, compte.uuid());
        var chef = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Chef", "Essai"), true, true));
        var duChef = Comptes.identiteExterne(jdbc, chef.uuid());
        assertThat(lire(compte, "", JetonDeTest.bailleur(b)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Identités reliées");
        for (var acte : List.of("delier", "permettre")) {
            assertThat(poster(compte, "identites/" + id + "/" + acte, Map.of(), JetonDeTest.bailleur(b)))
                    .hasStatus(403);
            assertThat(poster(chef, "identites/" + duChef + "/" + acte, Map.of(), membre()))
                    .hasStatus(403);
            assertThat(poster(compte, "identites/" + duChef + "/" + acte, Map.of(), membre()))
                    .hasStatus(404);
            assertThat(poster(compte, "identites/abc/" + acte, Map.of(), membre()))
                    .hasStatus(404);
        }
        assertThat(jdbc.sql("select count(*) from identite_externe where id in (:ids) and deliee_le is null")
                        .param("ids", List.of(id, duChef))
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void R7_a_role_is_given_after_confirmation_and_withdrawn_with_its_history() {
        var nom = "Habitat " + UUID.randomUUID();
        Comptes.bailleurConnu(jdbc, nom);
        var compte = compte("Camille");
        var demande = role("BAILLEUR", Map.of("bailleur", nom));
        assertThat(lire(compte, "roles/nouveau", membre())).hasStatusOk();
        assertThat(poster(compte, "roles/nouveau", demande, membre()))
                .hasStatusOk()
                .bodyText()
                .contains("Donner ce rôle", nom, "name=\"confirme\" value=\"oui\"");
        assertThat(roles.enVigueur(compte.uuid(), Role.Origine.LOCAL)).isEmpty();
        demande.put("confirme", "oui");
        demande.put("motif", "Arrivée");
        assertThat(poster(compte, "roles/nouveau", demande, membre())).hasRedirectedUrl(LISTE + compte.uuid());
        var donnes = roles.enVigueur(compte.uuid(), Role.Origine.LOCAL);
        assertThat(donnes).singleElement().satisfies(r -> {
            assertThat(r.typologie()).isEqualTo(TypologieRole.BAILLEUR);
            assertThat(r.groupe()).isEqualTo(Groupe.BAILLEUR);
            assertThat(r.profil()).isEqualTo("BAILLEUR");
        });
        assertThat(poster(compte, "roles/nouveau", demande, membre())).hasStatus(409);

        var retrait = "roles/" + donnes.getFirst().id() + "/retirer";
        assertThat(lire(compte, retrait, membre())).hasStatusOk().bodyText().contains("Retirer ce rôle", nom);
        assertThat(poster(compte, retrait, Map.of("motif", "Départ"), membre()))
                .hasRedirectedUrl(LISTE + compte.uuid());
        assertThat(roles.enVigueur(compte.uuid(), Role.Origine.LOCAL)).isEmpty();
        assertThat(poster(compte, retrait, Map.of(), membre())).hasStatus(409);
        assertThat(lire(compte, "historique", membre()))
                .bodyText()
                .contains("Rôle retiré — Départ", "Rôle donné — Arrivée", "Bailleur : " + nom);
        // Given again: the same row, never another one (D10).
        assertThat(poster(compte, "roles/nouveau", demande, membre())).hasStatus3xxRedirection();
        assertThat(roles.enVigueur(compte.uuid(), Role.Origine.LOCAL))
                .extracting(Role::id)
                .containsExactly(donnes.getFirst().id());
    }

    @Test
    void a_role_needs_its_entity_and_a_territory_that_exists() {
        var marque = UUID.randomUUID().toString();
        var compte = compte("Camille");
        Comptes.bailleurConnu(jdbc, "Double " + marque + " A");
        Comptes.bailleurConnu(jdbc, "Double " + marque + " B");
        assertThat(poster(compte, "roles/nouveau", Map.of(), membre()))
                .hasStatus(422)
                .bodyText()
                .contains("Choisissez le type de rôle.", "Choisissez ce que ce rôle permet.");
        assertThat(poster(compte, "roles/nouveau", role("BAILLEUR", Map.of()), membre()))
                .hasStatus(422)
                .bodyText()
                .contains("Indiquez le bailleur");
        assertThat(poster(compte, "roles/nouveau", role("BAILLEUR", Map.of("bailleur", "nulle part")), membre()))
                .bodyText()
                .contains("Rien ne correspond à « nulle part ».");
        assertThat(poster(compte, "roles/nouveau", role("BAILLEUR", Map.of("bailleur", marque)), membre()))
                .hasStatus(422)
                .bodyText()
                .contains("Plusieurs entités correspondent", "Double " + marque + " A");
        assertThat(poster(
                        compte,
                        "roles/nouveau",
                        role("ADMINISTRATEUR", Map.of("departement", "20", "region", "99")),
                        membre()))
                .hasStatus(422)
                .bodyText()
                .contains("« 20 » n’est pas un code de département", "« 99 » n’est pas un code de région");
        var regional = role("ADMINISTRATEUR", Map.of("region", "04", "confirme", "oui"));
        regional.put("droits", "consultation");
        assertThat(poster(compte, "roles/nouveau", regional, membre())).hasStatus3xxRedirection();
        assertThat(roles.enVigueur(compte.uuid(), Role.Origine.LOCAL))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.region()).isEqualTo("4");
                    assertThat(r.profil()).isEqualTo("DIR_REG");
                    assertThat(r.groupe()).isEqualTo(Groupe.READONLY_ADMINISTRATEUR);
                });
    }

    @Test
    void R7_D7_what_siap_gives_is_neither_given_nor_withdrawn_here() {
        var compte = utilisateurs.reprendre(Comptes.deCerbere(Comptes.reprise("De", "SIAP")));
        assertThat(lire(compte, "roles/nouveau", membre()))
                .hasStatus(409)
                .bodyText()
                .contains("viennent de SIAP");
        assertThat(poster(compte, "roles/nouveau", role("ADMINISTRATEUR", Map.of("confirme", "oui")), membre()))
                .hasStatus(409);
        var role = roles.synchroniser(
                        compte.uuid(),
                        List.of(new DroitsAccordes(
                                7,
                                "ADM_CENTRALE",
                                "ADM_CENTRALE_ADMIN",
                                TypologieRole.ADMINISTRATEUR,
                                Groupe.ADMINISTRATEUR,
                                null,
                                null,
                                null,
                                null,
                                "Administration centrale",
                                "",
                                null)))
                .getFirst();
        assertThat(poster(compte, "roles/" + role.id() + "/retirer", Map.of(), membre()))
                .hasStatus(409)
                .bodyText()
                .contains("vient de SIAP");
        assertThat(lire(compte, "", membre()))
                .bodyText()
                .contains("Dans SIAP", "ils se changent dans SIAP")
                .doesNotContain("Donner un rôle");
        assertThat(roles.enVigueur(compte.uuid(), Role.Origine.SIAP)).hasSize(1);
    }

    @Test
    void a_role_of_somebody_else_or_unknown_is_not_there() {
        var compte = compte("Un");
        var autre = compte("Deux");
        var role = Comptes.bailleur(roles, autre.uuid(), Comptes.bailleurConnu(jdbc, "B"));
        assertThat(poster(compte, "roles/" + role.id() + "/retirer", Map.of(), membre()))
                .hasStatus(404);
        assertThat(poster(compte, "roles/999999999/retirer", Map.of(), membre()))
                .hasStatus(404);
        assertThat(poster(compte, "roles/abc/retirer", Map.of(), membre())).hasStatus(404);
        assertThat(poster(UUID.randomUUID(), "desactiver", Map.of(), membre())).hasStatus(404);
        assertThat(roles.enVigueur(autre.uuid(), Role.Origine.LOCAL)).hasSize(1);
    }

    @Test
    void R126_a_colleague_reads_the_sheet_and_changes_nothing_of_it() {
        var b = Comptes.bailleurConnu(jdbc, "Habitat");
        var compte = compte("Collègue");
        Comptes.bailleur(roles, compte.uuid(), b);
        var moi = JetonDeTest.bailleur(b);
        assertThat(lire(compte, "", moi))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Modifier", "Retirer", "Désactiver", "Donner un rôle");
        for (var acte : List.of("modifier", "desactiver", "reactiver", "droits", "roles/nouveau")) {
            assertThat(lire(compte, acte, moi)).hasStatus(403);
            assertThat(poster(compte, acte, Map.of("confirme", "oui"), moi)).hasStatus(403);
        }
    }

    @Test
    void D3_a_support_member_under_a_read_only_habilitation_writes_nothing() {
        var usager = compte("Usager");
        var compte = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Membre", "Lecteur"), true, false));
        var moi = Comptes.identite(compte, JetonDeTest.lectureSeule());
        assertThat(lire(usager, "", moi)).hasStatusOk().bodyText().doesNotContain("Modifier", "Désactiver");
        assertThat(poster(usager, "desactiver", Map.of(), moi))
                .hasStatus(403)
                .bodyText()
                .contains("consultation seule");
        assertThat(utilisateurs.actif(usager.uuid()).actif()).isTrue();
    }

    @Test
    void acts_cost_a_constant_number_of_statements() throws Exception {
        var compte = compte("Coût");
        for (int i = 0; i < 6; i++) {
            Comptes.bailleur(roles, compte.uuid(), Comptes.bailleurConnu(jdbc, "B" + i));
        }
        var acteur = membre();
        assertThat(CompteurSql.pendant(() -> lire(compte, "modifier", acteur))).hasSize(1);
        assertThat(CompteurSql.pendant(() -> lire(compte, "desactiver", acteur)))
                .hasSize(1);
        // Twice the account for its rights, once to change it, the change, the history.
        assertThat(CompteurSql.pendant(() -> poster(compte, "desactiver", Map.of(), acteur)))
                .hasSizeLessThanOrEqualTo(5);
    }

    private Utilisateur compte(String prenom) {
        return utilisateurs.reprendre(Comptes.reprise(prenom, "Essai"));
    }

    /** A member of the support team who is not a superuser. */
    private Identite membre() {
        var compte = utilisateurs.reprendre(Comptes.exploitant(Comptes.reprise("Sam", "Support"), true, false));
        return Comptes.identite(compte, JetonDeTest.administrateur());
    }

    private static Map<String, String> role(String typologie, Map<String, String> autres) {
        var champs = new HashMap<String, String>(autres);
        champs.put("typologie", typologie);
        champs.put("droits", "ecriture");
        return champs;
    }

    private Map<String, String> saisie(Utilisateur compte) {
        var saisie = new HashMap<String, String>();
        saisie.put(
                "version",
                jdbc.sql("select version from utilisateur where uuid = ?")
                        .param(compte.uuid())
                        .query(String.class)
                        .single());
        saisie.put("first_name", compte.prenom());
        saisie.put("last_name", compte.nom());
        saisie.put("email", compte.email());
        saisie.put("username", compte.username());
        saisie.put("secondary_email", compte.emailSecondaire());
        return saisie;
    }

    private MvcTestResult lire(Utilisateur compte, String suite, Identite identite) {
        return mvc.get()
                .uri(LISTE + compte.uuid() + (suite.isEmpty() ? "" : "/" + suite))
                .with(JetonDeTest.de(identite))
                .accept(MediaType.TEXT_HTML)
                .exchange();
    }

    private MvcTestResult poster(Utilisateur compte, String suite, Map<String, String> champs, Identite identite) {
        return poster(compte.uuid(), suite, champs, identite);
    }

    private MvcTestResult poster(UUID compte, String suite, Map<String, String> champs, Identite identite) {
        var requete = mvc.post()
                .uri(LISTE + compte + "/" + suite)
                .with(JetonDeTest.de(identite))
                .accept(MediaType.TEXT_HTML);
        champs.forEach(requete::param);
        return requete.exchange();
    }
}
