/** Word models of our own writing: built from their text, compiled once. Uses moteur. */
package fr.gouv.apilos.document.modele;
