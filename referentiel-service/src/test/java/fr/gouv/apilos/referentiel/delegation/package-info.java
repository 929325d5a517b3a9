/** Tests of delegation. */
package fr.gouv.apilos.referentiel.delegation;
