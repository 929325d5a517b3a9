/** Tests of the whole worker. */
package fr.gouv.apilos.document;
