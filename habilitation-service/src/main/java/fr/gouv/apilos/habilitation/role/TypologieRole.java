package fr.gouv.apilos.habilitation.role;

/** The side a role sits on (04 §2.2). */
public enum TypologieRole {
    BAILLEUR,
    INSTRUCTEUR,
    ADMINISTRATEUR
}
