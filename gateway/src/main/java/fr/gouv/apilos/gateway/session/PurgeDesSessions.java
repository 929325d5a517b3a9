package fr.gouv.apilos.gateway.session;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes sessions that have ended by themselves, with what they held (04 R12). */
@Component
public class PurgeDesSessions {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeDesSessions.class);

    private final JdbcClient jdbc;
    private final Clock horloge;

    PurgeDesSessions(JdbcClient jdbc, Clock horloge) {
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /** Says how many sessions were deleted; safe to run again, and beside the door's own sweeping. */
    @Transactional
    public int purger() {
        int purgees = jdbc.sql("delete from spring_session where expiry_time < :maintenant")
                .param("maintenant", horloge.millis())
                .update();
        LOG.info("{} expired sessions deleted", purgees);
        return purgees;
    }
}
