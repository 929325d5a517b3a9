/** Tests of bailleurs and of what the other services are told. */
package fr.gouv.apilos.referentiel.bailleur;
