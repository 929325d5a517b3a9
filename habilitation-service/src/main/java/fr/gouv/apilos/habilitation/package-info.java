/**
 * Who may do what: users, roles, SIAP habilitations and the tokens that carry them to the other services.
 */
package fr.gouv.apilos.habilitation;
