/** Tests of the steps. */
package fr.gouv.apilos.convention.formulaire;
