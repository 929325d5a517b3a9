package fr.gouv.apilos.habilitation.utilisateur;

/** What the support team may correct of a person (04 §15.2); nothing may be null, all but the username may be empty. */
public record Identification(String username, String prenom, String nom, String email, String emailSecondaire) {}
