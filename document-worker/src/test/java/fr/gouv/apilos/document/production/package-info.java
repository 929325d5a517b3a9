/** Tests of productions. */
package fr.gouv.apilos.document.production;
