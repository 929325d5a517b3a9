package fr.gouv.apilos.habilitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.testing.InfrastructureDeTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each service reads its own schema only (ADR 0001): least of all the keys that sign tokens. */
@EssaiDeService
class IsolationPersistanceIT {

    private static final String DROIT_REFUSE = "42501";

    @Autowired
    JdbcClient jdbc;

    @Test
    void the_role_of_habilitation_service_cannot_read_the_schema_of_convention_service() throws SQLException {
        try (var voisin = InfrastructureDeTest.demarree().role("convention");
                var ordre = voisin.createStatement()) {
            ordre.execute("create table if not exists convention.secret_d_essai (valeur text)");
        }
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("apilos_habilitation");
        assertThatThrownBy(() -> jdbc.sql("select count(*) from convention.secret_d_essai")
                        .query(Long.class)
                        .single())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DROIT_REFUSE));
    }

    @Test
    void the_role_of_convention_service_reads_neither_accounts_nor_keys() throws SQLException {
        try (var voisin = InfrastructureDeTest.demarree().role("convention");
                var ordre = voisin.createStatement()) {
            for (var table : new String[] {"utilisateur", "cle_de_signature"}) {
                assertThatThrownBy(() -> ordre.executeQuery("select count(*) from habilitation." + table))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo(DROIT_REFUSE));
            }
        }
    }
}
