package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** One rule for who may read a bailleur, for pages and API alike (03 B4). */
@Service
class LectureDeBailleur {

    private final Bailleurs bailleurs;

    LectureDeBailleur(Bailleurs bailleurs) {
        this.bailleurs = bailleurs;
    }

    /** @throws ErreurMetier 403 outside the perimeter, 404 when there is none */
    Bailleur lire(UUID uuid, Identite identite) {
        identite.exiger("bailleur.view_bailleur");
        if (!visible(uuid, identite)) {
            throw ErreurMetier.interdit("Ce bailleur est hors du périmètre de votre habilitation. Changez"
                    + " d’habilitation pour le consulter.");
        }
        return bailleurs.un(uuid);
    }

    /** The bailleur this one is attached to, when the reader may open it. */
    Optional<Bailleur> parent(Bailleur enfant, Identite identite) {
        var parent = enfant.parent();
        return parent == null || !visible(parent, identite) ? Optional.empty() : Optional.of(bailleurs.un(parent));
    }

    private static boolean visible(UUID uuid, Identite identite) {
        var limite = identite.perimetre().bailleurs();
        return identite.perimetre().national() || limite == null || limite.contains(uuid);
    }
}
