package fr.gouv.apilos.platform.security;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who is calling, under which habilitation, with which rights: everything a service needs to decide alone.
 *
 * @param utilisateur identifier of the person; of the program for a service
 * @param nom name to show
 * @param email may be empty
 * @param login name under which SIAP knows the person; empty for a program or a local account
 * @param profil code of the profile in force (04 §2.5), {@code SERVICE} for a program
 * @param typologie side of the table
 * @param habilitation the one in force
 * @param lectureSeule no write at all, whatever the permissions
 * @param staff support team
 * @param superuser everything, everywhere
 * @param permissions names such as {@code convention.change_convention}
 * @param perimetre what may be seen
 * @param par who really acts, under the account of {@code utilisateur}; null when it is that person. The name then says
 *     both, so that whatever is signed with it does (04 D22)
 */
public record Identite(
        UUID utilisateur,
        String nom,
        String email,
        String login,
        String profil,
        Typologie typologie,
        Habilitation habilitation,
        boolean lectureSeule,
        boolean staff,
        boolean superuser,
        Set<String> permissions,
        Perimetre perimetre,
        @Nullable ActeurReel par) {

    /** Somebody who acts under their own name. */
    public Identite(
            UUID utilisateur,
            String nom,
            String email,
            String login,
            String profil,
            Typologie typologie,
            Habilitation habilitation,
            boolean lectureSeule,
            boolean staff,
            boolean superuser,
            Set<String> permissions,
            Perimetre perimetre) {
        this(
                utilisateur,
                nom,
                email,
                login,
                profil,
                typologie,
                habilitation,
                lectureSeule,
                staff,
                superuser,
                permissions,
                perimetre,
                null);
    }

    /** The same rights, used by somebody else: their name is written beside. */
    public Identite par(ActeurReel acteur) {
        var deux = nom + " (par " + acteur.nom() + ")";
        return new Identite(
                utilisateur,
                deux.length() <= NOM_MAX ? deux : deux.substring(0, NOM_MAX),
                email,
                login,
                profil,
                typologie,
                habilitation,
                lectureSeule,
                staff,
                superuser,
                permissions,
                perimetre,
                acteur);
    }

    /** Whom the token of somebody without an account here names: a person SIAP speaks for (04 R80, R81). */
    public static final UUID SANS_COMPTE = new UUID(0, 0);

    /** What the histories of all services can hold. */
    private static final int NOM_MAX = 255;

    private static final Set<String> PROFILS_INSTRUCTEUR =
            Set.of("STAFF", "INSTRUCTEUR", "ADM_CENTRALE", "ASS_HLM", "DIR_REG", "SER_DEP", "SER_GEST");
    private static final Set<String> PROFILS_BAILLEUR = Set.of("STAFF", "BAILLEUR", "MO_PERS_MORALE", "MO_PERS_PHYS");

    /** The identity of the current request, if there is one. */
    public static Optional<Identite> facultative() {
        var authentification = SecurityContextHolder.getContext().getAuthentication();
        return authentification != null && authentification.getPrincipal() instanceof Identite identite
                ? Optional.of(identite)
                : Optional.empty();
    }

    /**
     * The identity of the current request.
     *
     * @throws ErreurMetier 403 when nobody is signed in
     */
    public static Identite courante() {
        return facultative().orElseThrow(() -> ErreurMetier.interdit("Connectez-vous pour continuer."));
    }

    /** Instructeur on screen (01 §4.1): staff counts as both sides. */
    public boolean estInstructeur() {
        return PROFILS_INSTRUCTEUR.contains(profil);
    }

    /** Bailleur on screen (01 §4.1): staff counts as both sides. */
    public boolean estBailleur() {
        return PROFILS_BAILLEUR.contains(profil);
    }

    /** The administrations one acts for: those of the perimeter, or the service one belongs to. Empty for none. */
    public Set<UUID> administrations() {
        var siennes = perimetre.national() ? null : perimetre.administrations();
        var service = habilitation.administration();
        return siennes != null ? siennes : service == null ? Set.of() : Set.of(service);
    }

    /** The bailleurs one acts for, children included. Empty for none. */
    public Set<UUID> bailleurs() {
        var siens = perimetre.national() ? null : perimetre.bailleurs();
        return siens == null ? Set.of() : siens;
    }

    /** Somebody SIAP speaks for, who has no account here: nothing is written under an identifier of theirs (04 R81). */
    public boolean estDePassage() {
        return utilisateur.equals(SANS_COMPTE);
    }

    /** A program, not a person. */
    public boolean estService() {
        return typologie == Typologie.SERVICE;
    }

    /** Whether the permission is held; a read-only habilitation holds none that writes. */
    public boolean aPermission(String permission) {
        if (superuser || estService()) {
            return true;
        }
        return permissions.contains(permission) && (!lectureSeule || permission.contains(".view_"));
    }

    /** @throws ErreurMetier 403 when the permission is not held */
    public void exiger(String permission) {
        if (!aPermission(permission)) {
            throw ErreurMetier.interdit(
                    lectureSeule
                            ? "Votre habilitation est en consultation seule : elle ne permet aucune modification."
                            : "Votre habilitation actuelle ne permet pas cette action. Changez d’habilitation ou"
                                    + " demandez ce droit à votre administrateur SIAP.");
        }
    }

    /** @throws ErreurMetier 403 for anybody but the support team and programs */
    public void exigerExploitation() {
        if (!staff && !superuser && !estService()) {
            throw ErreurMetier.interdit("Cette page est réservée à l’équipe d’exploitation.");
        }
    }

    /** @throws ErreurMetier 403 for anybody but superusers and programs */
    public void exigerSuperutilisateur() {
        if (!superuser && !estService()) {
            throw ErreurMetier.interdit("Réservé aux super-utilisateurs et aux programmes de la plateforme.");
        }
    }
}
