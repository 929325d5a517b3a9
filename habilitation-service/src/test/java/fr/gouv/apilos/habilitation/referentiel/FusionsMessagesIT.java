package fr.gouv.apilos.habilitation.referentiel;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Role;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Roles follow a merged bailleur, once, and return when the merge is undone (03 R-B8.3, message bailleur.fusionne.v1). */
@EssaiDeService
class FusionsMessagesIT {

    @Autowired
    RabbitTemplate amqp;

    @Autowired
    JsonMapper json;

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

    @Autowired
    Rattrapage rattrapage;

    @Autowired
    EntitesConnues entites;

    private final UUID absorbe = UUID.randomUUID();
    private final UUID absorbant = UUID.randomUUID();
    private final Instant jour = Instant.parse("2026-03-01T10:00:00Z");

    @BeforeEach
    void peupler() {
        groupes.peupler();
    }

    @Test
    void RB8_3_roles_move_once_to_the_absorbing_bailleur_with_their_history() {
        var local = compte();
        var role = Comptes.bailleur(roles, local, absorbe);
        var deSiap = compte();
        var habilitation = siap(deSiap, absorbe);
        var ailleurs = compte();
        Comptes.bailleur(roles, ailleurs, UUID.randomUUID());
        var message = UUID.randomUUID();
        publier(message, false, jour);
        await().untilAsserted(() -> assertThat(bailleurDe(role.id())).isEqualTo(absorbant));
        assertThat(bailleurDe(habilitation.id())).isEqualTo(absorbant);
        var actes = historique.dePersonne(local);
        assertThat(actes.getFirst().motif()).isEqualTo("Fusion de bailleurs");
        assertThat(actes.getFirst().avant().path("bailleur").asString()).isEqualTo(absorbe.toString());
        assertThat(actes.getFirst().apres().path("bailleur").asString()).isEqualTo(absorbant.toString());
        // Told again, by the same message or by another one: nothing more.
        publier(message, false, jour);
        publier(UUID.randomUUID(), false, jour);
        apresLesAutres();
        assertThat(historique.dePersonne(local)).hasSize(actes.size());
        assertThat(historique.dePersonne(ailleurs)).noneMatch(a -> a.motif() != null);
    }

    @Test
    void D10_who_acts_for_both_keeps_one_role_and_both_come_back_when_the_merge_is_undone() {
        var deux = compte();
        var parti = Comptes.bailleur(roles, deux, absorbe);
        var reste = Comptes.bailleur(roles, deux, absorbant);
        var un = compte();
        var seul = Comptes.bailleur(roles, un, absorbe);
        publier(UUID.randomUUID(), false, jour);
        await().untilAsserted(() -> assertThat(bailleurDe(seul.id())).isEqualTo(absorbant));
        assertThat(roles.enVigueur(deux, Role.Origine.LOCAL))
                .extracting(Role::id)
                .containsExactly(reste.id());
        publier(UUID.randomUUID(), true, jour.plusSeconds(60));
        await().untilAsserted(() -> assertThat(bailleurDe(seul.id())).isEqualTo(absorbe));
        assertThat(roles.enVigueur(deux, Role.Origine.LOCAL))
                .extracting(Role::id)
                .containsExactlyInAnyOrder(parti.id(), reste.id());
        assertThat(bailleurDe(reste.id())).isEqualTo(absorbant);
        assertThat(historique.dePersonne(un).getFirst().motif()).isEqualTo("Fusion de bailleurs annulée");
    }

