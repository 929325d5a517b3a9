package fr.gouv.apilos.referentiel.indice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The evolution of rents or fees over one period (03 A15).
 *
 * @param isLoyer true for rents, false for fees (redevances)
 * @param natureLogement null for rents of ordinary logements
 * @param evolution in %, at most four decimals
 * @param departements INSEE codes it is limited to, empty everywhere
 */
public record Indice(
        UUID uuid,
        int annee,
        boolean isLoyer,
        @Nullable String natureLogement,
        LocalDate dateDebut,
        LocalDate dateFin,
        BigDecimal evolution,
        List<String> departements,
        long version,
        boolean supprime) {

    public Indice {
        departements = departements.stream().sorted().toList();
    }

    /** The nature it applies to. */
    public NatureDIndice nature() {
        return NatureDIndice.deLaBase(natureLogement);
    }

    /** For everywhere that has no index of its own. */
    public boolean general() {
        return departements.isEmpty();
    }

    /** {@code 2023 / Logements ordinaires => 3,60 %}. */
    public String libelle() {
        return annee + " / " + nature().libelle();
    }
}
