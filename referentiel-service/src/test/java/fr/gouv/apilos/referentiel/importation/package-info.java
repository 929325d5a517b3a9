/** Tests of importation. */
package fr.gouv.apilos.referentiel.importation;
