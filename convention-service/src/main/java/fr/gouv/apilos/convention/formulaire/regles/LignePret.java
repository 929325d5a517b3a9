package fr.gouv.apilos.convention.formulaire.regles;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A loan as typed; no uuid on a new row. Source: 02 §8.5. */
public record LignePret(
        @Nullable UUID uuid,
        @Nullable String numero,
        @Nullable String financement,
        @Nullable LocalDate dateOctroi,
        @Nullable Integer duree,
        @Nullable BigDecimal montant,
        @Nullable String preteur,
        @Nullable String autre) {

    public boolean caisseDesDepots() {
        return "CDCF".equals(preteur) || "CDCL".equals(preteur);
    }

    /** Grant date plus duration; 29 February becomes 28. Source: 02 R93. */
    public Optional<LocalDate> fin() {
        return dateOctroi == null || duree == null ? Optional.empty() : Optional.of(dateOctroi.plusYears(duree));
    }

    public LignePret avecUuid(@Nullable UUID nouveau) {
        return new LignePret(nouveau, numero, financement, dateOctroi, duree, montant, preteur, autre);
    }
}
