package fr.gouv.apilos.convention.jeudedonnees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes rows given as text by column, in batches; a row whose identifier is there already is replaced. */
@Component
class EcritureEnTable {

    private final JdbcTemplate jdbc;
    private final Map<String, Map<String, String>> types = new HashMap<>();

    EcritureEnTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One row: columns to text, null for SQL null. Columns left out take their default. */
    static final class Rang {
        private final Map<String, String> valeurs = new LinkedHashMap<>();

        Rang met(String colonne, Object valeur) {
            valeurs.put(colonne, valeur == null ? null : valeur.toString());
            return this;
        }
    }

    /** Writes rows; those with the same columns go together. */
    void ecrire(String table, List<Rang> rangs) {
        var parColonnes = rangs.stream()
                .collect(Collectors.groupingBy(
                        rang -> List.copyOf(rang.valeurs.keySet()), LinkedHashMap::new, Collectors.toList()));
        var connus = types.computeIfAbsent(table, this::typesDe);
        parColonnes.forEach((colonnes, groupe) -> {
            var ordre = "insert into %s (%s) values (%s) on conflict (id) do update set %s"
                    .formatted(
                            table,
                            String.join(", ", colonnes),
                            colonnes.stream()
                                    .map(colonne -> "cast(? as " + connus.get(colonne) + ")")
                                    .collect(Collectors.joining(", ")),
                            colonnes.stream()
                                    .filter(colonne -> !colonne.equals("id"))
                                    .map(colonne -> colonne + " = excluded." + colonne)
                                    .collect(Collectors.joining(", ")));
            var lot = new ArrayList<Object[]>();
            groupe.forEach(rang -> lot.add(rang.valeurs.values().toArray()));
            jdbc.batchUpdate(ordre, lot);
        });
    }

    /** Whether a table has a column. */
    boolean connait(String table, String colonne) {
        return types.computeIfAbsent(table, this::typesDe).containsKey(colonne);
    }

    private Map<String, String> typesDe(String table) {
        return jdbc
                .query(
                        "select column_name, udt_name from information_schema.columns"
                                + " where table_schema = current_schema() and table_name = ?",
                        (ligne, numero) -> Map.entry(ligne.getString(1), ligne.getString(2)),
                        table)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
