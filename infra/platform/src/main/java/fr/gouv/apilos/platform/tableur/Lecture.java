package fr.gouv.apilos.platform.tableur;

import java.util.List;

/** Everything read from a sheet: rows in their order, with the faults of each cell, and remarks on the whole file. */
public record Lecture(Feuille feuille, int premiereLigne, List<Ligne> lignes, List<String> avis) {

    public Lecture {
        lignes = List.copyOf(lignes);
        avis = List.copyOf(avis);
    }

    public long nombreErreurs() {
        return lignes.stream()
                .flatMap(l -> l.cellules().values().stream())
                .filter(c -> c.erreur() != null)
                .count();
    }
}
