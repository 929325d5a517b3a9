package fr.gouv.apilos.habilitation.referentiel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.habilitation.EssaiDeService;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The copy of bailleurs and administrations, kept by what the référentiel tells. */
@EssaiDeService
class ReferentielMessagesIT {

    private static final String EXCHANGE = "referentiel.evenements";

    @Autowired
    RabbitTemplate amqp;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    EntitesConnues entites;

    @Test
    void a_bailleur_told_is_known_and_its_parent_gains_a_child() {
        var parent = UUID.randomUUID();
        var enfant = UUID.randomUUID();
        publierBailleur(UUID.randomUUID().toString(), parent, "Mère", null, 1, false);
        publierBailleur(UUID.randomUUID().toString(), enfant, "Fille", parent, 1, false);
        await().untilAsserted(() ->
                assertThat(entites.avecEnfants(Set.of(parent))).containsExactlyInAnyOrder(parent, enfant));
        assertThat(entites.bailleur("S-" + parent)).contains(parent);
        // R38: one level only.
        var petite = UUID.randomUUID();
        publierBailleur(UUID.randomUUID().toString(), petite, "Petite-fille", enfant, 1, false);
        await().untilAsserted(() -> assertThat(entites.bailleur("S-" + petite)).contains(petite));
        assertThat(entites.avecEnfants(Set.of(parent))).containsExactlyInAnyOrder(parent, enfant);
    }

    @Test
    void late_news_never_overwrite_newer_ones_and_a_repetition_does_nothing() {
        var uuid = UUID.randomUUID();
        var repete = UUID.randomUUID().toString();
        var temoin = UUID.randomUUID();
        // A broker keeps the order within one channel only, and what is asserted here hangs on the order.
        amqp.invoke(unSeulCanal -> {
            publierBailleur(UUID.randomUUID().toString(), uuid, "Version 3", null, 3, false);
            publierBailleur(UUID.randomUUID().toString(), uuid, "Version 2", null, 2, false);
            publierBailleur(repete, uuid, "Version 4", null, 4, false);
            publierBailleur(repete, uuid, "Version 4 répétée", null, 5, false);
            publierBailleur(UUID.randomUUID().toString(), temoin, "Témoin", null, 1, false);
            return null;
        });
        await().untilAsserted(() -> assertThat(entites.bailleur("S-" + temoin)).isPresent());
        assertThat(jdbc.sql("select nom from bailleur_connu where uuid = :u")
                        .param("u", uuid)
                        .query(String.class)
                        .single())
                .isEqualTo("Version 4");
        assertThat(jdbc.sql("select count(*) from inbox where message_id = :m")
                        .param("m", repete)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_removed_bailleur_and_a_changed_administration_are_followed() {
        var bailleur = UUID.randomUUID();
        publierBailleur(UUID.randomUUID().toString(), bailleur, "B", null, 1, false);
        publierBailleur(UUID.randomUUID().toString(), bailleur, "B", null, 2, true);
        var administration = UUID.randomUUID();
        publierAdministration(administration, "AVANT-" + administration, 1);
        publierAdministration(administration, "APRES-" + administration, 2);
        await().untilAsserted(() -> {
            assertThat(entites.administration("APRES-" + administration)).contains(administration);
            assertThat(entites.bailleur("S-" + bailleur)).isEmpty();
        });
        assertThat(entites.administration("AVANT-" + administration)).isEmpty();
    }

    @Test
    void what_was_told_before_an_end_does_not_bring_a_bailleur_back_and_a_later_version_does() {
        var fini = UUID.randomUUID();
        var revenu = UUID.randomUUID();
        var temoin = UUID.randomUUID();
        amqp.invoke(unSeulCanal -> {
            publierBailleur(UUID.randomUUID().toString(), fini, "Fini", null, 2, true);
            publierBailleur(UUID.randomUUID().toString(), fini, "Fini", null, 1, false);
            publierBailleur(UUID.randomUUID().toString(), revenu, "Revenu", null, 2, true);
            publierBailleur(UUID.randomUUID().toString(), revenu, "Revenu", null, 3, false);
            publierBailleur(UUID.randomUUID().toString(), revenu, "Revenu", null, 2, true);
            publierBailleur(UUID.randomUUID().toString(), temoin, "Témoin", null, 1, false);
            return null;
        });
        await().untilAsserted(() -> assertThat(entites.bailleur("S-" + temoin)).isPresent());
        assertThat(entites.bailleur("S-" + fini)).isEmpty();
        assertThat(entites.bailleur("S-" + revenu)).contains(revenu);
    }

    @Test
    void a_message_that_breaks_its_contract_is_parked_and_the_others_go_on() {
        var casse = UUID.randomUUID().toString();
        publier("bailleur.modifie.v1", casse, Map.of("bailleur", Map.of("nom", "sans identifiant")));
        var apres = UUID.randomUUID();
        publierBailleur(UUID.randomUUID().toString(), apres, "Après", null, 1, false);
        await().untilAsserted(() -> assertThat(entites.bailleur("S-" + apres)).isPresent());
        await().untilAsserted(() -> {
            var gare = amqp.receive("habilitation.referentiel.parking");
            assertThat(gare).isNotNull();
            assertThat(gare.getMessageProperties().getMessageId()).isEqualTo(casse);
        });
    }

    private void publierBailleur(String message, UUID uuid, String nom, UUID parent, long version, boolean supprime) {
        var bailleur = new HashMap<String, Object>();
        for (var vide : new String[] {
            "sousNatureBailleur",
            "adresse",
            "codePostal",
            "ville",
            "capitalSocial",
            "signataireNom",
            "signataireFonction",
            "signataireDateDeliberation",
            "signataireBlocSignature"
        }) {
            bailleur.put(vide, null);
        }
        bailleur.put("uuid", uuid);
        bailleur.put("nom", nom);
        bailleur.put("siret", "S-" + uuid);
        bailleur.put("siren", "N-" + uuid);
        bailleur.put("natureBailleur", "HLM");
        bailleur.put("parent", parent);
        bailleur.put("version", version);
        bailleur.put("supprime", supprime);
        publier("bailleur.modifie.v1", message, Map.of("bailleur", bailleur));
    }

    private void publierAdministration(UUID uuid, String code, long version) {
        var administration = new HashMap<String, Object>();
        for (var vide : new String[] {
            "villeSignature",
            "adresse",
            "codePostal",
            "prefixConvention",
            "ville",
            "signataireBlocSignature",
            "nbConventionExemplaires"
        }) {
            administration.put(vide, null);
        }
        administration.put("uuid", uuid);
        administration.put("nom", "Administration");
        administration.put("code", code);
        administration.put("version", version);
        administration.put("supprime", false);
        publier("administration.modifiee.v1", UUID.randomUUID().toString(), Map.of("administration", administration));
    }

    private void publier(String type, String message, Map<String, ?> contenu) {
        var corps = new HashMap<String, Object>(contenu);
        corps.put("evenementId", message);
        corps.put("sequence", 1);
        corps.put("survenuLe", Instant.parse("2026-03-02T08:00:00Z").toString());
        amqp.send(
                EXCHANGE,
                type,
                MessageBuilder.withBody(json.writeValueAsBytes(corps))
                        .setContentType("application/json")
                        .setType(type)
                        .setMessageId(message)
                        .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                        .build());
    }
}
