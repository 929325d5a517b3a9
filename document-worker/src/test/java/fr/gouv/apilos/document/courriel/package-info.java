/** Tests of mails. */
package fr.gouv.apilos.document.courriel;
