/** Tests of the codes printed on final documents and of the page that checks them. */
package fr.gouv.apilos.document.verification;
