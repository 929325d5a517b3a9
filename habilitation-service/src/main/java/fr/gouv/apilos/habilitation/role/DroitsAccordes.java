package fr.gouv.apilos.habilitation.role;

import java.util.UUID;

/**
 * What a habilitation or a stand-alone role gives.
 *
 * @param habilitation identifier given by SIAP; 0 for a stand-alone role
 * @param profil code of the profile (04 §2.5)
 * @param codeRole SIAP's role code (04 §2.6), empty for a stand-alone role
 * @param bailleur the bailleur acted for, or null
 * @param administration the administration acted for, or null
 * @param region INSEE code, or null
 * @param departement INSEE code, or null
 * @param libelle what the header shows
 * @param territoire what the choice of habilitation adds
 * @param cleEntite SIREN, e-mail or code by which the entity was found, or null
 */
public record DroitsAccordes(
        long habilitation,
        String profil,
        String codeRole,
        TypologieRole typologie,
        Groupe groupe,
        UUID bailleur,
        UUID administration,
        String region,
        String departement,
        String libelle,
        String territoire,
        String cleEntite) {

    /** What a stand-alone role gives; an administrateur takes the profile the territory suggests (04 §2.5). */
    public static DroitsAccordes local(
            TypologieRole typologie,
            Groupe groupe,
            UUID bailleur,
            UUID administration,
            String region,
            String departement) {
        var nom = switch (typologie) {
            case BAILLEUR -> "Bailleur";
            case INSTRUCTEUR -> "Instructeur";
            case ADMINISTRATEUR -> "Administrateur";
        };
        var profil = switch (typologie) {
            case BAILLEUR -> "BAILLEUR";
            case INSTRUCTEUR -> "INSTRUCTEUR";
            case ADMINISTRATEUR -> departement != null ? "SER_DEP" : region != null ? "DIR_REG" : "ADM_CENTRALE";
        };
        return new DroitsAccordes(
                0,
                profil,
                "",
                typologie,
                groupe,
                bailleur,
                administration,
                region,
                departement,
                groupe.lectureSeule() ? nom + " (consultation)" : nom,
                departement != null ? "Département " + departement : region != null ? "Région " + region : "",
                null);
    }
}
