/** Tests of journal. */
package fr.gouv.apilos.referentiel.journal;
