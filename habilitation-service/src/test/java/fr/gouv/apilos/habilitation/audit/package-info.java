/** Tests of the audit. */
package fr.gouv.apilos.habilitation.audit;
