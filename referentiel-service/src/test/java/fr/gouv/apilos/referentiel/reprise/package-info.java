/** Taking over an installation that runs the original. */
package fr.gouv.apilos.referentiel.reprise;
