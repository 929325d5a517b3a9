package fr.gouv.apilos.gateway.securite;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.gateway.session.Connexion;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class LimitesTest {

    private static final long CONNEXIONS = 3;
    private static final long API = 5;

    private final Horloge horloge = new Horloge();
    private final Limites limites = new Limites(1_000, CONNEXIONS, API, horloge);

    private static final class Horloge extends Clock {
        private Instant instant = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return instant;
        }
    }

    @Test
    void whoever_tries_codes_of_documents_is_stopped_and_others_are_not() throws Exception {
        for (int i = 0; i < Limites.VERIFICATIONS_PAR_MINUTE; i++) {
            assertThat(statut(requete(i % 2 == 0 ? "GET" : "POST", "/verification/CODE-" + i, "192.0.2.9")))
                    .isEqualTo(200);
        }
        assertThat(statut(requete("GET", "/verification/ENCORE", "192.0.2.9"))).isEqualTo(429);
        assertThat(statut(requete("GET", "/verification", "192.0.2.9"))).isEqualTo(429);
        assertThat(statut(requete("GET", "/verification/ENCORE", "192.0.2.10"))).isEqualTo(200);
    }

    @Test
    void C5_one_address_writes_to_the_team_a_bounded_number_of_times_and_reads_the_form_as_often_as_it_likes()
            throws Exception {
        for (int i = 0; i < Limites.MESSAGES; i++) {
            assertThat(statut(requete("POST", i % 2 == 0 ? "/contact/" : "/contact", "192.0.2.9")))
                    .isEqualTo(200);
        }
        assertThat(statut(requete("POST", "/contact/", "192.0.2.9"))).isEqualTo(429);
        assertThat(statut(requete("GET", "/contact/", "192.0.2.9"))).isEqualTo(200);
        assertThat(statut(requete("POST", "/contact/", "192.0.2.10"))).isEqualTo(200);
    }

    @Test
    void an_invented_session_is_no_new_caller() throws Exception {
        int passees = 0;
        for (int i = 0; i < API * 4; i++) {
            var requete = requete("GET", "/api/v1/conventions", "192.0.2.1");
            requete.setRequestedSessionId("invente-" + i);
            passees += statut(requete) == 200 ? 1 : 0;
        }
        assertThat(passees).isLessThan((int) API * 4);
    }

    @Test
    void two_people_behind_one_address_have_an_allowance_each() throws Exception {
        var premier = connexion();
        while (statut(api(premier)) == 200) {
            // Until the first has used their allowance.
        }
        assertThat(statut(api(connexion()))).isEqualTo(200);
    }

    @Test
    void the_sessions_cerbere_ends_are_not_counted_as_sign_ins() throws Exception {
        for (int i = 0; i < CONNEXIONS * 3; i++) {
            assertThat(statut(requete("POST", "/login/cas", "192.0.2.2"))).isEqualTo(200);
        }
        assertThat(statut(requete("GET", "/login/cas", "192.0.2.2"))).isEqualTo(200);
    }

    @Test
    void pages_are_not_limited() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(statut(requete("GET", "/conventions/recherche", "192.0.2.3")))
                    .isEqualTo(200);
        }
    }

    @Test
    void callers_that_fall_silent_are_forgotten() throws Exception {
        statut(requete("GET", "/connexion/cerbere", "192.0.2.4"));
        horloge.instant = horloge.instant.plus(Duration.ofMinutes(9));
        statut(requete("GET", "/connexion/cerbere", "192.0.2.5"));
        horloge.instant = horloge.instant.plus(Duration.ofMinutes(2));
        limites.oublier();
        assertThat(limites.connus()).isEqualTo(1);
    }

    @Test
    void however_many_callers_come_memory_stays_bounded() throws Exception {
        for (int i = 0; i < Limites.CLES_MAX + 50; i++) {
            statut(requete("GET", "/connexion/cerbere", "adresse-" + i));
        }
        assertThat(limites.connus()).isLessThanOrEqualTo(Limites.CLES_MAX + 1);
        assertThat(statut(requete("GET", "/connexion/cerbere", "adresse-1"))).isEqualTo(200);
    }

    private static Connexion connexion() {
        return new Connexion(UUID.randomUUID(), "Dominique", "", false, List.of(), 0);
    }

    private static MockHttpServletRequest api(Connexion connexion) {
        var requete = requete("GET", "/api/v1/conventions", "192.0.2.6");
        var session = new MockHttpSession();
        connexion.garder(session);
        requete.setSession(session);
        return requete;
    }

    private static MockHttpServletRequest requete(String methode, String chemin, @Nullable String adresse) {
        var requete = new MockHttpServletRequest(methode, chemin);
        requete.setRemoteAddr(adresse);
        return requete;
    }

    private int statut(MockHttpServletRequest requete) throws ServletException, IOException {
        var reponse = new MockHttpServletResponse();
        limites.doFilter(requete, reponse, new MockFilterChain());
        return reponse.getStatus();
    }
}
