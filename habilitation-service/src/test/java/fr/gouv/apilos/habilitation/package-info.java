/** What the tests of habilitation-service share, and those of the whole service. */
package fr.gouv.apilos.habilitation;
