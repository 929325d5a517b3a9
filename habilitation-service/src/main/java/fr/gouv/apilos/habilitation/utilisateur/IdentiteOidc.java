package fr.gouv.apilos.habilitation.utilisateur;

/**
 * What an OpenID Connect provider says of a person.
 *
 * @param emetteur the provider, its {@code iss}
 * @param sujet its {@code sub}, which names the person there for ever
 * @param email the address it vouches for; may be empty
 * @param emailVerifie false only when the provider says that it did not check the address
 */
public record IdentiteOidc(String emetteur, String sujet, String email, boolean emailVerifie) {}
