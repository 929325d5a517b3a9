package fr.gouv.apilos.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** When work under another account is over. */
class DetoursTest {

    private static final Instant DEBUT = Instant.parse("2026-03-12T13:00:00Z");

    private final Connexion acteur = connexion();
    private final Connexion empruntee = connexion().detournee(acteur, DEBUT.plus(Detours.DUREE));

    @Test
    void R113_it_lasts_an_hour_and_not_a_second_more() {
        assertThat(a(DEBUT.plus(Duration.ofMinutes(59))).fini(empruntee)).isFalse();
        assertThat(a(DEBUT.plus(Duration.ofHours(1))).fini(empruntee)).isTrue();
    }

    @Test
    void ones_own_account_is_never_over() {
        assertThat(a(DEBUT.plus(Duration.ofDays(1))).fini(acteur)).isFalse();
    }

    @Test
    void a_borrowed_account_is_never_of_the_support_team_at_the_door() {
        assertThat(empruntee.staff()).isFalse();
        assertThat(empruntee.avec(7).detour()).isEqualTo(empruntee.detour());
    }

    private static Detours a(Instant instant) {
        return new Detours(Mockito.mock(Habilitations.class), Clock.fixed(instant, ZoneOffset.UTC));
    }

    private static Connexion connexion() {
        return new Connexion(
                UUID.randomUUID(),
                "Dominique",
                "",
                true,
                List.of(new Connexion.HabilitationOfferte(7, "Habilitation", "SER_GEST", null, false)),
                7);
    }
}
