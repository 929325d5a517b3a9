package fr.gouv.apilos.convention.convention;

import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rows of conventions: read in one statement per kind, replaced as a whole in batches (03 R-A9.1). Callers hold the
 * transaction and move the version of the convention.
 */
@Repository
@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
public class Lignes {

    /** Under which a transaction keeps what it read. */
    private static final Object LUES = new Object();

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate lots;

    Lignes(JdbcClient jdbc, NamedParameterJdbcTemplate lots) {
        this.jdbc = jdbc;
        this.lots = lots;
    }

    /** Dwellings of a convention, lot by lot, each in import order (DOC-35). */
    public List<Logement> logements(UUID convention) {
        return uneFois(
                "logements",
                convention,
                () -> jdbc.sql("""
            select g.* from logement g join lot l on l.id = g.lot where l.convention = :convention
            order by l.ordre, g.import_order nulls last, g.designation, g.id\
            """)
                        .param("convention", convention)
                        .query(Logement.class)
                        .list());
    }

    /** A page and the rules it asks read the same rows: once in a transaction that only reads. */
    @SuppressWarnings("unchecked")
    private static <T> List<T> uneFois(String quoi, UUID convention, Supplier<List<T>> lecture) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return lecture.get();
        }
        var lues = (Map<String, List<?>>) TransactionSynchronizationManager.getResource(LUES);
        if (lues == null) {
            lues = new HashMap<>();
            TransactionSynchronizationManager.bindResource(LUES, lues);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int statut) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(LUES);
                }
            });
        }
        return (List<T>) lues.computeIfAbsent(quoi + convention, cle -> List.copyOf(lecture.get()));
    }

    /** One dwelling of this convention; a row of another convention is nobody's here (02 DB-3). */
    public Optional<Logement> logement(UUID convention, UUID id) {
        return jdbc.sql("""
            select g.* from logement g join lot l on l.id = g.lot
            where l.convention = :convention and g.id = :id\
            """)
                .param("convention", convention)
                .param("id", id)
                .query(Logement.class)
                .optional();
    }

    /** Loans of a convention, lot by lot. */
    public List<Pret> prets(UUID convention) {
        return uneFois(
                "prets",
                convention,
                () -> jdbc.sql("""
            select p.* from pret p join lot l on l.id = p.lot where l.convention = :convention
            order by l.ordre, p.ordre, p.id\
            """)
                        .param("convention", convention)
                        .query(Pret.class)
                        .list());
    }

    /** Annexes of a convention, in the order of their dwellings. */
    public List<Annexe> annexes(UUID convention) {
        return jdbc.sql("""
            select a.* from annexe a join logement g on g.id = a.logement join lot l on l.id = g.lot
            where l.convention = :convention order by l.ordre, g.import_order nulls last, g.id, a.ordre, a.id\
            """).param("convention", convention).query(Annexe.class).list();
    }

    /** Parking places of a convention, lot by lot. */
    public List<Stationnement> stationnements(UUID convention) {
        return jdbc.sql("""
            select s.* from type_stationnement s join lot l on l.id = s.lot where l.convention = :convention
            order by l.ordre, s.ordre, s.id\
            """)
                .param("convention", convention)
                .query(Stationnement.class)
                .list();
    }

    /**
     * Makes the dwellings of a convention exactly these: rows that are not in the list go (with their annexes), known ones
     * are updated, others are created.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remplacerLogements(UUID convention, List<Logement> logements) {
        supprimerLesAutres(
                "logement", convention, logements.stream().map(Logement::id).toList());
        lots.batchUpdate(
                """
                insert into logement (id, lot, designation, typologie, surface_habitable, surface_corrigee,
                  surface_annexes, surface_annexes_retenue, surface_utile, loyer_par_metre_carre, coeficient, loyer,
                  import_order)
                values (:id, :lot, :designation, :typologie, :surfaceHabitable, :surfaceCorrigee, :surfaceAnnexes,
                  :surfaceAnnexesRetenue, :surfaceUtile, :loyerParMetreCarre, :coeficient, :loyer, :importOrder)
                on conflict (id) do update set lot = excluded.lot, designation = excluded.designation,
                  typologie = excluded.typologie, surface_habitable = excluded.surface_habitable,
                  surface_corrigee = excluded.surface_corrigee, surface_annexes = excluded.surface_annexes,
                  surface_annexes_retenue = excluded.surface_annexes_retenue, surface_utile = excluded.surface_utile,
                  loyer_par_metre_carre = excluded.loyer_par_metre_carre, coeficient = excluded.coeficient,
                  loyer = excluded.loyer, import_order = excluded.import_order\
                """,
                logements.stream()
                        .map(g -> new MapSqlParameterSource()
                                .addValue("id", g.id())
                                .addValue("lot", g.lot())
                                .addValue("designation", g.designation())
                                .addValue("typologie", g.typologie().name())
                                .addValue("surfaceHabitable", g.surfaceHabitable(), Types.NUMERIC)
                                .addValue("surfaceCorrigee", g.surfaceCorrigee(), Types.NUMERIC)
                                .addValue("surfaceAnnexes", g.surfaceAnnexes(), Types.NUMERIC)
                                .addValue("surfaceAnnexesRetenue", g.surfaceAnnexesRetenue(), Types.NUMERIC)
                                .addValue("surfaceUtile", g.surfaceUtile(), Types.NUMERIC)
                                .addValue("loyerParMetreCarre", g.loyerParMetreCarre(), Types.NUMERIC)
                                .addValue("coeficient", g.coeficient(), Types.NUMERIC)
                                .addValue("loyer", g.loyer(), Types.NUMERIC)
                                .addValue("importOrder", g.importOrder(), Types.INTEGER))
                        .toArray(SqlParameterSource[]::new));
    }

    /** Makes the loans of a convention exactly these, in this order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remplacerPrets(UUID convention, List<Pret> prets) {
        supprimerLesAutres("pret", convention, prets.stream().map(Pret::id).toList());
        var lignes = new SqlParameterSource[prets.size()];
        for (int i = 0; i < prets.size(); i++) {
            var p = prets.get(i);
            lignes[i] = new MapSqlParameterSource()
                    .addValue("id", p.id())
                    .addValue("lot", p.lot())
                    .addValue("ordre", i)
                    .addValue("preteur", p.preteur().name())
                    .addValue("autre", p.autre() == null ? "" : p.autre())
                    .addValue("dateOctroi", p.dateOctroi(), Types.DATE)
                    .addValue("numero", p.numero(), Types.VARCHAR)
                    .addValue("duree", p.duree(), Types.INTEGER)
                    .addValue("montant", p.montant());
        }
        lots.batchUpdate("""
                  insert into pret (id, lot, ordre, preteur, autre, date_octroi, numero, duree, montant)
                  values (:id, :lot, :ordre, :preteur, :autre, :dateOctroi, :numero, :duree, :montant)
                  on conflict (id) do update set lot = excluded.lot, ordre = excluded.ordre, preteur = excluded.preteur,
                    autre = excluded.autre, date_octroi = excluded.date_octroi, numero = excluded.numero,
                    duree = excluded.duree, montant = excluded.montant\
                  """, lignes);
    }

    /** Makes the parking places of a convention exactly these, in this order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remplacerStationnements(UUID convention, List<Stationnement> stationnements) {
        supprimerLesAutres(
                "type_stationnement",
                convention,
                stationnements.stream().map(Stationnement::id).toList());
        var lignes = new SqlParameterSource[stationnements.size()];
        for (int i = 0; i < stationnements.size(); i++) {
            var s = stationnements.get(i);
            lignes[i] = new MapSqlParameterSource()
                    .addValue("id", s.id())
                    .addValue("lot", s.lot())
                    .addValue("ordre", i)
                    .addValue("typologie", s.typologie().name())
                    .addValue("nb", s.nbStationnements())
                    .addValue("loyer", s.loyer());
        }
        lots.batchUpdate("""
                  insert into type_stationnement (id, lot, ordre, typologie, nb_stationnements, loyer)
                  values (:id, :lot, :ordre, :typologie, :nb, :loyer)
                  on conflict (id) do update set lot = excluded.lot, ordre = excluded.ordre,
                    typologie = excluded.typologie, nb_stationnements = excluded.nb_stationnements,
                    loyer = excluded.loyer\
                  """, lignes);
    }

    /** Makes the annexes of a convention exactly these, in this order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remplacerAnnexes(UUID convention, List<Annexe> annexes) {
        jdbc.sql("""
            delete from annexe where logement in
              (select g.id from logement g join lot l on l.id = g.lot where l.convention = :convention)\
            """).param("convention", convention).update();
        var lignes = new SqlParameterSource[annexes.size()];
        for (int i = 0; i < annexes.size(); i++) {
            var a = annexes.get(i);
            lignes[i] = new MapSqlParameterSource()
                    .addValue("id", a.id())
                    .addValue("logement", a.logement())
                    .addValue("ordre", i)
                    .addValue("typologie", a.typologie().name())
                    .addValue("surface", a.surfaceHorsSurfaceRetenue())
                    .addValue("loyerParMetreCarre", a.loyerParMetreCarre())
                    .addValue("loyer", a.loyer());
        }
        lots.batchUpdate("""
                insert into annexe (id, logement, ordre, typologie, surface_hors_surface_retenue, loyer_par_metre_carre,
                  loyer)
                values (:id, :logement, :ordre, :typologie, :surface, :loyerParMetreCarre, :loyer)\
                """, lignes);
    }

    private void supprimerLesAutres(String table, UUID convention, List<UUID> gardes) {
        // The table name is a literal of this class. An identifier of another convention never matches: the insert that
        // follows would then update a foreign row, so it is refused here.
        if (!gardes.isEmpty()) {
            var etrangeres = jdbc.sql("select count(*) from " + table + " x join lot l on l.id = x.lot"
                            + " where x.id in (:gardes) and l.convention <> :convention")
                    .param("gardes", gardes)
                    .param("convention", convention)
                    .query(Long.class)
                    .single();
            if (etrangeres > 0) {
                throw fr.gouv.apilos.platform.error.ErreurMetier.interdit(
                        "Une ligne envoyée appartient à une autre convention.");
            }
        }
        var requete = jdbc.sql(
                        "delete from " + table + " where lot in (select id from lot where convention = :convention)"
                                + (gardes.isEmpty() ? "" : " and id not in (:gardes)"))
                .param("convention", convention);
        (gardes.isEmpty() ? requete : requete.param("gardes", gardes)).update();
    }
}
