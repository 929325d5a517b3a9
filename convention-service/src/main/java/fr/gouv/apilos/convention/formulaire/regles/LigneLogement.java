package fr.gouv.apilos.convention.formulaire.regles;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A logement as typed; no uuid on a new row. Surfaces in m², rents in € per month. Source: 02 §8.6. */
public record LigneLogement(
        @Nullable UUID uuid,
        @Nullable String designation,
        @Nullable String financement,
        @Nullable String typologie,
        @Nullable BigDecimal surfaceHabitable,
        @Nullable BigDecimal surfaceAnnexes,
        @Nullable BigDecimal surfaceAnnexesRetenue,
        @Nullable BigDecimal surfaceUtile,
        @Nullable BigDecimal surfaceCorrigee,
        @Nullable BigDecimal loyerParMetreCarre,
        @Nullable BigDecimal coeficient,
        @Nullable BigDecimal loyer,
        @Nullable Integer importOrder) {

    public LigneLogement avecUuid(@Nullable UUID nouveau) {
        return new LigneLogement(
                nouveau,
                designation,
                financement,
                typologie,
                surfaceHabitable,
                surfaceAnnexes,
                surfaceAnnexesRetenue,
                surfaceUtile,
                surfaceCorrigee,
                loyerParMetreCarre,
                coeficient,
                loyer,
                importOrder);
    }

    public LigneLogement avecOrdre(@Nullable Integer ordre) {
        return new LigneLogement(
                uuid,
                designation,
                financement,
                typologie,
                surfaceHabitable,
                surfaceAnnexes,
                surfaceAnnexesRetenue,
                surfaceUtile,
                surfaceCorrigee,
                loyerParMetreCarre,
                coeficient,
                loyer,
                ordre);
    }

    /** Drops what its table does not hold, so that a row belongs to exactly one table. Source: 02 DB-14. */
    public LigneLogement dans(CategorieLogement categorie) {
        return new LigneLogement(
                uuid,
                designation,
                financement,
                typologie,
                surfaceHabitable,
                categorie.corrigee() ? null : surfaceAnnexes,
                categorie.corrigee() ? null : surfaceAnnexesRetenue,
                categorie.corrigee() ? null : surfaceUtile,
                categorie.corrigee() ? surfaceCorrigee : null,
                categorie.loyer() ? loyerParMetreCarre : null,
                categorie.loyer() ? coeficient : null,
                categorie.loyer() ? loyer : null,
                importOrder);
    }

    @Nullable
    BigDecimal surfaceDeReference(CategorieLogement categorie) {
        return categorie.corrigee() ? surfaceCorrigee : surfaceUtile;
    }
}
