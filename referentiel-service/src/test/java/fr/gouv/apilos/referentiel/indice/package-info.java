/** Tests of indice. */
package fr.gouv.apilos.referentiel.indice;
