/**
 * Changes of accounts, roles and tied identities by the support team (04 R126, D14b), for pages, API and commands alike. Uses annuaire, utilisateur,
 * role, referentiel and siap.
 */
@NullMarked
package fr.gouv.apilos.habilitation.gestion;

import org.jspecify.annotations.NullMarked;
