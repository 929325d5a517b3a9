/**
 * Renders, converts and stores the documents asked for by message, once each. Uses modele, moteur, pdf,
 * verification and verrou.
 */
package fr.gouv.apilos.document.production;
