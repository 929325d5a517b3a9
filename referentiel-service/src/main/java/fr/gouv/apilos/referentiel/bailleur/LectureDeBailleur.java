package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** One rule for who may read and who may edit a bailleur, for pages and API alike (03 B4, D11). */
@Service
class LectureDeBailleur {

    private final Bailleurs bailleurs;

    LectureDeBailleur(Bailleurs bailleurs) {
        this.bailleurs = bailleurs;
    }

    /**
     * What may be edited on a sheet.
     *
     * @param modifier the sheet
     * @param reserve its identity too: numbers, nature, parent (R-B5.4, D6, D11)
     */
    record Droits(boolean modifier, boolean reserve) {}

    /** @throws ErreurMetier 403 outside the perimeter, 404 when there is none, 410 with the way when it was absorbed */
    Bailleur lire(UUID uuid, Identite identite) {
        identite.exiger("bailleur.view_bailleur");
        if (!visible(uuid, identite)) {
            throw ErreurMetier.interdit("Ce bailleur est hors du périmètre de votre habilitation. Changez"
                    + " d’habilitation pour le consulter.");
        }
        return bailleurs.un(uuid);
    }

    /**
     * A bailleur about to be edited.
     *
     * @throws ErreurMetier 403 when it may only be read, or not at all
     */
    Bailleur aModifier(UUID uuid, Identite identite) {
        identite.exiger("bailleur.change_bailleur");
        var bailleur = lire(uuid, identite);
        if (!droits(bailleur, identite).modifier()) {
            throw ErreurMetier.interdit(
                    "Un bailleur est modifié par ses propres membres ou par l’équipe d’exploitation.");
        }
        return bailleur;
    }

    /** The bailleur of the reader, or one of its children: who signs an act says who signs it (04 D4, ADR 0020). */
    Droits droits(Bailleur bailleur, Identite identite) {
        if (bailleur.supprime()) {
            return new Droits(false, false);
        }
        if (reserve(identite)) {
            return new Droits(true, true);
        }
        return new Droits(
                identite.aPermission("bailleur.change_bailleur")
                        && identite.bailleurs().contains(bailleur.uuid()),
                false);
    }

    /** Whether the reader is of those who may edit everything. */
    static boolean reserve(Identite identite) {
        return identite.superuser() || identite.staff() && !identite.lectureSeule() || identite.estService();
    }

    /** The bailleur this one is attached to, when the reader may open it. */
    Optional<Bailleur> parent(Bailleur enfant, Identite identite) {
        var parent = enfant.parent();
        return parent == null || !visible(parent, identite) ? Optional.empty() : Optional.of(bailleurs.un(parent));
    }

    static boolean visible(UUID uuid, Identite identite) {
        var limite = identite.perimetre().bailleurs();
        return identite.perimetre().national() || limite == null || limite.contains(uuid);
    }
}
