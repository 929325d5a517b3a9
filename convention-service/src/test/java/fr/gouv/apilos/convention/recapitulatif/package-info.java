/** Tests of the récapitulatif. */
package fr.gouv.apilos.convention.recapitulatif;
