package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
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
            throw ErreurMetier.interdit(
                    "Une administration est modifiée par ses propres membres ou par l’équipe d’exploitation.");
        }
        return administration;
    }

    /** Its own people edit it, nobody else of the State (04 D4, ADR 0020). */
    Droits droits(Administration administration, Identite identite) {
        if (administration.supprime()) {
            return new Droits(false, false);
        }
        if (reserve(identite)) {
            return new Droits(true, true);
        }
        return new Droits(
                identite.aPermission("administration.change_administration")
                        && identite.administrations().contains(administration.uuid()),
                false);
    }

    static boolean reserve(Identite identite) {
        return identite.superuser() || identite.staff() && !identite.lectureSeule() || identite.estService();
    }
}
