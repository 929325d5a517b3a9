package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.Preteur;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A loan or a subvention of a lot (01 §1.3).
 *
 * @param duree in years
 * @param montant in €, 2 decimals
 */
public record Pret(
        UUID id,
        UUID lot,
        Preteur preteur,
        String autre,
        LocalDate dateOctroi,
        String numero,
        Integer duree,
        BigDecimal montant) {

    /** Who lends, as shown (01 R10). */
    public String preteurAffiche() {
        return preteur == Preteur.AUTRE ? autre : preteur.libelleLong();
    }
}
