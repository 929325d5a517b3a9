package fr.gouv.apilos.gateway.session;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which ticket opened which session, so that Cerbère can end it on any gateway (04 R57). */
@Component
@ConditionalOnWebApplication
public class TicketsCas {

    private static final Duration DUREE_MAX = Duration.ofDays(2);

    private final JdbcClient jdbc;
    private final SessionRepository<?> sessions;
    private final Clock horloge;

    TicketsCas(JdbcClient jdbc, SessionRepository<?> sessions, Clock horloge) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.horloge = horloge;
    }

    /** Ties a ticket to the session it opened. */
    @Transactional
    public void lier(String ticket, String session) {
        jdbc.sql("""
            insert into cas_ticket (ticket, session_id, ouvert_le) values (:ticket, :session, :maintenant)
            on conflict (ticket) do nothing\
            """)
                .param("ticket", ticket)
                .param("session", session)
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Ends the session a ticket opened, if it still lives. */
    @Transactional
    public void fermer(String ticket) {
        Optional<String> session = jdbc.sql("delete from cas_ticket where ticket = :ticket returning session_id")
                .param("ticket", ticket)
                .query(String.class)
                .optional();
        session.ifPresent(sessions::deleteById);
    }

    @Scheduled(fixedDelay = 3_600_000)
    @Transactional
    void oublierLesAnciens() {
        jdbc.sql("delete from cas_ticket where ouvert_le < :limite")
                .param("limite", horloge.instant().minus(DUREE_MAX).atOffset(ZoneOffset.UTC))
                .update();
    }
}
