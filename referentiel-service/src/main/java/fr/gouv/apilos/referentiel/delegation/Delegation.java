package fr.gouv.apilos.referentiel.delegation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A territory given to an administration for a time.
 *
 * @param departement INSEE code of the département the territory lies in
 * @param territoire name of the territory, empty for the whole département
 * @param communes INSEE codes; empty for the whole département
 * @param fin last day, null when it goes on
 */
public record Delegation(
        UUID uuid,
        UUID administration,
        String departement,
        String territoire,
        List<String> communes,
        LocalDate debut,
        @Nullable LocalDate fin,
        long version,
        boolean supprime) {

    public Delegation {
        communes = communes.stream().sorted().distinct().toList();
    }

    /** Whether it is in force on a day. */
    public boolean enCours(LocalDate jour) {
        return !debut.isAfter(jour) && (fin == null || !fin.isBefore(jour));
    }

    /** Whether both hold the same ground on a same day. A whole département and some of its communes may stand together. */
    boolean heurte(Delegation autre) {
        if (supprime || autre.supprime || !departement.equals(autre.departement)) {
            return false;
        }
        boolean memesJours =
                (fin == null || !fin.isBefore(autre.debut)) && (autre.fin == null || !autre.fin.isBefore(debut));
        boolean memeSol = communes.isEmpty() && autre.communes.isEmpty()
                || communes.stream().anyMatch(autre.communes::contains);
        return memesJours && memeSol;
    }
}
