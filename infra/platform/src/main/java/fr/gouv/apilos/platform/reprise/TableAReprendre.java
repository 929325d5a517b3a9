package fr.gouv.apilos.platform.reprise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of one table of the source. Columns of the same name follow by themselves, judged by the type of ours; the
 * others are named here. In expressions {@code s} is the row of the source, all of text.
 */
public final class TableAReprendre {

    /** A check of our own: rows for which the condition holds are kept aside. */
    record Regle(String champ, String condition, String raison) {}

    /** Rows of which only one may carry these values; the first in the source wins. */
    record Unique(String champ, String cles, String condition, String dejaIci) {}

    /** A foreign key of the source. */
    record Reference(String colonne, String champ, String source, boolean obligatoire) {}

    final String source;
    final String cible;
    final Map<String, String> expressions = new LinkedHashMap<>();
    final Map<String, Reference> references = new LinkedHashMap<>();
    final Map<String, Enumeration> enumerations = new LinkedHashMap<>();
    final Map<String, String> renommees = new LinkedHashMap<>();
    final Set<String> ignorees = new LinkedHashSet<>();
    final Set<String> lues = new LinkedHashSet<>();
    final Set<String> exigees = new LinkedHashSet<>();
    final List<Regle> regles = new ArrayList<>();
    final List<Unique> uniques = new ArrayList<>();
    final List<String> preparations = new ArrayList<>();
    String identifiant = "id";
    boolean parUuid = true;

    /** Values of a column, from the source's to ours. */
    record Enumeration(String champ, Map<String, String> valeurs) {}

    private TableAReprendre(String source, String cible) {
        this.source = source;
        this.cible = cible;
        lues.add("id");
        lues.add("uuid");
    }

    /**
     * A table of the source and ours.
     *
     * @param source name in the dump, without its schema
     * @param cible name in the schema of the service
     */
    public static TableAReprendre de(String source, String cible) {
        return new TableAReprendre(source, cible);
    }

    /** Our primary key, {@code id} unless said; it takes the uuid of the source. */
    public TableAReprendre identifiant(String colonne) {
        identifiant = colonne;
        return this;
    }

    /** The row has no identifier of its own here: a couple of keys, or one we make. */
    public TableAReprendre sansIdentifiant() {
        parUuid = false;
        return this;
    }

    /** A column that has another name here. */
    public TableAReprendre renommee(String champ, String colonne) {
        renommees.put(colonne, champ);
        return this;
    }

    /** A column of ours computed from the row {@code s}; the text of the expression is SQL of ours, never of the file. */
    public TableAReprendre calcul(String colonne, String expression) {
        expressions.put(colonne, expression);
        return this;
    }

    /** Columns of the source that have no place here; the report says how many values they held. */
    public TableAReprendre ignorer(String... champs) {
        ignorees.addAll(List.of(champs));
        return this;
    }

    /** Columns of the source that computed ones read, or that follow from others. */
    public TableAReprendre lire(String... champs) {
        lues.addAll(List.of(champs));
        return this;
    }

    /**
     * A column whose values are those of an enumeration.
     *
     * @param code the value the source has for a constant
     */
    public <E extends Enum<E>> TableAReprendre enumeration(
            String colonne, String champ, Class<E> type, Function<E, String> code) {
        var valeurs = new LinkedHashMap<String, String>();
        for (var constante : type.getEnumConstants()) {
            valeurs.put(code.apply(constante), constante.name());
        }
        enumerations.put(colonne, new Enumeration(champ, valeurs));
        return this;
    }

    /** A reference to a row of another table of the source, which must have been taken, or be empty. */
    public TableAReprendre reference(String colonne, String champ, String table) {
        references.put(colonne, new Reference(colonne, champ, table, false));
        return this;
    }

    /** The same, never empty. */
    public TableAReprendre appartient(String colonne, String champ, String table) {
        references.put(colonne, new Reference(colonne, champ, table, true));
        return this;
    }

    /**
     * Refuses rows.
     *
     * @param condition SQL on {@code s}, true for a row to keep aside
     */
    public TableAReprendre refuser(String champ, String condition, String raison) {
        regles.add(new Regle(champ, condition, raison));
        return this;
    }

    /**
     * Refuses rows whose value is not one of these; no value at all is another matter ({@link #exiger}).
     *
     * @param valeurs as the source writes them
     */
    public TableAReprendre parmi(String champ, Collection<String> valeurs) {
        return refuser(
                champ,
                "s.%1$s <> '' and s.%1$s not in (%2$s)"
                        .formatted(
                                champ, valeurs.stream().map(Jugement::litteral).collect(Collectors.joining(", "))),
                "est une valeur inconnue");
    }

    /** Refuses rows that have no value there, or a blank one. */
    public TableAReprendre exiger(String champ) {
        exigees.add(champ);
        return refuser(champ, "coalesce(btrim(s.%s), '') = ''".formatted(champ), "une valeur est nécessaire");
    }

    /**
     * Values only one row may carry.
     *
     * @param cles SQL expressions on {@code s}, separated by commas
     * @param condition SQL on {@code s}: rows that count
     * @param dejaIci SQL query on our table {@code t} and {@code s}: an other row here carries them
     */
    public TableAReprendre unique(String champ, String cles, String condition, String dejaIci) {
        uniques.add(new Unique(champ, cles, condition, dejaIci));
        return this;
    }

    /** SQL run once on the deposited table before its rows are judged. */
    public TableAReprendre preparer(String sql) {
        preparations.add(sql);
        return this;
    }
}
