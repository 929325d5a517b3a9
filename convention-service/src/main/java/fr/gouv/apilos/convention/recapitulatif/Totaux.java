package fr.gouv.apilos.convention.recapitulatif;

import fr.gouv.apilos.convention.convention.Logement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Sums over a list of dwellings. */
record Totaux(int nombre, BigDecimal habitable, BigDecimal utile, BigDecimal loyer) {

    static Totaux de(List<Logement> logements) {
        return new Totaux(
                logements.size(),
                somme(logements, Logement::surfaceHabitable),
                somme(logements, Logement::surfaceUtile),
                somme(logements, Logement::loyer));
    }

    private static BigDecimal somme(List<Logement> logements, Function<Logement, BigDecimal> champ) {
        return logements.stream().map(champ).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
