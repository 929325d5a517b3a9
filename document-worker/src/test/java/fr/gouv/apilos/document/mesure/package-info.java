/** Measures run by hand (see infra/benchmarks). */
package fr.gouv.apilos.document.mesure;
