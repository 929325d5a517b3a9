package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The profiles SIAP gives, one row of the mapping table each. Source: 04 §5.4. */
public enum Profil {
    ADM_CENTRALE(TypologieRole.ADMINISTRATEUR, Entite.AUCUNE),
    DIR_REG(TypologieRole.ADMINISTRATEUR, Entite.AUCUNE),
    ASS_HLM(TypologieRole.ADMINISTRATEUR, Entite.AUCUNE),
    SER_DEP(TypologieRole.ADMINISTRATEUR, Entite.ADMINISTRATION),
    PARTENAIRES(TypologieRole.ADMINISTRATEUR, Entite.AUCUNE),
    MO_PERS_MORALE(TypologieRole.BAILLEUR, Entite.BAILLEUR),
    MO_PERS_PHYS(TypologieRole.BAILLEUR, Entite.BAILLEUR),
    SER_GEST(TypologieRole.INSTRUCTEUR, Entite.ADMINISTRATION);

    /** What a profile acts for. */
    public enum Entite {
        AUCUNE,
        BAILLEUR,
        ADMINISTRATION
    }

    private final TypologieRole typologie;
    private final Entite entite;

    Profil(TypologieRole typologie, Entite entite) {
        this.typologie = typologie;
        this.entite = entite;
    }

    TypologieRole typologie() {
        return typologie;
    }

    /** What must be known for the profile to give access. */
    public Entite entite() {
        return entite;
    }

    Groupe groupe(boolean ecrit) {
        return switch (typologie) {
            case BAILLEUR -> ecrit ? Groupe.BAILLEUR : Groupe.READONLY_BAILLEUR;
            case INSTRUCTEUR -> ecrit ? Groupe.INSTRUCTEUR : Groupe.READONLY_INSTRUCTEUR;
            case ADMINISTRATEUR -> ecrit ? Groupe.ADMINISTRATEUR : Groupe.READONLY_ADMINISTRATEUR;
        };
    }

    /** The profile of a code. */
    public static Optional<Profil> de(@Nullable String code) {
        return Arrays.stream(values()).filter(p -> p.name().equals(code)).findFirst();
    }
}
