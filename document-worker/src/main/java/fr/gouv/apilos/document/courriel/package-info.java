/** Sends the mails asked for by message, once each. Uses nothing but the platform. */
package fr.gouv.apilos.document.courriel;
