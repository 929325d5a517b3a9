package fr.gouv.apilos.convention.notification;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.notification.Correspondants.Personne;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who gets a mail, from what is known of the accounts. */
class DestinatairesTest {

    private static final String BAILLEUR = "BAILLEUR";
    private static final String INSTRUCTEUR = "INSTRUCTEUR";

    @Test
    void R231_MAIL21_all_always_some_once_they_acted_none_never() {
        var tous = personne("tous", "TOUS", Set.of(BAILLEUR), Set.of(BAILLEUR));
        var partiel = personne("partiel", "PARTIEL", Set.of(BAILLEUR), Set.of(BAILLEUR));
        var aucun = personne("aucun", "AUCUN", Set.of(BAILLEUR), Set.of(BAILLEUR));
        var connus = List.of(tous, partiel, aucun);
        assertThat(Destinataires.suivent(connus, BAILLEUR, Set.of(aucun.utilisateur())))
                .containsExactly("tous@exemple.fr");
        assertThat(Destinataires.suivent(connus, BAILLEUR, Set.of(partiel.utilisateur(), aucun.utilisateur())))
                .containsExactly("partiel@exemple.fr", "tous@exemple.fr");
    }

    @Test
    void C6_somebody_of_the_other_side_is_not_told_for_this_one() {
        var instructeur = personne("instructeur", "TOUS", Set.of(INSTRUCTEUR), Set.of(INSTRUCTEUR));
        var ancien = personne("ancien", "PARTIEL", Set.of(INSTRUCTEUR), Set.of());
        var connus = List.of(instructeur, ancien);
        var ayantAgi = Set.of(instructeur.utilisateur(), ancien.utilisateur());
        assertThat(Destinataires.suivent(connus, BAILLEUR, ayantAgi)).isEmpty();
        assertThat(Destinataires.suivent(connus, INSTRUCTEUR, ayantAgi))
                .containsExactly("ancien@exemple.fr", "instructeur@exemple.fr");
    }

    @Test
    void R232_R233_a_first_submission_tells_the_whole_service_but_those_who_want_nothing() {
        var connus = List.of(
                personne("tous", "TOUS", Set.of(INSTRUCTEUR), Set.of(INSTRUCTEUR)),
                personne("partiel", "PARTIEL", Set.of(INSTRUCTEUR), Set.of(INSTRUCTEUR)),
                personne("muet", "AUCUN", Set.of(INSTRUCTEUR), Set.of(INSTRUCTEUR)),
                personne("administrateur", "TOUS", Set.of("ADMINISTRATEUR"), Set.of("ADMINISTRATEUR")));
        assertThat(Destinataires.duService(
                        connus, List.of("Siap@exemple.fr", "muet@exemple.fr", "SECOND-muet@exemple.fr")))
                .containsExactly("partiel@exemple.fr", "siap@exemple.fr", "tous@exemple.fr");
    }

    @Test
    void R234_what_is_not_an_address_is_left_out() {
        assertThat(Destinataires.adresses(Stream.of(
                        "bon@exemple.fr", "Bon@exemple.fr ", "wrong.to.email", "", "deux@exemple.fr;x@y.fr", "x@y")))
                .containsExactly("bon@exemple.fr");
    }

    private static Personne personne(String nom, String preference, Set<String> roles, Set<String> surPlace) {
        return new Personne(
                UUID.randomUUID(), nom + "@exemple.fr", "second-" + nom + "@exemple.fr", preference, roles, surPlace);
    }
}
