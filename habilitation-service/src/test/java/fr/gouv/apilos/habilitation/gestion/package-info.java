/** Tests of what the support team changes. */
package fr.gouv.apilos.habilitation.gestion;
