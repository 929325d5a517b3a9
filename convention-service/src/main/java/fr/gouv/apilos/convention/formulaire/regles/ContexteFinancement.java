package fr.gouv.apilos.convention.formulaire.regles;

import java.time.LocalDate;
import java.util.List;

/** What the rules of the Financement step must know of the convention. {@code reference} is D of 02 R89. */
public record ContexteFinancement(
        boolean foyerOuResidence,
        boolean outreMer,
        boolean sansTravaux,
        boolean avenant,
        List<String> financementsDesLots,
        LocalDate aujourdhui,
        LocalDate reference) {

    public ContexteFinancement {
        financementsDesLots = List.copyOf(financementsDesLots);
    }

    public boolean mixte() {
        return financementsDesLots.size() > 1;
    }

    boolean typePls() {
        return !financementsDesLots.isEmpty() && Financements.typePls(financementsDesLots.getFirst());
    }
}