    /** What was told before this service listened is asked for, from the first change. */
    @Test
    void RB8_3_merges_told_before_anybody_listened_are_caught_up_once() {
        var local = compte();
        var role = Comptes.bailleur(roles, local, absorbe);
        jdbc.sql("delete from referentiel_lu").update();
        jdbc.sql("delete from fusion_connue").update();
        Voisins.REFERENTIEL.stubFor(get(urlPathEqualTo("/api/v1/changements"))
                .withQueryParam("depuis", equalTo("0"))
                .withHeader("Authorization", matching("Bearer .+"))
                .willReturn(okJson("""
                    {"elements": [{"sequence": 3, "type": "bailleur.modifie.v1", "message": {"bailleur":
                      {"uuid": "%s", "nom": "Absorbant", "siret": "%s", "siren": "123456789", "version": 2,
                       "supprime": false}}}, {"sequence": 4, "type": "indice.modifie.v1", "message": {}}],
                     "derniere": 5}\
                    """.formatted(absorbant, absorbant.toString().substring(0, 14)))));
        Voisins.REFERENTIEL.stubFor(get(urlPathEqualTo("/api/v1/changements"))
                .withQueryParam("depuis", equalTo("4"))
                .willReturn(okJson("{\"elements\": [], \"derniere\": 5}")));
        referentielDit("{\"absorbe\": \"%s\", \"absorbant\": \"%s\", \"survenuLe\": \"%s\"}"
                .formatted(absorbe, absorbant, jour));
        assertThat(rattrapage.rattraper()).isEqualTo(new Rattrapage.Bilan(2, 1, 0));
        assertThat(bailleurDe(role.id())).isEqualTo(absorbant);
        assertThat(entites.noms(List.of(absorbant))).containsEntry(absorbant, "Absorbant");
        var actes = historique.dePersonne(local);
        assertThat(rattrapage.rattraper()).isEqualTo(new Rattrapage.Bilan(0, 1, 0));
        assertThat(historique.dePersonne(local)).hasSize(actes.size());
        // The message that told it, delivered at last, changes nothing more.
        publier(UUID.randomUUID(), false, jour.plusMillis(5));
        apresLesAutres();
        assertThat(historique.dePersonne(local)).hasSize(actes.size());
        // Undone while nobody listened: what is in force no more is given back.
        referentielDit("");
        assertThat(rattrapage.rattraper().annulees()).isPositive();
        assertThat(bailleurDe(role.id())).isEqualTo(absorbe);
        Voisins.toutVaBien();
        assertThatThrownBy(rattrapage::rattraper).isInstanceOf(ErreurMetier.class);
    }

    private static void referentielDit(String fusions) {
        Voisins.REFERENTIEL.stubFor(
                get(urlPathEqualTo("/api/v1/fusions")).willReturn(okJson("{\"elements\": [" + fusions + "]}")));
    }

    @Test
    void a_merge_told_after_its_undoing_moves_nothing() {
        var compte = compte();
        var role = Comptes.bailleur(roles, compte, absorbe);
        amqp.invoke(unSeulCanal -> {
            publier(UUID.randomUUID(), true, jour.plusSeconds(60));
            publier(UUID.randomUUID(), false, jour);
            return null;
        });
        apresLesAutres();
        assertThat(bailleurDe(role.id())).isEqualTo(absorbe);
        assertThat(historique.dePersonne(compte)).noneMatch(a -> a.motif() != null);
    }

    private void apresLesAutres() {
        var compte = compte();
        var autre = UUID.randomUUID();
        var role = Comptes.bailleur(roles, compte, autre);
        envoyer(UUID.randomUUID(), autre, absorbant, false, jour);
        await().untilAsserted(() -> assertThat(bailleurDe(role.id())).isEqualTo(absorbant));
    }

    private UUID bailleurDe(long role) {
        return jdbc.sql("select bailleur from role where id = ?")
                .param(role)
                .query(UUID.class)
                .single();
    }

    private UUID compte() {
        return utilisateurs.reprendre(Comptes.reprise("Fusion", "Essai")).uuid();
    }

    private Role siap(UUID compte, UUID bailleur) {
        return roles.synchroniser(
                        compte,
                        List.of(new DroitsAccordes(
                                12,
                                "MO_PERS_MORALE",
                                "MO_MORAL_NAT_ADMIN",
                                TypologieRole.BAILLEUR,
                                Groupe.BAILLEUR,
                                bailleur,
                                null,
                                null,
                                null,
                                "Administrateur",
                                "",
                                "123456789")))
                .getFirst();
    }

    private void publier(UUID message, boolean annulee, Instant quand) {
        envoyer(message, absorbe, absorbant, annulee, quand);
    }

    private void envoyer(UUID message, UUID de, UUID vers, boolean annulee, Instant quand) {
        var corps = json.writeValueAsString(Map.of(
                "evenementId",
                message,
                "survenuLe",
                quand.toString(),
                "absorbe",
                de,
                "absorbant",
                vers,
                "annulee",
                annulee));
        new ContratDeMessages().verifier("bailleur.fusionne.v1", corps);
        amqp.send(
                "referentiel.evenements",
                "bailleur.fusionne.v1",
                MessageBuilder.withBody(corps.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .setMessageId(message.toString())
                        .setType("bailleur.fusionne.v1")
                        .setContentType("application/json")
                        .build());
    }
}
