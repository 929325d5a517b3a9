package fr.gouv.apilos.convention.reference;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The copy of a bailleur, as its owner last told it. */
public record Bailleur(
        UUID uuid,
        String nom,
        String siret,
        String siren,
        String natureBailleur,
        @Nullable String sousNatureBailleur,
        @Nullable UUID parent,
        @Nullable String adresse,
        @Nullable String codePostal,
        @Nullable String ville,
        @Nullable BigDecimal capitalSocial,
        @Nullable String signataireNom,
        @Nullable String signataireFonction,
        @Nullable LocalDate signataireDateDeliberation,
        @Nullable String signataireBlocSignature,
        long version,
        boolean supprime) {

    /** HLM body. */
    public boolean estHlm() {
        return "HLM".equals(natureBailleur);
    }

    /** Société d'économie mixte. */
    public boolean estSem() {
        return "SEM".equals(natureBailleur);
    }

    /** Neither HLM nor SEM: conventions of type I or II (01 §3). */
    public boolean estType1et2() {
        return !estHlm() && !estSem();
    }
}
