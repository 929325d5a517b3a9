package fr.gouv.apilos.testing;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.reprise.PlanDeReprise;
import fr.gouv.apilos.platform.reprise.Reprise;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A schema nobody else uses, with the tables of the service under test: for what would disturb the other tests. */
public final class SchemaNeuf extends AbstractDataSource {

    private final String schema = "neuf_" + UUID.randomUUID().toString().substring(0, 8);

    /** Makes it, with the migrations of the service and those of the take-over. */
    public SchemaNeuf() {
        Flyway.configure()
                .dataSource(this)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/platform", "classpath:db/reprise", "classpath:db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
    }

    /** The take-over of that plan into this schema. */
    public Reprise reprise(PlanDeReprise plan, String environnement) {
        return new Reprise(
                plan,
                this,
                new TransactionTemplate(new JdbcTransactionManager(this)),
                new Environnement(environnement),
                Clock.systemUTC());
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connexion = InfrastructureDeTest.demarree().role(schema);
        try (var ordre = connexion.createStatement()) {
            ordre.execute("set search_path to " + schema + ", public");
        }
        return connexion;
    }

    @Override
    public Connection getConnection(String utilisateur, String motDePasse) throws SQLException {
        return getConnection();
    }
}
