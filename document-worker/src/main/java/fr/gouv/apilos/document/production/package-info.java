/** Renders, converts and stores the documents asked for by message, once each. Uses modele, moteur, pdf and verrou. */
package fr.gouv.apilos.document.production;
