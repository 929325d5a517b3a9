/** Administrations: their state, their versions, what the other services are told. Uses nothing but the platform. */
@NullMarked
package fr.gouv.apilos.referentiel.administration;

import org.jspecify.annotations.NullMarked;
