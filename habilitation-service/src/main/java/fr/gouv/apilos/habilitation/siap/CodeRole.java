package fr.gouv.apilos.habilitation.siap;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SIAP's 41 role codes and which of them write. A list of writers, so that a code we do not know reads only (04 §2.6,
 * R10, D9).
 */
public enum CodeRole {
    ADM_CENTRALE_ADMIN(Profil.ADM_CENTRALE, true),
    ADM_CENTRALE_LECTEUR(Profil.ADM_CENTRALE, false),
    DIR_REG_ADMIN(Profil.DIR_REG, true),
    DIR_REG_INSTRUCTEUR(Profil.DIR_REG, true),
    DIR_REG_VALIDEUR(Profil.DIR_REG, true),
    DIR_REG_SIGNATAIRE(Profil.DIR_REG, true),
    DIR_REG_INSTRUCTEUR_CHORUS(Profil.DIR_REG, false),
    DIR_REG_LECTEUR(Profil.DIR_REG, false),
    SERV_DEP_ADMIN(Profil.SER_DEP, true),
    SERV_DEP_INSTRUCTEUR(Profil.SER_DEP, true),
    SERV_DEP_VALIDEUR(Profil.SER_DEP, true),
    SERV_DEP_SIGNATAIRE(Profil.SER_DEP, true),
    SERV_DEP_INSTRUCTEUR_CHORUS(Profil.SER_DEP, false),
    SERV_DEP_LECTEUR(Profil.SER_DEP, false),
    SERV_INSTR_ADMIN(Profil.SER_GEST, true),
    SERV_INSTR_INSTRUCTEUR(Profil.SER_GEST, true),
    SERV_INSTR_VALIDEUR(Profil.SER_GEST, true),
    SERV_INSTR_SIGNATAIRE(Profil.SER_GEST, true),
    // A writer, unlike the two other CHORUS codes, until the business says otherwise (D9).
    SERV_INSTR_INSTRUCTEUR_CHORUS(Profil.SER_GEST, true),
    SERV_INSTR_LECTEUR(Profil.SER_GEST, false),
    SERV_INSTR_DELGEG2_ADMIN(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG2_INSTRUCTEUR(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG2_VALIDEUR(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG2_SIGNATAIRE(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG2_LECTEUR(Profil.SER_GEST, false),
    SERV_INSTR_DELGEG3_ADMIN(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG3_INSTRUCTEUR(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG3_VALIDEUR(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG3_SIGNATAIRE(Profil.SER_GEST, true),
    SERV_INSTR_DELGEG3_LECTEUR(Profil.SER_GEST, false),
    ASS_HLM_NAT_LECTEUR(Profil.ASS_HLM, false),
    ASS_HLM_REG_LECTEUR(Profil.ASS_HLM, false),
    MO_MORAL_NAT_ADMIN(Profil.MO_PERS_MORALE, true),
    MO_MORAL_NAT_LECTEUR(Profil.MO_PERS_MORALE, false),
    MO_MORAL_REG_ADMIN(Profil.MO_PERS_MORALE, true),
    MO_MORAL_REG_INSTRUCTEUR(Profil.MO_PERS_MORALE, true),
    MO_MORAL_REG_VALIDEUR(Profil.MO_PERS_MORALE, true),
    MO_MORAL_REG_SIGNATAIRE(Profil.MO_PERS_MORALE, true),
    MO_MORAL_REG_LECTEUR(Profil.MO_PERS_MORALE, false),
    MO_PHYS(Profil.MO_PERS_PHYS, true),
    PARTENAIRES(Profil.PARTENAIRES, false);

    private final Profil profil;
    private final boolean ecrit;

    CodeRole(Profil profil, boolean ecrit) {
        this.profil = profil;
        this.ecrit = ecrit;
    }

    /** The profile the code belongs to. */
    public Profil profil() {
        return profil;
    }

    /** Whether the code writes in APiLos. */
    public boolean ecrit() {
        return ecrit;
    }

    /** The code of a name. */
    public static Optional<CodeRole> de(@Nullable String code) {
        return Arrays.stream(values()).filter(c -> c.name().equals(code)).findFirst();
    }
}
