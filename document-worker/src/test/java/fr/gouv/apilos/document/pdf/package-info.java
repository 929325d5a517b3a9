/** Tests of the conversion to PDF. */
package fr.gouv.apilos.document.pdf;
