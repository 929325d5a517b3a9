/**
 * Accounts: created and refreshed at sign-in, deactivated by the support team (04 §2.1). Uses historique.
 */
package fr.gouv.apilos.habilitation.utilisateur;
