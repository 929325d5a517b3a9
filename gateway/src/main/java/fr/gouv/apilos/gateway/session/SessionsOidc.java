package fr.gouv.apilos.gateway.session;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which session of an OpenID Connect provider opened which of ours, so that it can end it on any gateway. */
@Component
@ConditionalOnWebApplication
public class SessionsOidc {

    private static final Duration DUREE_MAX = Duration.ofDays(2);

    private final JdbcClient jdbc;
    private final SessionRepository<?> sessions;
    private final Clock horloge;

    SessionsOidc(JdbcClient jdbc, SessionRepository<?> sessions, Clock horloge) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.horloge = horloge;
    }

    /**
     * Ties a session of the provider to the one it opened.
     *
     * @param sid the session at the provider, or null when it does not name it
     * @param sujet whom the provider identified
     */
    @Transactional
    public void lier(@Nullable String sid, String sujet, String session) {
        jdbc.sql("""
            insert into oidc_session (session_id, sid, sujet, ouvert_le) values (:session, :sid, :sujet, :maintenant)
            on conflict (session_id) do nothing\
            """)
                .param("session", session)
                .param("sid", sid)
                .param("sujet", sujet)
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Ends the sessions one session of the provider opened, or all those of a subject.
     *
     * @param sid the session at the provider, or null for all those of the subject
     * @return how many
     */
    @Transactional
    public int fermer(@Nullable String sid, @Nullable String sujet) {
        List<String> fermees = jdbc.sql("""
            delete from oidc_session
            where (cast(:sid as text) is null or sid = :sid) and (cast(:sujet as text) is null or sujet = :sujet)
              and (cast(:sid as text) is not null or cast(:sujet as text) is not null)
            returning session_id\
            """)
                .param("sid", sid)
                .param("sujet", sujet)
                .query((rs, _) -> Objects.requireNonNull(rs.getString(1)))
                .list();
        fermees.forEach(sessions::deleteById);
        return fermees.size();
    }

    @Scheduled(fixedDelay = 3_600_000)
    @Transactional
    void oublierLesAnciennes() {
        jdbc.sql("delete from oidc_session where ouvert_le < :limite")
                .param("limite", horloge.instant().minus(DUREE_MAX).atOffset(ZoneOffset.UTC))
                .update();
    }
}
