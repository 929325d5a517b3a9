/** Tests of the rules of the steps, named after them. */
package fr.gouv.apilos.convention.formulaire.regles;
