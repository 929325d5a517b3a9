/**
 * What this service takes over from an installation that runs the original (04 §2). Uses role and utilisateur. Passwords are
 * left behind: who signs in with one asks for a link.
 */
package fr.gouv.apilos.habilitation.reprise;
