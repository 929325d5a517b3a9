package fr.gouv.apilos.convention.reference;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** The copy of a bailleur, as its owner last told it. */
public record Bailleur(
        UUID uuid,
        String nom,
        String siret,
        String siren,
        String natureBailleur,
        String sousNatureBailleur,
        UUID parent,
        String adresse,
        String codePostal,
        String ville,
        BigDecimal capitalSocial,
        String signataireNom,
        String signataireFonction,
        LocalDate signataireDateDeliberation,
        String signataireBlocSignature,
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
