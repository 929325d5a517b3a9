package fr.gouv.apilos.habilitation.role;

import static fr.gouv.apilos.habilitation.role.Permission.AJOUTER_COMMENTAIRE;
import static fr.gouv.apilos.habilitation.role.Permission.AJOUTER_CONVENTION;
import static fr.gouv.apilos.habilitation.role.Permission.MODIFIER_ADMINISTRATION;
import static fr.gouv.apilos.habilitation.role.Permission.MODIFIER_BAILLEUR;
import static fr.gouv.apilos.habilitation.role.Permission.MODIFIER_COMMENTAIRE;
import static fr.gouv.apilos.habilitation.role.Permission.MODIFIER_CONVENTION;
import static fr.gouv.apilos.habilitation.role.Permission.SUPPRIMER_CONVENTION;
import static fr.gouv.apilos.habilitation.role.Permission.VALIDER_CONVENTION;
import static fr.gouv.apilos.habilitation.role.Permission.VOIR_ADMINISTRATION;
import static fr.gouv.apilos.habilitation.role.Permission.VOIR_BAILLEUR;
import static fr.gouv.apilos.habilitation.role.Permission.VOIR_COMMENTAIRE;
import static fr.gouv.apilos.habilitation.role.Permission.VOIR_CONVENTION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The six groups and what each may do. Source: 04 R12, R13. */
public enum Groupe {
    BAILLEUR(
            "Bailleur",
            false,
            VOIR_CONVENTION,
            AJOUTER_CONVENTION,
            MODIFIER_CONVENTION,
            SUPPRIMER_CONVENTION,
            VOIR_BAILLEUR,
            MODIFIER_BAILLEUR,
            VOIR_ADMINISTRATION,
            VOIR_COMMENTAIRE,
            AJOUTER_COMMENTAIRE,
            MODIFIER_COMMENTAIRE),
    INSTRUCTEUR("Instructeur", false, instruction()),
    ADMINISTRATEUR("Administrateur", false, instruction()),
    READONLY_BAILLEUR("Bailleur en consultation", true, consultation()),
    READONLY_INSTRUCTEUR("Instructeur en consultation", true, consultation()),
    READONLY_ADMINISTRATEUR("Administrateur en consultation", true, consultation());

    private final String libelle;
    private final boolean lectureSeule;
    private final Set<Permission> permissions;

    Groupe(String libelle, boolean lectureSeule, Permission... permissions) {
        this.libelle = libelle;
        this.lectureSeule = lectureSeule;
        var ensemble = EnumSet.noneOf(Permission.class);
        ensemble.addAll(Arrays.asList(permissions));
        this.permissions = ensemble;
    }

    private static Permission[] instruction() {
        return new Permission[] {
            VOIR_CONVENTION,
            AJOUTER_CONVENTION,
            MODIFIER_CONVENTION,
            SUPPRIMER_CONVENTION,
            VALIDER_CONVENTION,
            VOIR_BAILLEUR,
            MODIFIER_BAILLEUR,
            VOIR_ADMINISTRATION,
            MODIFIER_ADMINISTRATION,
            VOIR_COMMENTAIRE,
            AJOUTER_COMMENTAIRE,
            MODIFIER_COMMENTAIRE
        };
    }

    private static Permission[] consultation() {
        return new Permission[] {
            VOIR_CONVENTION,
            VOIR_BAILLEUR,
            VOIR_ADMINISTRATION,
            VOIR_COMMENTAIRE,
            AJOUTER_COMMENTAIRE,
            MODIFIER_COMMENTAIRE
        };
    }

    /** Name in the database and in data sets, for instance {@code readonly_bailleur}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String libelle() {
        return libelle;
    }

    /** Whether a habilitation of this group writes nothing. */
    public boolean lectureSeule() {
        return lectureSeule;
    }

    /** What the group may do. */
    public Set<Permission> permissions() {
        return Set.copyOf(permissions);
    }

    /** The group of a name, whatever its case (04 R12). */
    public static Optional<Groupe> parCode(String code) {
        return Arrays.stream(values())
                .filter(g -> g.code().equalsIgnoreCase(code))
                .findFirst();
    }
}
