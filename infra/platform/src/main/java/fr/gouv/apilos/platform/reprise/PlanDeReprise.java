package fr.gouv.apilos.platform.reprise;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a service takes over, and how it proves it.
 *
 * @param tables in the order they are written: what is referred to comes first
 * @param consultees tables of other services whose rows are looked at, with the columns needed; {@code id} is always there
 * @param apresDepot SQL run once all is deposited, for instance to forget secrets; tables are named {@code depot_<source>}
 * @param totaux what must agree on both sides
 * @param occupation SQL: number of rows here that no earlier take-over brought
 * @param suites what follows in the service (projections, journals), each a step of its own that may be run again
 */
public record PlanDeReprise(
        List<TableAReprendre> tables,
        Map<String, List<String>> consultees,
        List<String> apresDepot,
        List<Total> totaux,
        String occupation,
        List<Suite> suites) {

    public PlanDeReprise {
        tables = List.copyOf(tables);
        consultees = Map.copyOf(consultees);
        apresDepot = List.copyOf(apresDepot);
        totaux = List.copyOf(totaux);
        suites = List.copyOf(suites);
    }

    /**
     * A measure by group.
     *
     * @param source SQL on the deposited tables: {@code groupe text, valeur numeric, ecarte boolean}; {@code ecarte} tells the
     *     rows kept aside
     * @param ici SQL on ours, for the rows of the deposit: {@code groupe text, valeur numeric}
     */
    public record Total(String nom, String source, String ici) {}

    /** A step of the service after its tables. */
    public record Suite(String nom, Consumer<JdbcTemplate> action) {}

    /**
     * SQL: a text of the source as a number; one that is none counts for nothing, on the side of the quarantine.
     *
     * @param champ SQL naming the text, for instance {@code x.montant}
     */
    public static String nombre(String champ) {
        return "case when %1$s ~ '^-?[0-9]+([.][0-9]+)?$' then %1$s::numeric else 0 end".formatted(champ);
    }

    /**
     * SQL that gives an identifier to deposited rows whose table has none in the source: the same key gives the same one in
     * every service ({@link java.util.UUID#nameUUIDFromBytes} of prefix and key). One the file gives stays.
     *
     * @param source table of the source, deposited with a column {@code uuid}
     * @param prefixe what is put before the key
     */
    public static String identifier(String source, String prefixe) {
        return """
            update %1$s set uuid = overlay(overlay(md5(%2$s || id) placing '3' from 13)
              placing to_hex((('x' || substr(md5(%2$s || id), 17, 1))::bit(4)::int & 3) | 8) from 17)::uuid::text
            where coalesce(uuid, '') = ''\
            """.formatted(depot(source), Jugement.litteral(prefixe));
    }

    /**
     * SQL: what a table names by a natural key (JSON dumps) is named by the key of its row in the file, or of a row here that is
     * added to the deposit to be referred to.
     *
     * @param table table of the source that refers
     * @param champ its reference
     * @param source table of the source referred to
     * @param cle column of the source that is the natural key
     * @param ici SQL query on what is known here: {@code cle, uuid}
     */
    public static List<String> cleNaturelle(String table, String champ, String source, String cle, String ici) {
        return List.of("""
                update %1$s s set %2$s = r.id from %3$s r
                where s.%2$s like '=%%' and r.%4$s = substr(s.%2$s, 2)\
                """.formatted(depot(table), champ, depot(source), cle), """
                insert into %3$s (ligne, id, uuid)
                select 0, k.cle, i.uuid::text from (select distinct s.%2$s as cle from %1$s s where s.%2$s like '=%%') k
                join (%4$s) i on i.cle = substr(k.cle, 2)
                where not exists (select 1 from %3$s r where r.id = k.cle)\
                """.formatted(
                        depot(table), champ, depot(source), ici));
    }

    /** Name of the table of text that holds a table of the source. */
    public static String depot(String source) {
        return "depot_" + source;
    }
}
