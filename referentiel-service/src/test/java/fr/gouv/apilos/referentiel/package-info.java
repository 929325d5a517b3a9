/** What the tests of referentiel-service share, and those of the whole service. */
package fr.gouv.apilos.referentiel;
