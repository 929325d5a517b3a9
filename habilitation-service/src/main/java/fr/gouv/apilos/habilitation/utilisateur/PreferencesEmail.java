package fr.gouv.apilos.habilitation.utilisateur;

/** Which mails a user wants (04 §2.1). */
public enum PreferencesEmail {
    TOUS,
    PARTIEL,
    AUCUN
}
