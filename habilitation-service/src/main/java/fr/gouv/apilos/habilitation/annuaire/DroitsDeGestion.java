package fr.gouv.apilos.habilitation.annuaire;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import org.jspecify.annotations.Nullable;

/**
 * Who may change an account (04 R126, D14b): the support team, unless its habilitation only reads; an account of the support
 * team, and the rights that make one, are for superusers; nobody closes their own account nor changes their own rights.
 */
public final class DroitsDeGestion {

    private DroitsDeGestion() {}

    /** Why this reader may change no account at all; null when they may. Asked before an account is looked for. */
    public static @Nullable String refusDeGerer(Identite acteur) {
        if (gere(acteur)) {
            return null;
        }
        return acteur.lectureSeule() && acteur.staff()
                ? "Votre habilitation est en consultation seule : elle ne permet aucune modification."
                : "Seule l’équipe d’exploitation modifie un compte. Les droits des personnes se gèrent dans SIAP.";
    }

    /** Why this reader may not change the account; null when they may. */
    public static @Nullable String refusDeModifier(Fiches.Compte cible, Identite acteur) {
        var refus = refusDeGerer(acteur);
        if (refus != null) {
            return refus;
        }
        if (cible.exploitant() && !puissant(acteur)) {
            return "Ce compte est celui d’un membre de l’équipe d’exploitation : seul un superutilisateur peut le modifier.";
        }
        return null;
    }

    /** Why this reader may not open or close the account; null when they may. */
    public static @Nullable String refusDeFermer(Fiches.Compte cible, Identite acteur) {
        if (gere(acteur) && cible.uuid().equals(acteur.utilisateur())) {
            return "Vous ne pouvez pas désactiver votre propre compte : demandez-le à un autre membre de l’équipe.";
        }
        return refusDeModifier(cible, acteur);
    }

    /** Why this reader may not make or unmake a member of the support team; null when they may. */
    public static @Nullable String refusDesDroits(Fiches.Compte cible, Identite acteur) {
        if (!puissant(acteur)) {
            return "Seul un superutilisateur donne ou retire les droits de l’équipe d’exploitation.";
        }
        if (cible.uuid().equals(acteur.utilisateur())) {
            return "Vous ne pouvez pas changer vos propres droits : demandez-le à un autre superutilisateur.";
        }
        return null;
    }

    /** Whether this reader is offered to work under the account (R112); asked again when they do. */
    static boolean peutEmprunter(Fiches.Compte cible, Identite acteur) {
        return cible.actif() && acteur.par() == null && !acteur.estService() && refusDeFermer(cible, acteur) == null;
    }

    /** @throws ErreurMetier 403 with the reason, when there is one */
    public static void exiger(@Nullable String refus) {
        if (refus != null) {
            throw ErreurMetier.interdit(refus);
        }
    }

    private static boolean gere(Identite acteur) {
        return puissant(acteur) || acteur.staff() && !acteur.lectureSeule();
    }

    private static boolean puissant(Identite acteur) {
        return acteur.superuser() || acteur.estService();
    }
}
