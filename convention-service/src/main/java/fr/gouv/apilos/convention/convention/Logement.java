package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.TypologieLogement;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * One dwelling (03 A5). Surfaces in m², rents in €; null where the variant of the table has no such column.
 *
 * @param lot the lot it belongs to
 * @param coeficient spelling of the field, 4 decimals
 * @param importOrder zero-based position in the sheet it came from
 */
public record Logement(
        UUID id,
        UUID lot,
        String designation,
        TypologieLogement typologie,
        BigDecimal surfaceHabitable,
        BigDecimal surfaceCorrigee,
        BigDecimal surfaceAnnexes,
        BigDecimal surfaceAnnexesRetenue,
        BigDecimal surfaceUtile,
        BigDecimal loyerParMetreCarre,
        BigDecimal coeficient,
        BigDecimal loyer,
        Integer importOrder) {

    /** The four tables a dwelling may stand in, by nullness (03 R-A4.5). */
    public enum Categorie {
        AVEC_LOYER,
        SANS_LOYER,
        CORRIGEE_AVEC_LOYER,
        CORRIGEE_SANS_LOYER
    }

    /** The table it stands in. */
    public Categorie categorie() {
        if (surfaceCorrigee == null) {
            return loyer != null ? Categorie.AVEC_LOYER : Categorie.SANS_LOYER;
        }
        return loyer != null ? Categorie.CORRIGEE_AVEC_LOYER : Categorie.CORRIGEE_SANS_LOYER;
    }
}
