/** Tests of the loader of data sets. */
package fr.gouv.apilos.referentiel.jeudedonnees;
