/** Tests of the list and of the récapitulatif. */
package fr.gouv.apilos.convention.recherche;
