/** Whom another service may write to: addresses, wishes and roles, for programs alone. Reads accounts and roles. */
package fr.gouv.apilos.habilitation.correspondant;
