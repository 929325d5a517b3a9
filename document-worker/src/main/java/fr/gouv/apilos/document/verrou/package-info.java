/** One worker at a time on one task, across workers. */
package fr.gouv.apilos.document.verrou;
