/** Tests of annuaire. */
package fr.gouv.apilos.referentiel.annuaire;
