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

    /** Name of the table of text that holds a table of the source. */
    public static String depot(String source) {
        return "depot_" + source;
    }
}
