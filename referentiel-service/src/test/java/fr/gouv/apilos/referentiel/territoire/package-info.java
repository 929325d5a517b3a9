/** Tests of territoire. */
package fr.gouv.apilos.referentiel.territoire;
