package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.Probleme;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.platform.tableur.Feuille;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of rows of a step. Its columns are those of its spreadsheet: one declaration for the page, the file and the rules.
 * Rows travel as values by column ({@code String}, {@code BigDecimal}, {@code Integer}, {@code LocalDate}), with the
 * identifier of a stored row under {@link #UUID}.
 */
interface TableDeSaisie {

    /** Key of the identifier of a row. */
    String UUID = "uuid";

    /** The step it belongs to. */
    Etape etape();

    /** Name in addresses and in the database. */
    String nom();

    /** The object a comment on one of its rows names. */
    String objet();

    /** One row, as people call it, for instance {@code logement}. */
    String unite();

    /** Several of them. */
    String unites();

    /** The columns. */
    Feuille feuille();

    /** Codes that win when a label of a spreadsheet is shared by several choices. */
    Map<String, Set<String>> codesPreferes(Convention convention);

    /** The rows as stored. */
    List<Map<String, Object>> rangs(Convention convention);

    /** What the rules have against these rows, each alone and all together. */
    List<Probleme> verifier(Convention convention, Programme programme, List<Map<String, Object>> rangs);

    /** Whether the rules of this table are those of this kind of convention. */
    boolean concerne(Convention convention, Programme programme);

    /** Whether its faults keep a convention from leaving for instruction; nothing is asked of a part that may stay empty. */
    default boolean exigee() {
        return true;
    }

    /** Fields of a row the page does not call « facultatif », beside those whose column may not be empty. */
    default Set<String> necessaires() {
        return Set.of("montant", "loyer");
    }

    /** The part of the convention it belongs to, where what is wrong with it is told. */
    Rubrique rubrique();

    /** What hangs on the rows and would go with them, to be kept beside an undoable change; null when nothing does. */
    default String attaches(Convention convention) {
        return null;
    }

    /** Gives back what hung on the rows that are here again. */
    default void rattacher(Convention convention, String attaches) {
        // Nothing hangs on most rows.
    }

    /** Replaces the rows. */
    void ecrire(Convention convention, List<Map<String, Object>> rangs);

    /** How a row is called in a sentence. */
    String designation(Map<String, Object> rang);

    /** Sums by column, for the foot of the table. */
    Map<String, Object> totaux(List<Map<String, Object>> rangs);
}
