/**
 * Loads users and roles of a data set, and runs what each deployment must run. Uses utilisateur, role and referentiel.
 */
package fr.gouv.apilos.habilitation.jeudedonnees;
