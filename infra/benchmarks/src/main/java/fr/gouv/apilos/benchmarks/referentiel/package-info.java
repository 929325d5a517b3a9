/** Figures of referentiel-service: fields that propose, resynchronisation of a copy. */
package fr.gouv.apilos.benchmarks.referentiel;
