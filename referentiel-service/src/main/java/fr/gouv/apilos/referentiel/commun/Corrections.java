package fr.gouv.apilos.referentiel.commun;

import fr.gouv.apilos.platform.web.TexteCherche;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mends mistyped words with the words of the names we know. */
@Component
public class Corrections {

    private final JdbcClient jdbc;

    Corrections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A condition of a {@code where}, with its parameters.
     *
     * @param mots for each typed word that has some, the longest first, the words near to it
     */
    public record Condition(String sql, Map<String, String> parametres, Map<String, List<String>> mots) {}

    /**
     * Every word, or one of the three nearest that some name holds; in one statement.
     *
     * @param colonne a column {@code cherche}
     */
    public Condition condition(TexteCherche texte, String colonne) {
        var proches = new HashMap<String, List<String>>();
        jdbc.sql("""
            select tape, proche.mot from unnest(string_to_array(:mots, ' ')) as tape
            cross join lateral (select m.mot from mot_cherche m where m.mot operator(public.%) tape
              order by public.similarity(m.mot, tape) desc, m.mot limit 3) proche\
            """)
                .param("mots", texte.entier())
                .query((rs, rang) -> {
                    proches.computeIfAbsent(rs.getString(1), cle -> new ArrayList<>())
                            .add(rs.getString(2));
                    return rang;
                })
                .list();
        var sql = new StringBuilder("true");
        var parametres = new LinkedHashMap<String, String>();
        for (var mot : texte.mots()) {
            var choix = new ArrayList<String>();
            for (var autre : proches.getOrDefault(mot, List.of(mot))) {
                var nom = "proche" + parametres.size();
                parametres.put(nom, "%" + autre + "%");
                choix.add(colonne + " like :" + nom);
            }
            sql.append(" and (").append(String.join(" or ", choix)).append(")");
        }
        var tries = new LinkedHashMap<String, List<String>>();
        proches.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .forEach(mot -> tries.put(mot, proches.get(mot)));
        return new Condition(sql.toString(), parametres, tries);
    }
}
