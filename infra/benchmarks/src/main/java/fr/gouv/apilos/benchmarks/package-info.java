/** Measures of the platform, each a program of its own. */
package fr.gouv.apilos.benchmarks;
