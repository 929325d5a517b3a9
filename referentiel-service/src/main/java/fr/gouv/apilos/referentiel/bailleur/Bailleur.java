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

    /** What people may change on a sheet. */
    public record Fiche(
            String nom,
            String siret,
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
            @Nullable String signataireBlocSignature) {}

    /** What people may change, as it stands. */
    public Fiche fiche() {
        return new Fiche(
                nom,
                siret,
                natureBailleur,
                sousNatureBailleur,
                parent,
                adresse,
                codePostal,
                ville,
                capitalSocial,
                signataireNom,
                signataireFonction,
                signataireDateDeliberation,
                signataireBlocSignature);
    }

    /** The same with another sheet; identifier, SIREN and version stay (03 R-B1.2). */
    public Bailleur avec(Fiche fiche) {
        return new Bailleur(
                uuid,
                fiche.nom(),
                fiche.siret(),
                siren,
                fiche.natureBailleur(),
                fiche.sousNatureBailleur(),
                fiche.parent(),
                fiche.adresse(),
                fiche.codePostal(),
                fiche.ville(),
                fiche.capitalSocial(),
                fiche.signataireNom(),
                fiche.signataireFonction(),
                fiche.signataireDateDeliberation(),
                fiche.signataireBlocSignature(),
                version,
                supprime);
    }

    /** A bailleur nobody knows yet. */
    public static Bailleur nouveau(UUID uuid, String siren, Fiche fiche) {
        return new Bailleur(
                        uuid,
                        fiche.nom(),
                        fiche.siret(),
                        siren,
                        fiche.natureBailleur(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        false)
                .avec(fiche);
    }

    /** The same, attached to another or to nobody. */
    public Bailleur avecParent(@Nullable UUID autre) {
        return avec(new Fiche(
                nom,
                siret,
                natureBailleur,
                sousNatureBailleur,
                autre,
                adresse,
                codePostal,
                ville,
                capitalSocial,
                signataireNom,
                signataireFonction,
                signataireDateDeliberation,
                signataireBlocSignature));
    }

    /** The same, deleted. */
    public Bailleur efface() {
        return avecSuppression(true);
    }

    /** The same, no longer deleted. */
    public Bailleur retabli() {
        return avecSuppression(false);
    }

    private Bailleur avecSuppression(boolean efface) {
        return new Bailleur(
                uuid,
                nom,
                siret,
                siren,
                natureBailleur,
                sousNatureBailleur,
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
                efface);
    }

    /** R-B1.4: {@code nom (siren)}. */
    public String libelle() {
        return siren.isBlank() ? nom : nom + " (" + siren + ")";
    }

    /** R-B1.6: known by an e-mail, in the place of a SIRET. */
    public boolean estPrive() {
        return NatureBailleur.PRIVES.libelle().equals(natureBailleur);
    }
}
