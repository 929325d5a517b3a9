package fr.gouv.apilos.platform.reprise;

import static fr.gouv.apilos.platform.reprise.PlanDeReprise.depot;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the take-over of one service. Each step is one transaction that also says it is done: a run that was killed goes on from
 * the last one, and one that is repeated finds its rows there and writes nothing.
 */
public class Reprise {

    private static final Logger LOG = LoggerFactory.getLogger(Reprise.class);
    private static final String VERROU = "hashtext(current_schema() || '.reprise')";
    private static final String AILLEURS = "ailleurs:";
    private static final String NON_REPRIS = "nonrepris:";

    private final PlanDeReprise plan;
    private final DataSource source;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Environnement environnement;
    private final Clock horloge;

    /** Prepares the take-over of the schema that {@code source} names. */
    public Reprise(
            PlanDeReprise plan,
            DataSource source,
            TransactionTemplate transaction,
            Environnement environnement,
            Clock horloge) {
        this.plan = plan;
        this.source = source;
        this.jdbc = new JdbcTemplate(source);
        this.transaction = transaction;
        this.environnement = environnement;
        this.horloge = horloge;
    }

    /**
     * Takes over a file, or goes on with it.
     *
     * @param fusionner allows a production database that has rows of its own; they are kept
     * @param par who asked
     * @throws ErreurMetier 403 in a production that is not empty, 409 while another run goes on, 422 for a file that cannot be
     *     read
     */
    public RapportDeReprise reprendre(Path fichier, boolean fusionner, String par, SuiviDeReprise suivi) {
        if (!Files.isReadable(fichier)) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Le fichier « " + fichier + " » ne peut pas être ouvert. Vérifiez son chemin et ses droits.");
        }
        if (environnement.estProduction() && !fusionner && nombre(plan.occupation()) > 0) {
            throw ErreurMetier.interdit("Cette base de production contient déjà des données. Ajoutez --fusionner pour y"
                    + " joindre celles du fichier : ce qui s’y trouve est gardé.");
        }
        return seul(() -> {
            long run = commencer(fichier, empreinte(fichier), par);
            var avance = new Avancement(suivi, etapes());
            try {
                deposer(run, fichier, avance);
            } catch (ErreurMetier illisible) {
                // Trying again would read the same.
                clore("ABANDONNEE", run);
                throw illisible;
            }
            return suivre(run, avance);
        });
    }

    /**
     * Judges the rows in quarantine again, with what was corrected since.
     *
     * @throws ErreurMetier 409 when no take-over was done, or its deposit is gone
     */
    public RapportDeReprise rejouer(String par, SuiviDeReprise suivi) {
        return seul(() -> {
            var derniere = dernier()
                    .filter(rapport -> rapport.etat().equals("FAITE"))
                    .orElseThrow(() -> ErreurMetier.conflit("Aucune reprise terminée n’est à rejouer."));
            exigerDepot();
            long run = ouvrir(derniere.fichier(), derniere.empreinte(), par);
            var avance =
                    new Avancement(suivi, plan.tables().size() + plan.suites().size() + 2);
            corriger();
            return suivre(run, avance);
        });
    }

    /**
     * Replaces values of a row in quarantine, until it is judged again.
     *
     * @param valeurs columns of the source to texts, null for no value
     * @throws ErreurMetier 404 when there is no such row, 422 for an unknown column
     */
    public void corriger(long id, Map<String, @Nullable String> valeurs) {
        var champs = textes(
                "select jsonb_object_keys(contenu) from reprise_quarantaine where id = ? and levee_le is null", id);
        if (champs.isEmpty()) {
            throw ErreurMetier.introuvable("Aucune ligne en quarantaine ne porte le numéro " + id + ".");
        }
        valeurs.forEach((champ, valeur) -> {
            if (!champs.contains(champ)) {
                throw new ErreurMetier(ErreurCommune.INVALIDE, "Cette ligne n’a pas de colonne « " + champ + " ».");
            }
            jdbc.update(
                    "update reprise_quarantaine set correction = correction || jsonb_build_object(?::text, ?::text) where id = ?",
                    champ,
                    valeur,
                    id);
        });
    }

    /** A row kept aside. */
    public record Ecartee(long id, String source, String cle, long ligne, List<String> fautes, String contenu) {
        public Ecartee {
            fautes = List.copyOf(fautes);
        }
    }

    /**
     * Rows in quarantine, by their number.
     *
     * @param apres the number after which to read, 0 to begin
     */
    public List<Ecartee> quarantaine(long apres, int taille) {
        return jdbc.query(
                """
                select id, source, cle, ligne, fautes, contenu::text from reprise_quarantaine
                where levee_le is null and id > ? order by id limit ?\
                """,
                (rs, rang) -> new Ecartee(
                        rs.getLong(1),
                        Objects.requireNonNull(rs.getString(2)),
                        Objects.requireNonNull(rs.getString(3)),
                        rs.getLong(4),
                        List.of((String[]) rs.getArray(5).getArray()),
                        Objects.requireNonNull(rs.getString(6))),
                apres,
                taille);
    }

    /** The last run, whatever became of it. */
    public Optional<RapportDeReprise> dernier() {
        return jdbc.queryForList("select max(id) from reprise", Long.class).stream()
                .filter(Objects::nonNull)
                .findFirst()
                .map(this::rapport);
    }

    /** Gives up a run that was left on its way; what it wrote stays. */
    public void abandonner() {
        seul(() -> {
            jdbc.update(
                    "update reprise set etat = 'ABANDONNEE', terminee_le = ? where etat = 'EN_COURS'", maintenant());
            return true;
        });
    }

    /** Removes the deposited copy of the file: rows in quarantine can no longer be judged again. */
    public void nettoyer() {
        seul(() -> {
            depots().forEach(table -> jdbc.execute("drop table " + table));
            return true;
        });
    }

    private void clore(String etat, long run) {
        jdbc.update("update reprise set etat = ?, terminee_le = ? where id = ?", etat, maintenant(), run);
    }

    private long commencer(Path fichier, String empreinte, String par) {
        var enCours = dernier().filter(rapport -> rapport.etat().equals("EN_COURS"));
        if (enCours.isEmpty()) {
            return ouvrir(String.valueOf(fichier.getFileName()), empreinte, par);
        }
        if (!empreinte.equals(enCours.get().empreinte())) {
            throw ErreurMetier.conflit("La reprise de « " + enCours.get().fichier()
                    + " » est restée en route. Relancez-la avec le même fichier, ou abandonnez-la avec --abandonner.");
        }
        LOG.info("Take-over {} goes on", enCours.get().id());
        return enCours.get().id();
    }

    private long ouvrir(String fichier, String empreinte, String par) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                insert into reprise (fichier, empreinte, etat, par, commencee_le) values (?, ?, 'EN_COURS', ?, ?)
                returning id\
                """, Long.class, fichier, empreinte, par, maintenant()));
    }

    private void deposer(long run, Path fichier, Avancement avance) {
        if (faite(run, "depot")) {
            avance.passer(colonnesAttendues().size() + 1, "fichier déjà déposé");
            return;
        }
        var colonnes = colonnesAttendues();
        var vues = new LinkedHashSet<String>();
        var connexion = DataSourceUtils.getConnection(source);
        try {
            LecteurDeDump.de(fichier, colonnes).lire((nom, champs) -> {
                vues.add(nom);
                if (!colonnes.containsKey(nom)) {
                    return new Ailleurs(run, nom);
                }
                return new DepotSuivi(run, connexion, nom, champs, avance);
            });
        } catch (IOException e) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Le fichier « %s » ne peut pas être repris : %s".formatted(fichier.getFileName(), cause(e)));
        } finally {
            DataSourceUtils.releaseConnection(connexion, source);
        }
        transaction.executeWithoutResult(etat -> {
            colonnes.forEach((nom, champs) -> {
                if (!vues.contains(nom)) {
                    jdbc.execute("drop table if exists " + depot(nom));
                    jdbc.execute("create table " + depot(nom) + " (ligne bigint not null, fautes text[], id text)");
                }
                champs.forEach(champ -> jdbc.execute(
                        "alter table %s add column if not exists %s text".formatted(depot(nom), Depot.nom(champ))));
                jdbc.execute("create index on " + depot(nom) + " (id)");
                jdbc.execute("create index on " + depot(nom) + " (ligne)");
                jdbc.execute("analyze " + depot(nom));
            });
            plan.apresDepot().forEach(jdbc::execute);
            noter(run, "depot", 0);
        });
        avance.pas("fichier déposé");
    }

    private RapportDeReprise suivre(long run, Avancement avance) {
        for (var table : plan.tables()) {
            etape(run, "table:" + table.source, () -> prendre(run, table));
            avance.pas(table.source);
        }
        for (var suite : plan.suites()) {
            etape(run, "suite:" + suite.nom(), () -> {
                suite.action().accept(jdbc);
                return 0;
            });
            avance.pas(suite.nom());
        }
        etape(run, "totaux", () -> totaliser(run));
        avance.pas("totaux comparés");
        clore("FAITE", run);
        var rapport = rapport(run);
        LOG.info(
                "Take-over {}: {} tables, {} rows in quarantine, {}",
                run,
                rapport.comptes().size(),
                rapport.ecartees(),
                rapport.juste() ? "all accounted for" : "NOT accounted for");
        return rapport;
    }

    private void etape(long run, String nom, LongSupplier travail) {
        if (!faite(run, nom)) {
            transaction.executeWithoutResult(etat -> noter(run, nom, travail.getAsLong()));
        }
    }

    private long prendre(long run, TableAReprendre table) {
        table.preparations.forEach(jdbc::execute);
        var champs = champs(table.source);
        var jugement = new Jugement(table, colonnes(table.cible), champs);
        jdbc.execute(jugement.juger());
        jugement.doublons().forEach(jdbc::execute);
        boolean encore = true;
        while (encore) {
            encore = false;
            for (var cascade : jugement.cascades()) {
                encore |= jdbc.update(cascade) > 0;
            }
        }
        int ecrites = jdbc.update(jugement.ecrire());
        // What follows joins these rows before the server would look at them by itself.
        jdbc.execute("analyze " + depot(table.source));
        jdbc.execute("analyze " + table.cible);
        mettreDeCote(run, table);
        long lues = nombre("select count(*) from " + depot(table.source));
        long ecartees = nombre("select count(*) from " + depot(table.source) + " where fautes is not null");
        jdbc.update("""
                insert into reprise_compte (reprise, source, cible, lues, ecrites, presentes, ecartees)
                values (?, ?, ?, ?, ?, ?, ?)\
                """, run, table.source, table.cible, lues, ecrites, lues - ecartees - ecrites, ecartees);
        for (var champ : jugement.nonRepris()) {
            long pleines =
                    nombre("select count(*) from %s where %s <> ''".formatted(depot(table.source), Depot.nom(champ)));
            if (pleines > 0) {
                noter(run, NON_REPRIS + table.source + "." + champ, pleines);
            }
        }
        return lues;
    }

    private void mettreDeCote(long run, TableAReprendre table) {
        jdbc.update("""
                insert into reprise_quarantaine (source, cle, ligne, contenu, fautes, ecartee_le)
                select ?, coalesce(s.id, 'ligne ' || s.ligne), s.ligne, to_jsonb(s) - 'fautes' - 'ligne', s.fautes, ?
                from %s s where s.fautes is not null
                on conflict (source, cle) do update set ligne = excluded.ligne, contenu = excluded.contenu,
                  fautes = excluded.fautes, levee_le = null\
                """.formatted(depot(table.source)), table.source, maintenant());
        jdbc.update("""
                update reprise_quarantaine q set levee_le = ? where q.source = ? and q.levee_le is null
                  and not exists (select 1 from %s s where s.fautes is not null
                    and coalesce(s.id, 'ligne ' || s.ligne) = q.cle)\
                """.formatted(depot(table.source)), maintenant(), table.source);
    }

    /** Puts what was corrected in the deposited rows. */
    private void corriger() {
        for (var table : plan.tables()) {
            var champs = champs(table.source);
            for (var champ : champs) {
                jdbc.update("""
                        update %1$s s set %2$s = q.correction ->> ? from reprise_quarantaine q
                        where q.source = ? and q.levee_le is null and q.cle = coalesce(s.id, 'ligne ' || s.ligne)
                          and jsonb_exists(q.correction, ?)\
                        """.formatted(depot(table.source), Depot.nom(champ)), champ, table.source, champ);
            }
        }
    }

    private long totaliser(long run) {
        // Whole tables are joined by texts no index serves: one pass over each, never one for each row.
        jdbc.execute("set local enable_nestloop = off");
        for (var total : plan.totaux()) {
            jdbc.update("""
                    insert into reprise_total (reprise, nom, groupe, source, ici, ecarte)
                    select ?, ?, groupe, coalesce(sum(v) filter (where cote <> 'I'), 0),
                      coalesce(sum(v) filter (where cote = 'I'), 0), coalesce(sum(v) filter (where cote = 'Q'), 0)
                    from (
                      select coalesce(groupe, '') as groupe, coalesce(valeur, 0) as v,
                        case when ecarte then 'Q' else 'S' end as cote from (%s) a
                      union all select coalesce(groupe, ''), coalesce(valeur, 0), 'I' from (%s) b
                    ) t group by groupe\
                    """.formatted(total.source(), total.ici()), run, total.nom());
        }
        return plan.totaux().size();
    }

    private RapportDeReprise rapport(long run) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select * from reprise where id = ?",
                (rs, rang) -> {
                    var fin = rs.getTimestamp("terminee_le");
                    return new RapportDeReprise(
                            run,
                            Objects.requireNonNull(rs.getString("fichier")),
                            Objects.requireNonNull(rs.getString("empreinte")),
                            Objects.requireNonNull(rs.getString("etat")),
                            rs.getTimestamp("commencee_le").toInstant(),
                            fin == null ? null : fin.toInstant(),
                            jdbc.query(
                                    """
                                    select c.* from reprise_compte c join reprise_etape e on e.reprise = c.reprise
                                      and e.etape = 'table:' || c.source
                                    where c.reprise = ? order by e.faite_le\
                                    """,
                                    (r, n) -> new RapportDeReprise.Compte(
                                            Objects.requireNonNull(r.getString("source")),
                                            Objects.requireNonNull(r.getString("cible")),
                                            r.getLong("lues"),
                                            r.getLong("ecrites"),
                                            r.getLong("presentes"),
                                            r.getLong("ecartees")),
                                    run),
                            lignes(run, AILLEURS),
                            lignes(run, NON_REPRIS),
                            jdbc.query(
                                    "select * from reprise_total where reprise = ? order by nom, groupe",
                                    (r, n) -> new RapportDeReprise.Total(
                                            Objects.requireNonNull(r.getString("nom")),
                                            Objects.requireNonNull(r.getString("groupe")),
                                            Objects.requireNonNull(r.getBigDecimal("source")),
                                            Objects.requireNonNull(r.getBigDecimal("ici")),
                                            Objects.requireNonNull(r.getBigDecimal("ecarte"))),
                                    run));
                },
                run));
    }

    private List<RapportDeReprise.Lignes> lignes(long run, String genre) {
        return jdbc.query(
                "select substr(etape, ?), lignes from reprise_etape where reprise = ? and starts_with(etape, ?) order by 1",
                (rs, rang) -> new RapportDeReprise.Lignes(Objects.requireNonNull(rs.getString(1)), rs.getLong(2)),
                genre.length() + 1,
                run,
                genre);
    }

    /** Tables of the file that are deposited, with the columns our SQL reads. */
    private Map<String, Set<String>> colonnesAttendues() {
        var attendues = new LinkedHashMap<String, Set<String>>();
        plan.tables().forEach(table -> {
            var champs = attendues.computeIfAbsent(table.source, s -> new LinkedHashSet<>());
            champs.add("id");
            champs.addAll(table.lues);
            champs.addAll(table.renommees.values());
            if (!table.parUuid) {
                champs.remove("uuid");
            }
            table.references.values().forEach(reference -> champs.add(reference.champ()));
            table.enumerations.values().forEach(enumeration -> champs.add(enumeration.champ()));
            table.regles.forEach(regle -> champs.add(regle.champ()));
            table.uniques.forEach(unique -> champs.add(unique.champ()));
        });
        plan.consultees().forEach((nom, champs) -> {
            var attendus = attendues.computeIfAbsent(nom, s -> new LinkedHashSet<>());
            attendus.add("id");
            attendus.addAll(champs);
        });
        return attendues;
    }

    private Set<String> champs(String table) {
        var champs = new LinkedHashSet<>(textes("""
                select column_name from information_schema.columns
                where table_schema = current_schema() and table_name = ? order by ordinal_position\
                """, depot(table)));
        champs.removeAll(Set.of("ligne", "fautes"));
        return champs;
    }

    private Map<String, Jugement.Colonne> colonnes(String table) {
        var colonnes = new TreeMap<String, Jugement.Colonne>();
        jdbc.query(
                """
                select c.column_name, c.udt_name, format_type(a.atttypid, a.atttypmod), c.character_maximum_length,
                  c.numeric_precision, c.numeric_scale, c.is_nullable = 'YES', c.column_default,
                  c.is_identity = 'YES' or c.is_generated <> 'NEVER'
                from information_schema.columns c
                join pg_attribute a on a.attrelid = (quote_ident(c.table_schema) || '.' || quote_ident(c.table_name))::regclass
                  and a.attname = c.column_name
                where c.table_schema = current_schema() and c.table_name = ?\
                """,
                rs -> {
                    var nom = Objects.requireNonNull(rs.getString(1));
                    colonnes.put(
                            nom,
                            new Jugement.Colonne(
                                    nom,
                                    Objects.requireNonNull(rs.getString(2)),
                                    Objects.requireNonNull(rs.getString(3)),
                                    (Integer) rs.getObject(4),
                                    (Integer) rs.getObject(5),
                                    (Integer) rs.getObject(6),
                                    rs.getBoolean(7),
                                    rs.getString(8),
                                    rs.getBoolean(9)));
                },
                table);
        return colonnes;
    }

    private List<String> depots() {
        return textes("""
            select table_name from information_schema.tables
            where table_schema = current_schema() and starts_with(table_name, 'depot_')\
            """);
    }

    private void exigerDepot() {
        var presents = Set.copyOf(depots());
        if (!colonnesAttendues().keySet().stream().allMatch(nom -> presents.contains(depot(nom)))) {
            throw ErreurMetier.conflit("Le dépôt de la dernière reprise a été nettoyé : relancez-la avec son fichier.");
        }
    }

    private List<String> textes(String sql, Object... parametres) {
        return jdbc.query(sql, (rs, rang) -> Objects.requireNonNull(rs.getString(1)), parametres);
    }

    private boolean faite(long run, String etape) {
        return nombre("select count(*) from reprise_etape where reprise = " + run + " and etape = "
                        + Jugement.litteral(etape))
                > 0;
    }

    private void noter(long run, String etape, long lignes) {
        jdbc.update("""
                insert into reprise_etape (reprise, etape, lignes, faite_le) values (?, ?, ?, clock_timestamp())
                on conflict (reprise, etape) do update set lignes = excluded.lignes\
                """, run, etape, lignes);
    }

    private long nombre(String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
    }

    private java.time.OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }

    private static String cause(Throwable erreur) {
        var racine = erreur;
        while (racine.getCause() != null) {
            racine = racine.getCause();
        }
        return String.valueOf(racine.getMessage());
    }

    private static String empreinte(Path fichier) {
        try {
            var resume = MessageDigest.getInstance("SHA-256");
            try (var flux = new DigestInputStream(Files.newInputStream(fichier), resume)) {
                flux.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(resume.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Travail<T> {
        T faire();
    }

    /** One run at a time in a schema; the lock goes with the connection, so that a killed process leaves none. */
    private <T> T seul(Travail<T> travail) {
        try (var connexion = source.getConnection();
                var verrou = new SingleConnectionDataSource(connexion, true)) {
            var gardien = new JdbcTemplate(verrou);
            if (!Boolean.TRUE.equals(
                    gardien.queryForObject("select pg_try_advisory_lock(" + VERROU + ")", Boolean.class))) {
                throw ErreurMetier.conflit("Une reprise est déjà en cours dans ce service.");
            }
            try {
                return travail.faire();
            } finally {
                gardien.queryForObject("select pg_advisory_unlock(" + VERROU + ")", Boolean.class);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int etapes() {
        return colonnesAttendues().size() + plan.tables().size() + plan.suites().size() + 2;
    }

    /** Counts steps for whoever watches. */
    private static final class Avancement {
        private final SuiviDeReprise suivi;
        private final int total;
        private int fait;

        Avancement(SuiviDeReprise suivi, int total) {
            this.suivi = suivi;
            this.total = total;
        }

        void pas(String etape) {
            passer(1, etape);
        }

        void passer(int pas, String etape) {
            fait = Math.min(total, fait + pas);
            suivi.avance(fait, total, etape);
        }
    }

    /** A table nobody takes here: its rows are counted. */
    private final class Ailleurs implements SourceDeReprise.Table {
        private final long run;
        private final String nom;
        private long lignes;

        Ailleurs(long run, String nom) {
            this.run = run;
            this.nom = nom;
        }

        @Override
        public void ligne(long ligne, byte[] octets, int longueur) {
            lignes++;
        }

        @Override
        public void fin() {
            if (lignes > 0) {
                noter(run, AILLEURS + nom, lignes);
            }
        }

        @Override
        public void close() {}
    }

    /** A deposit in a transaction of its own: a table is there whole or not at all. */
    private final class DepotSuivi implements SourceDeReprise.Table {
        private final long run;
        private final Connection connexion;
        private final String nom;
        private final Avancement avance;
        private final @Nullable Depot depot;
        private boolean entiere;

        DepotSuivi(long run, Connection connexion, String nom, List<String> champs, Avancement avance)
                throws IOException {
            this.run = run;
            this.connexion = connexion;
            this.nom = nom;
            this.avance = avance;
            try {
                connexion.setAutoCommit(false);
                depot = faite(run, "depot:" + nom) ? null : new Depot(connexion, nom, champs);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void ligne(long ligne, byte[] octets, int longueur) throws IOException {
            if (depot != null) {
                depot.ligne(ligne, octets, longueur);
            }
        }

        @Override
        public void fin() throws IOException {
            try {
                if (depot != null) {
                    depot.fin();
                    try (var ordre =
                            connexion.prepareStatement("insert into reprise_etape (reprise, etape, lignes, faite_le)"
                                    + " values (?, ?, ?, clock_timestamp())")) {
                        ordre.setLong(1, run);
                        ordre.setString(2, "depot:" + nom);
                        ordre.setLong(3, depot.lignes());
                        ordre.executeUpdate();
                    }
                }
                connexion.commit();
                entiere = true;
            } catch (SQLException e) {
                throw new IOException(e);
            }
            avance.pas("dépôt de " + nom);
        }

        @Override
        public void close() throws IOException {
            try {
                if (!entiere) {
                    if (depot != null) {
                        depot.close();
                    }
                    connexion.rollback();
                }
                connexion.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}
