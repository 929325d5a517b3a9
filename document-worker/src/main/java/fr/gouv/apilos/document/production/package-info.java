/** Renders, converts and stores the documents asked for by message, once each. Uses modele and moteur. */
package fr.gouv.apilos.document.production;
