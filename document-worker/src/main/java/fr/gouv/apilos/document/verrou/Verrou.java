package fr.gouv.apilos.document.verrou;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Holds a task while it is worked on, on this worker and on the others, with an advisory lock of PostgreSQL: it falls with
 * the connection when a worker is killed, and leaves no row behind.
 */
@Component
public class Verrou {

    private static final Duration ATTENTE = Duration.ofMinutes(10);

    private final DataSource base;

    Verrou(DataSource base) {
        this.base = base;
    }

    /**
     * Runs the work once nobody else holds the task. A repetition waits for the first to end and then finds the task done.
     *
     * @throws SQLException when the database is away, or the task is held for more than ten minutes
     */
    public void seul(UUID tache, Runnable travail) throws SQLException {
        try (var connexion = base.getConnection();
                var reglage = connexion.createStatement();
                var prendre = connexion.prepareStatement("select pg_advisory_lock(?)");
                var rendre = connexion.prepareStatement("select pg_advisory_unlock(?)")) {
            prendre.setLong(1, tache.getMostSignificantBits());
            rendre.setLong(1, tache.getMostSignificantBits());
            reglage.execute("set lock_timeout = " + ATTENTE.toMillis());
            try {
                prendre.execute();
            } finally {
                reglage.execute("reset lock_timeout");
            }
            try {
                travail.run();
            } finally {
                rendre.execute();
            }
        }
    }
}
