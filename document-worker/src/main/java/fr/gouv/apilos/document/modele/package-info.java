/**
 * Word models: those of our own writing, built from their text, and those staff deposit, try and put in force. Uses moteur
 * and pdf.
 */
package fr.gouv.apilos.document.modele;
