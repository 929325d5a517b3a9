package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import fr.gouv.apilos.referentiel.territoire.Departement;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** One rule for who may read and who may edit an administration, for pages and API alike (03 B4, D8, D11). */
@Service
class AccesAdministration {

    private final Administrations administrations;

    AccesAdministration(Administrations administrations) {
        this.administrations = administrations;
    }

    /**
     * What may be edited on a sheet.
     *
     * @param modifier the sheet
     * @param reserve its name and code too (R-B5.9)
     */
    record Droits(boolean modifier, boolean reserve) {}

    /** Every administration may be read by whoever may read one (03 B4, list "full"). */
    Administration lire(UUID uuid, Identite identite) {
        identite.exiger("administration.view_administration");
        return administrations.une(uuid);
    }

    /** @throws ErreurMetier 403 when it may only be read; 404 when there is none */
    Administration aModifier(UUID uuid, Identite identite) {
        identite.exiger("administration.change_administration");
        var administration = lire(uuid, identite);
        if (!droits(administration, identite).modifier()) {
            throw ErreurMetier.interdit("Cette administration est hors du périmètre de votre habilitation. Changez"
                    + " d’habilitation pour la modifier.");
        }
        return administration;
    }

    Droits droits(Administration administration, Identite identite) {
        if (administration.supprime()) {
            return new Droits(false, false);
        }
        if (reserve(identite)) {
            return new Droits(true, true);
        }
        return new Droits(
                identite.aPermission("administration.change_administration") && dedans(administration, identite),
                false);
    }

    static boolean reserve(Identite identite) {
        return identite.superuser() || identite.staff() && !identite.lectureSeule() || identite.estService();
    }

    private static boolean dedans(Administration administration, Identite identite) {
        var perimetre = identite.perimetre();
        if (perimetre.national()) {
            return true;
        }
        if (perimetre.administrations() != null) {
            return perimetre.administrations().contains(administration.uuid());
        }
        var siege = Decoupage.deCodePostal(administration.codePostal());
        if (perimetre.departement() != null) {
            return siege.map(Departement::codeInsee)
                    .filter(perimetre.departement()::equals)
                    .isPresent();
        }
        var region = perimetre.region();
        return region == null
                || siege.map(Departement::region)
                        .filter(Decoupage.region(region)::equals)
                        .isPresent();
    }
}
