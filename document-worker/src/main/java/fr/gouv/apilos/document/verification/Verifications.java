package fr.gouv.apilos.document.verification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The fingerprints of final PDF, by the code printed on them. */
@Repository
public class Verifications {

    private final JdbcClient jdbc;

    Verifications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A document that can be checked. */
    record Verifiable(String code, String sha256, Instant produitLe) {}

    /** Keeps the fingerprint of the PDF of a task, with the transaction that says it is produced. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void garder(UUID tache, String sha256, Instant produitLe) {
        jdbc.sql("""
            insert into verification (code, tache, sha256, produit_le) values (:code, :tache, :sha256, :produitLe)
            on conflict (code) do update set sha256 = excluded.sha256, produit_le = excluded.produit_le\
            """)
                .param("code", CodeDeVerification.de(tache))
                .param("tache", tache)
                .param("sha256", sha256)
                .param("produitLe", produitLe.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The code printed on the PDF of a task, when it has a final one. */
    public Optional<String> code(UUID tache) {
        return jdbc.sql("select code from verification where tache = :tache")
                .param("tache", tache)
                .query(String.class)
                .optional();
    }

    Optional<Verifiable> trouver(String code) {
        return jdbc.sql("select code, sha256, produit_le from verification where code = :code")
                .param("code", code)
                .query(Verifiable.class)
                .optional();
    }
}
