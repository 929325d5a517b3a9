/** Tests of deplacement. */
package fr.gouv.apilos.referentiel.deplacement;
