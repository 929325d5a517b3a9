/** Tests of the antivirus. */
package fr.gouv.apilos.document.analyse;
