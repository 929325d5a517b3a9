/** Tests of documents. */
package fr.gouv.apilos.convention.document;
