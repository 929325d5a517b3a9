package fr.gouv.apilos.platform.security;

import java.util.UUID;

/**
 * The person of the support team who works under the account of somebody else (04 R111 to R115).
 *
 * @param utilisateur identifier of their own account
 * @param nom their own name
 */
public record ActeurReel(UUID utilisateur, String nom) {}
