/**
 * Reads files with the antivirus (clamd) on request and tells what it found; knows nothing of whose they are. Uses the
 * object store.
 */
package fr.gouv.apilos.document.analyse;
