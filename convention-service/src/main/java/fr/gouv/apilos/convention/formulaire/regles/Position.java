package fr.gouv.apilos.convention.formulaire.regles;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a step stands among those offered: number, total, neighbours. Stepper, title and breadcrumb all read it. Source: 02
 * R12, DB-43.
 */
public record Position(Etape etape, List<Etape> etapes) {

    public Position {
        etapes = List.copyOf(etapes);
        if (!etapes.contains(etape)) {
            throw new IllegalArgumentException(etape + " is not in " + etapes);
        }
    }

    /** The step among those of the sequence that have a page; empty when it is not one of them. Source: 02 DB-34. */
    public static Optional<Position> de(Etape etape, List<Etape> sequence, Set<Etape> offertes) {
        var retenues = sequence.stream().filter(offertes::contains).toList();
        return retenues.contains(etape) ? Optional.of(new Position(etape, retenues)) : Optional.empty();
    }

    public int numero() {
        return etapes.indexOf(etape) + 1;
    }

    public int total() {
        return etapes.size();
    }

    public Optional<Etape> precedente() {
        return numero() == 1 ? Optional.empty() : Optional.of(etapes.get(numero() - 2));
    }

    /** Empty on the last step: the récapitulatif follows. */
    public Optional<Etape> suivante() {
        return numero() == total() ? Optional.empty() : Optional.of(etapes.get(numero()));
    }
}
