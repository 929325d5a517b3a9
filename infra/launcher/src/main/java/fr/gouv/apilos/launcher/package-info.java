/** Starts the whole platform on one machine from the Procfile, with embedded servers unless real ones are given. */
package fr.gouv.apilos.launcher;
