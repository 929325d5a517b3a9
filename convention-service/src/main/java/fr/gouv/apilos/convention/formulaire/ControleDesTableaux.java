package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.ControleDeTransition;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Manque;
import fr.gouv.apilos.convention.formulaire.regles.Probleme;
import fr.gouv.apilos.convention.programme.Programme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Rows are typed one by one and the table as a whole may be wrong meanwhile; a convention does not leave for instruction with
 * such a table. The same rules as an import, so that typing is no way around them (02 R34, R86, R105, R106).
 */
@Component
class ControleDesTableaux implements ControleDeTransition {

    private final List<TableDeSaisie> tables;

    ControleDesTableaux(List<TableDeSaisie> tables) {
        this.tables = tables;
    }

    @Override
    public List<Manque> manques(Convention convention, Programme programme) {
        var manques = new ArrayList<Manque>();
        for (var table : tables) {
            if (!table.exigee() || !table.concerne(convention, programme)) {
                continue;
            }
            var fautes = fautes(table, convention, programme, table.rangs(convention));
            if (!fautes.isEmpty()) {
                manques.add(new Manque(
                        table.rubrique(),
                        "tableau",
                        "tableau des " + table.unites()
                                + (fautes.size() == 1 ? " (1 point)" : " (" + fautes.size() + " points)"),
                        true));
            }
        }
        return manques;
    }

    /** What blocks, one sentence per fault, the row it stands on named. */
    static List<String> fautes(
            TableDeSaisie table, Convention convention, Programme programme, List<Map<String, Object>> rangs) {
        return table.verifier(convention, programme, rangs).stream()
                .filter(probleme -> !probleme.confirmable())
                // A fault of the whole is said once, not by each cell that has its share in it.
                .filter(probleme -> !probleme.ensemble() || probleme.ligne() == null)
                .map(probleme -> phrase(table, probleme, rangs))
                .distinct()
                .toList();
    }

    private static String phrase(TableDeSaisie table, Probleme probleme, List<Map<String, Object>> rangs) {
        return probleme.ligne() == null
                ? probleme.message()
                : table.designation(rangs.get(probleme.ligne())) + " : " + probleme.message();
    }
}
