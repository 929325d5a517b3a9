/** The State's public directory of enterprises, for local use and tests only. */
package fr.gouv.apilos.simulators.annuaire;
