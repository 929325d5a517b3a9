/** Tests of moves of programmes. */
package fr.gouv.apilos.convention.deplacement;
