package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.platform.security.Identite;
import java.util.UUID;

/**
 * Who acts, as the history keeps it.
 *
 * @param utilisateur identifier of the person, null for somebody SIAP speaks for, who has no account (04 R81)
 * @param bailleur acts as a bailleur (staff counts as both)
 * @param instructeur acts as an instructeur
 */
public record Acteur(
        UUID utilisateur,
        String nom,
        String email,
        boolean bailleur,
        boolean instructeur,
        boolean lectureSeule,
        String typologie) {

    /** The actor behind an identity. */
    public static Acteur de(Identite identite) {
        return new Acteur(
                identite.estDePassage() ? null : identite.utilisateur(),
                identite.nom(),
                identite.email(),
                identite.estBailleur(),
                identite.estInstructeur(),
                identite.lectureSeule(),
                identite.typologie().name());
    }
}
