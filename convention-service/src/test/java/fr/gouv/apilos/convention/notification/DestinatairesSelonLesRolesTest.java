package fr.gouv.apilos.convention.notification;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.notification.Correspondants.Personne;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is written to, seen from the habilitations (04 §14.1). */
class DestinatairesSelonLesRolesTest {

    private static final String BAILLEUR = "BAILLEUR";
    private static final String INSTRUCTEUR = "INSTRUCTEUR";
    private static final String ADMINISTRATEUR = "ADMINISTRATEUR";

    @Test
    void R118_the_service_of_a_first_submission_is_told_whether_it_wants_all_mails_or_some() {
        var connus = List.of(
                personne("tous", "TOUS", INSTRUCTEUR),
                personne("partiel", "PARTIEL", INSTRUCTEUR),
                personne("aucun", "AUCUN", INSTRUCTEUR),
                personne("bailleur", "TOUS", BAILLEUR));
        assertThat(Destinataires.duService(connus, List.of())).containsExactly("partiel@exemple.fr", "tous@exemple.fr");
    }

    @Test
    void R119_afterwards_who_wants_some_mails_is_told_once_they_acted() {
        var tous = personne("tous", "TOUS", INSTRUCTEUR);
        var partiel = personne("partiel", "PARTIEL", INSTRUCTEUR);
        var aucun = personne("aucun", "AUCUN", INSTRUCTEUR);
        var connus = List.of(tous, partiel, aucun);
        assertThat(Destinataires.suivent(connus, INSTRUCTEUR, Set.of())).containsExactly("tous@exemple.fr");
        assertThat(Destinataires.suivent(connus, INSTRUCTEUR, Set.of(partiel.utilisateur(), aucun.utilisateur())))
                .containsExactly("partiel@exemple.fr", "tous@exemple.fr");
    }

    /** D7: a role that was withdrawn is none, so its owner is on no side; people of a territory are of no service. */
    @Test
    void R120_D7_a_withdrawn_role_and_a_role_without_entity_receive_nothing() {
        var parti = new Personne(UUID.randomUUID(), "parti@exemple.fr", "", "TOUS", Set.of(), Set.of());
        var departement =
                new Personne(UUID.randomUUID(), "ddt@exemple.fr", "", "TOUS", Set.of(ADMINISTRATEUR), Set.of());
        var connus = List.of(parti, departement);
        var ayantAgi = Set.of(parti.utilisateur(), departement.utilisateur());
        assertThat(Destinataires.suivent(connus, INSTRUCTEUR, ayantAgi)).isEmpty();
        assertThat(Destinataires.suivent(connus, BAILLEUR, ayantAgi)).isEmpty();
        assertThat(Destinataires.duService(connus, List.of())).isEmpty();
        // SIAP names them: they are told, though they never signed in here.
        assertThat(Destinataires.duService(List.of(), List.of("jamais-venue@exemple.fr")))
                .containsExactly("jamais-venue@exemple.fr");
    }

    @Test
    void R123_whoever_wants_no_mail_gets_none_at_their_address_of_SIAP_nor_at_their_second_one() {
        var siap = List.of("Aucun@exemple.fr", "siap-second-autre@exemple.fr", "utile@exemple.fr");
        var connus = List.of(
                personne("aucun", "AUCUN", INSTRUCTEUR),
                new Personne(
                        UUID.randomUUID(),
                        "autre@exemple.fr",
                        "Siap-Second-Autre@exemple.fr",
                        "AUCUN",
                        Set.of(INSTRUCTEUR),
                        Set.of()));
        assertThat(Destinataires.duService(connus, siap)).containsExactly("utile@exemple.fr");
    }

    @Test
    void R124_addresses_that_are_none_are_left_out_and_nobody_means_nobody() {
        assertThat(Destinataires.adresses(
                        Stream.of("x@y", "sans-arobase", "", " Bonne@Exemple.fr", "bonne@exemple.fr")))
                .containsExactly("bonne@exemple.fr");
        assertThat(Destinataires.adresses(Stream.of())).isEmpty();
    }

    private static Personne personne(String nom, String preference, String cote) {
        return new Personne(
                UUID.randomUUID(),
                nom + "@exemple.fr",
                "second-" + nom + "@exemple.fr",
                preference,
                Set.of(cote),
                Set.of(cote));
    }
}
