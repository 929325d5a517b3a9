/**
 * Pictures made fit for a Word document: upright, no larger than they are printed, in a format Word shows. Uses nothing.
 */
package fr.gouv.apilos.document.image;
