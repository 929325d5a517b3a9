/** Tests of the loader. */
package fr.gouv.apilos.convention.jeudedonnees;
