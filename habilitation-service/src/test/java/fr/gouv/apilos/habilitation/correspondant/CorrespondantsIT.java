package fr.gouv.apilos.habilitation.correspondant;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.habilitation.utilisateur.Reprise;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.IdentiteAuthentication;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** What the services that write mails are told of accounts. */
@EssaiDeService
class CorrespondantsIT {

    @Autowired
    CorrespondantsController correspondants;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JsonMapper json;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @AfterEach
    void personne() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void R117_R119_accounts_are_found_by_entity_by_name_and_by_address_with_their_wishes() {
        var administration = UUID.randomUUID();
        var sur = compte(PreferencesEmail.TOUS, true);
        role(sur, TypologieRole.INSTRUCTEUR, null, administration);
        var connu = compte(PreferencesEmail.PARTIEL, true);
        role(connu, TypologieRole.BAILLEUR, UUID.randomUUID(), null);
        var muet = compte(PreferencesEmail.AUCUN, true);
        compte(PreferencesEmail.TOUS, true);

        parService();
        var trouves = correspondants.chercher(new CorrespondantsController.Demande(
                null, administration, List.of(connu), List.of(" SECOND-" + muet + "@Exemple.fr")));
        assertThat(trouves)
                .extracting(
                        CorrespondantsController.Correspondant::utilisateur,
                        CorrespondantsController.Correspondant::preference,
                        CorrespondantsController.Correspondant::roles,
                        CorrespondantsController.Correspondant::rolesSurPlace)
                .containsExactlyInAnyOrder(
                        Assertions.tuple(sur, "TOUS", Set.of("INSTRUCTEUR"), Set.of("INSTRUCTEUR")),
                        Assertions.tuple(connu, "PARTIEL", Set.of("BAILLEUR"), Set.of()),
                        Assertions.tuple(muet, "AUCUN", Set.of(), Set.of()));
    }

    @Test
    void a_closed_account_wants_no_mail_and_nothing_asked_finds_nobody() {
        var ferme = compte(PreferencesEmail.TOUS, false);
        parService();
        assertThat(correspondants.chercher(new CorrespondantsController.Demande(null, null, List.of(ferme), null)))
                .extracting(CorrespondantsController.Correspondant::preference)
                .containsExactly("AUCUN");
        assertThat(correspondants.chercher(new CorrespondantsController.Demande(null, null, null, null)))
                .isEmpty();
    }

    @Test
    void addresses_are_told_to_programs_alone() {
        par(JetonDeTest.administrateur());
        Assertions.assertThatThrownBy(() -> correspondants.chercher(
                        new CorrespondantsController.Demande(null, null, List.of(UUID.randomUUID()), null)))
                .hasMessageContaining("réservée aux services");
        assertThat(demander("un.faux.jeton", "{}")).hasStatus(401);
    }

    @Test
    void convention_service_asks_with_its_own_token() throws Exception {
        var compte = compte(PreferencesEmail.PARTIEL, true);
        var emis = json.readTree(mvc.post()
                .uri("/interne/jetons/service")
                .headers(h -> h.setBasicAuth("convention-service", Voisins.SECRET_CONVENTION))
                .exchange()
                .getResponse()
                .getContentAsString());
        assertThat(demander(emis.path("jeton").asString(), "{\"utilisateurs\": [\"" + compte + "\"]}"))
                .hasStatusOk()
                .bodyText()
                .contains(compte + "@exemple.fr", "\"preference\":\"PARTIEL\"", "\"roles\":[]");
    }

    private MvcTestResult demander(String jeton, String corps) {
        return mvc.post()
                .uri("/api/v1/correspondants")
                .header("Authorization", "Bearer " + jeton)
                .contentType("application/json")
                .content(corps)
                .exchange();
    }

    private static void parService() {
        par(JetonDeTest.service());
    }

    private static void par(Identite identite) {
        SecurityContextHolder.getContext().setAuthentication(new IdentiteAuthentication(identite, "jeton"));
    }

    private UUID compte(PreferencesEmail preference, boolean actif) {
        var uuid = UUID.randomUUID();
        return utilisateurs
                .reprendre(new Reprise(
                        uuid,
                        "u-" + uuid,
                        "l-" + uuid,
                        "Nom",
                        "Prénom",
                        uuid + "@exemple.fr",
                        "second-" + uuid + "@exemple.fr",
                        null,
                        preference,
                        false,
                        false,
                        actif,
                        Set.of()))
                .uuid();
    }

    private void role(UUID utilisateur, TypologieRole typologie, UUID bailleur, UUID administration) {
        roles.reprendre(
                utilisateur,
                new DroitsAccordes(
                        0,
                        typologie == TypologieRole.BAILLEUR ? "BAILLEUR" : "INSTRUCTEUR",
                        "",
                        typologie,
                        typologie == TypologieRole.BAILLEUR ? Groupe.BAILLEUR : Groupe.INSTRUCTEUR,
                        bailleur,
                        administration,
                        null,
                        null,
                        "Rôle d’essai",
                        "",
                        null));
    }
}
