package fr.gouv.apilos.referentiel.bailleur;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a bailleur, as it travels to the other services.
 *
 * @param siret as {@link Siret} says
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

    /** The same, with the nature its sub-nature imposes and a SIREN (03 R-B1.1, R-B1.2). */
    Bailleur regle() {
        var identifiant = new Siret(siret);
        var sousNature =
                sousNatureBailleur == null || sousNatureBailleur.isEmpty() ? "NONRENSEIGNE" : sousNatureBailleur;
        return new Bailleur(
                uuid,
                nom,
                identifiant.valeur(),
                siren.isBlank() ? identifiant.siren() : siren,
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
