/** Tests of the entities SIAP names. */
package fr.gouv.apilos.referentiel.rapprochement;
