/** Tests of our models. */
package fr.gouv.apilos.document.modele;
