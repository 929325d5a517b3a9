package fr.gouv.apilos.referentiel.bailleur;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a bailleur, as it travels to the other services.
 *
 * @param siret 14 digits, or the e-mail of a private person, or a free identifier (03 B1)
 * @param siren pivot with SIAP; one bailleur per SIREN (03 R-B1.3)
 * @param capitalSocial in €
 * @param version grows at each change
 */
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

    /** The SIREN that follows from a SIRET when none is given (03 R-B1.2). */
    public static String sirenDe(String siret) {
        return siret.matches("\\d{14}") ? siret.substring(0, 9) : siret;
    }

    /** The same, with the nature its sub-nature imposes and a SIREN (03 R-B1.1, R-B1.2). */
    Bailleur regle() {
        var sousNature =
                sousNatureBailleur == null || sousNatureBailleur.isEmpty() ? "NONRENSEIGNE" : sousNatureBailleur;
        return new Bailleur(
                uuid,
                nom,
                siret,
                siren.isBlank() ? sirenDe(siret) : siren,
                NatureBailleur.imposee(sousNature, natureBailleur),
                sousNature,
                parent,
                adresse,
                codePostal,
                ville,
                capitalSocial,
                signataireNom,
                signataireFonction,
                signataireDateDeliberation,
                signataireBlocSignature,
                version,
                supprime);
    }
}
