package fr.gouv.apilos.convention.programme;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rows of a programme: cadastral references and the simplified EDD; replaced as a whole in a batch (02 R78, §8.4). */
@Repository
public class RangsDuProgramme {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate lots;

    RangsDuProgramme(JdbcClient jdbc, NamedParameterJdbcTemplate lots) {
        this.jdbc = jdbc;
        this.lots = lots;
    }

    /** A cadastral reference; {@code surface} is free text, as « 0 ha 1 a 27 ca ». */
    public record ReferenceCadastrale(
            UUID id,
            String section,
            String numero,
            String lieudit,
            String surface,
            @Nullable String autre) {}

    /** A row of the simplified EDD; {@code financement} is a stored code. */
    public record LogementEdd(UUID id, String designation, String financement, String numeroLot) {}

    /** Cadastral references, by section (R78). */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<ReferenceCadastrale> references(UUID programme) {
        return jdbc.sql("select id, section, numero, lieudit, surface, autre from reference_cadastrale"
                        + " where programme = :programme order by section, ordre, id")
                .param("programme", programme)
                .query(ReferenceCadastrale.class)
                .list();
    }

    /** Rows of the simplified EDD, in their order. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<LogementEdd> edd(UUID programme) {
        return jdbc.sql("select id, designation, financement, numero_lot from logement_edd"
                        + " where programme = :programme order by ordre, id")
                .param("programme", programme)
                .query(LogementEdd.class)
                .list();
    }

    /** Codes of the financements of every convention of a programme, each once, in their order (R80). */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<String> financements(UUID programme) {
        return jdbc.sql("select l.financement from lot l join convention c on c.id = l.convention"
                        + " where c.programme = :programme group by l.financement order by min(l.ordre), l.financement")
                .param("programme", programme)
                .query(String.class)
                .list();
    }

    /** Makes the cadastral references of a programme exactly these, in this order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remplacerReferences(UUID programme, List<ReferenceCadastrale> references) {
        supprimerLesAutres(
                "reference_cadastrale",
                programme,
                references.stream().map(ReferenceCadastrale::id).toList());
        var lignes = new SqlParameterSource[references.size()];
        for (int i = 0; i < references.size(); i++) {
            var r = references.get(i);
            lignes[i] = new MapSqlParameterSource()
                    .addValue("id", r.id())
                    .addValue("programme", programme)
                    .addValue("ordre", i)
                    .addValue("section", r.section())
                    .addValue("numero", r.numero())
                    .addValue("lieudit", r.lieudit())
                    .addValue("surface", r.surface())
                    .addValue("autre", r.autre() == null ? "" : r.autre());
        }
        lots.batchUpdate("""
            insert into reference_cadastrale (id, programme, ordre, section, numero, lieudit, surface, autre)
            values (:id, :programme, :ordre, :section, :numero, :lieudit, :surface, :autre)
            on conflict (id) do update set ordre = excluded.ordre, section = excluded.section, numero = excluded.numero,
              lieudit = excluded.lieudit, surface = excluded.surface, autre = excluded.autre\
            """, lignes);
    }

    /** Makes the simplified EDD of a programme exactly these rows, in this order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remplacerEdd(UUID programme, List<LogementEdd> logements) {
        supprimerLesAutres(
                "logement_edd",
                programme,
                logements.stream().map(LogementEdd::id).toList());
        var lignes = new SqlParameterSource[logements.size()];
        for (int i = 0; i < logements.size(); i++) {
            var l = logements.get(i);
            lignes[i] = new MapSqlParameterSource()
                    .addValue("id", l.id())
                    .addValue("programme", programme)
                    .addValue("ordre", i)
                    .addValue("designation", l.designation())
                    .addValue("financement", l.financement())
                    .addValue("numeroLot", l.numeroLot());
        }
        lots.batchUpdate("""
            insert into logement_edd (id, programme, ordre, designation, financement, numero_lot)
            values (:id, :programme, :ordre, :designation, :financement, :numeroLot)
            on conflict (id) do update set ordre = excluded.ordre, designation = excluded.designation,
              financement = excluded.financement, numero_lot = excluded.numero_lot\
            """, lignes);
    }

    /** The table name is a literal of this class. An identifier of another programme would overwrite its row: refused. */
    private void supprimerLesAutres(String table, UUID programme, List<UUID> gardes) {
        if (!gardes.isEmpty()
                && jdbc.sql("select count(*) from " + table + " where id in (:gardes) and programme <> :programme")
                                .param("gardes", gardes)
                                .param("programme", programme)
                                .query(Long.class)
                                .single()
                        > 0) {
            throw ErreurMetier.interdit("Une ligne envoyée appartient à une autre opération.");
        }
        var requete = jdbc.sql("delete from " + table + " where programme = :programme"
                        + (gardes.isEmpty() ? "" : " and id not in (:gardes)"))
                .param("programme", programme);
        (gardes.isEmpty() ? requete : requete.param("gardes", gardes)).update();
    }
}
