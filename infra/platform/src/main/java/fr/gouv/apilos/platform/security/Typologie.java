package fr.gouv.apilos.platform.security;

/** The side of the table an identity sits on (04 §2.2), plus programs. */
public enum Typologie {
    BAILLEUR,
    INSTRUCTEUR,
    ADMINISTRATEUR,
    STAFF,
    SERVICE
}
