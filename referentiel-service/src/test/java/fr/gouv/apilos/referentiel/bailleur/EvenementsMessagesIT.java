package fr.gouv.apilos.referentiel.bailleur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.referentiel.Abonne;
import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What the other services are told, through a real broker. */
@EssaiDeService
class EvenementsMessagesIT {

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Autowired
    Abonne abonne;

    @Autowired
    ContratDeMessages contrat;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void each_change_of_a_bailleur_is_told_once_with_its_whole_state_and_a_greater_version() {
        var uuid = UUID.randomUUID();
        bailleurs.ecrire(bailleur(uuid, "Avant"));
        bailleurs.ecrire(bailleur(uuid, "Avant"));
        bailleurs.ecrire(bailleur(uuid, "Après"));
        await().untilAsserted(() -> assertThat(abonne.de("bailleur", uuid)).hasSize(2));
        assertThat(abonne.de("bailleur", uuid)).allSatisfy(recu -> {
            assertThat(recu.type()).isEqualTo("bailleur.modifie.v1");
            contrat.verifier(recu.type(), recu.brut());
            assertThat(recu.messageId())
                    .isEqualTo(recu.corps().path("evenementId").asString());
        });
        assertThat(abonne.de("bailleur", uuid))
                .extracting(
                        r -> r.corps().path("bailleur").path("version").asLong(),
                        r -> r.corps().path("bailleur").path("nom").asString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1L, "Avant"),
                        org.assertj.core.groups.Tuple.tuple(2L, "Après"));
        var etat = abonne.de("bailleur", uuid).getFirst().corps().path("bailleur");
        assertThat(etat.path("capitalSocial").decimalValue()).isEqualByComparingTo("1250.50");
        assertThat(etat.path("signataireDateDeliberation").asString()).isEqualTo("2024-01-10");
        // R-B1.1: the sub-nature imposes the nature that travels.
        assertThat(etat.path("natureBailleur").asString()).isEqualTo("SEM");
    }

    @Test
    void a_change_that_is_undone_is_not_told() {
        var uuid = UUID.randomUUID();
        assertThatThrownBy(() -> transaction.executeWithoutResult(statut -> {
                    bailleurs.ecrire(bailleur(uuid, "Jamais"));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        // What is told afterwards has overtaken nothing: the queue keeps the order of commits.
        var suivant = UUID.randomUUID();
        bailleurs.ecrire(bailleur(suivant, "Suivant"));
        await().untilAsserted(() -> assertThat(abonne.de("bailleur", suivant)).hasSize(1));
        assertThat(abonne.de("bailleur", uuid)).isEmpty();
    }

    @Test
    void each_change_of_an_administration_is_told_with_a_greater_version() {
        var uuid = UUID.randomUUID();
        administrations.ecrire(administration(uuid, "Marseille"));
        administrations.ecrire(administration(uuid, "Aix"));
        administrations.ecrire(administration(uuid, "Aix"));
        await().untilAsserted(() -> assertThat(abonne.de("administration", uuid))
                .extracting(
                        r -> r.corps().path("administration").path("version").asLong())
                .containsExactlyInAnyOrder(1L, 2L));
        assertThat(abonne.de("administration", uuid)).allSatisfy(recu -> {
            assertThat(recu.type()).isEqualTo("administration.modifiee.v1");
            contrat.verifier(recu.type(), recu.brut());
        });
    }

    private static Bailleur bailleur(UUID uuid, String nom) {
        return new Bailleur(
                uuid,
                nom,
                "S-" + uuid,
                "",
                "HLM",
                "SEM_EPL",
                null,
                null,
                "13002",
                "Marseille",
                new BigDecimal("1250.5"),
                null,
                null,
                LocalDate.of(2024, 1, 10),
                null,
                0,
                false);
    }

    private static Administration administration(UUID uuid, String ville) {
        return new Administration(
                uuid, "Administration", "C-" + uuid, ville, null, null, null, null, null, null, 0, false);
    }
}
