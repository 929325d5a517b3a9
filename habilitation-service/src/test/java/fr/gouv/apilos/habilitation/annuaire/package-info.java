/** Tests of the list and the sheet of accounts. */
package fr.gouv.apilos.habilitation.annuaire;
