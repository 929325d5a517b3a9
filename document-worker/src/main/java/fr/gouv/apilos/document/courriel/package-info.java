/** Sends the mails asked for by message, once each. Uses verrou and the platform. */
package fr.gouv.apilos.document.courriel;
