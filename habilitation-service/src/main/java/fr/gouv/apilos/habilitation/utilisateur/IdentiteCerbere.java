package fr.gouv.apilos.habilitation.utilisateur;

/**
 * What Cerbère says of a person (04 §7.2).
 *
 * @param identifiant {@code UTILISATEUR.ID}, becomes the username
 * @param login {@code UTILISATEUR.LOGIN}, sent to SIAP
 */
public record IdentiteCerbere(String identifiant, String login, String nom, String prenom, String email) {}
