/** Administrations: their state, their versions, what the other services are told. Uses nothing but the platform. */
package fr.gouv.apilos.referentiel.administration;
