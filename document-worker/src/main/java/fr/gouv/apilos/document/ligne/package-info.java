/** Command line for those who prepare a model. Uses moteur alone. */
package fr.gouv.apilos.document.ligne;
