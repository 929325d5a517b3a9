package fr.gouv.apilos.platform.tableur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything read from a sheet: rows in their order, with the faults of each cell, and remarks on the whole file. */
public record Lecture(Feuille feuille, int premiereLigne, List<Ligne> lignes, List<String> avis) {

    public Lecture {
        lignes = List.copyOf(lignes);
        avis = List.copyOf(avis);
    }

    /**
     * The same rows with what was typed in place of some cells, read by the same rules.
     *
     * @param corrections what was typed, by reference of the cell
     * @param codesPreferes by field, the codes that win when a label is shared by several choices (02 DB-29)
     */
    public Lecture corrigee(Map<String, String> corrections, Map<String, Set<String>> codesPreferes) {
        if (corrections.isEmpty()) {
            return this;
        }
        var corrigees = lignes.stream()
                .map(ligne -> {
                    var cellules = new LinkedHashMap<>(ligne.cellules());
                    cellules.replaceAll((champ, cellule) -> {
                        var texte = corrections.get(cellule.reference());
                        return texte == null
                                ? cellule
                                : Saisie.corriger(feuille.colonne(champ), cellule.reference(), texte, codesPreferes);
                    });
                    return new Ligne(ligne.numero(), ligne.rang(), cellules);
                })
                .toList();
        return new Lecture(feuille, premiereLigne, corrigees, avis);
    }

    public long nombreErreurs() {
        return lignes.stream()
                .flatMap(l -> l.cellules().values().stream())
                .filter(c -> c.erreur() != null)
                .count();
    }
}
