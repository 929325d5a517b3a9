package fr.gouv.apilos.referentiel.indice;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rent brought to a date by its indices (R-A15.1). Decimals, never floating point (D27). */
public final class CalculDeLoyer {

    private static final BigDecimal CENT = new BigDecimal(100);

    private CalculDeLoyer() {}

    /** One index applied. */
    public record Pas(Indice indice, BigDecimal avant, BigDecimal apres) {}

    /**
     * What was found.
     *
     * @param montant not rounded; screens show two decimals
     * @param pas the indices applied, oldest first
     */
    public record Resultat(BigDecimal montant, List<Pas> pas) {}

    /**
     * Brings a rent to a date.
     *
     * @param nature a stored value; only those of {@link NatureDIndice} have indices
     * @param departement INSEE code; an index of its own replaces the general one of the same year
     * @param indices every index known
     * @throws ErreurMetier 422 for a nature without indices, or dates in the wrong order (D27)
     */
    public static Resultat calculer(
            BigDecimal montant,
            String nature,
            LocalDate initiale,
            String departement,
            LocalDate actualisation,
            List<Indice> indices) {
        var laquelle = NatureDIndice.parCode(nature)
                .orElseThrow(() -> new ErreurMetier(
                        ErreurCommune.INVALIDE, "Aucun indice ne s’applique à cette nature de logement."));
        if (actualisation.isBefore(initiale)) {
            throw new ErreurMetier(ErreurCommune.INVALIDE, "La date d’actualisation doit suivre la date initiale.");
        }
        var retenus = indices.stream()
                .filter(i -> !i.supprime() && i.isLoyer() == laquelle.estUnLoyer() && i.nature() == laquelle)
                // The period of the initial date counts, even when it is not over at the other one (R-A15.2).
                .filter(i -> i.dateDebut().isAfter(initiale) && i.dateFin().isBefore(actualisation)
                        || !i.dateDebut().isAfter(initiale) && !i.dateFin().isBefore(initiale))
                .sorted(Comparator.comparing(Indice::dateDebut).thenComparing(Indice::uuid))
                .toList();
        Map<Integer, Indice> locaux = new HashMap<>();
        retenus.stream().filter(i -> i.departements().contains(departement)).forEach(i -> locaux.put(i.annee(), i));
        var pas = new ArrayList<Pas>();
        var courant = montant;
        for (var general : retenus) {
            if (!general.general()) {
                continue;
            }
            // Only the first general row of a year is replaced.
            var applique = locaux.containsKey(general.annee()) ? locaux.remove(general.annee()) : general;
            var suivant = courant.multiply(CENT.add(applique.evolution())).divide(CENT);
            pas.add(new Pas(applique, courant, suivant));
            courant = suivant;
        }
        return new Resultat(courant, List.copyOf(pas));
    }
}
