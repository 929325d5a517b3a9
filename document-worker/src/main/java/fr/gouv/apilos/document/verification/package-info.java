/** A code and a QR code on each final PDF, and the public page that tells whether a file is the one produced. */
package fr.gouv.apilos.document.verification;
